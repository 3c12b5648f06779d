// Claims without a date
// id: undated-claims
// description: Which reported claims have neither a date of their own nor an article with one: what no question about time
//   finds?
// tags: quality
// param limit: integer 1..10000 = 100 -- how many
// returns: rows subject, relation, modality, object, sentence, article, claim_id
MATCH (s:Actor)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Actor)
WHERE c.origin = 'reported' AND c.date IS NULL AND c.reported IS NULL
RETURN s.name AS subject, c.relation AS relation, c.modality AS modality, o.name AS object, c.sentence AS sentence,
       c.article AS article, c.id AS claim_id
ORDER BY article, claim_id
LIMIT $limit
