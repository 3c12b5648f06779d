// What an actor is quoted as saying
// id: attributed-claims
// description: Claims that the articles attribute to an actor, or to who speaks for it, in any modality.
// tags: evidence, words
// param actor: actor -- who says so (e.g. country:RUS)
// param limit: integer 1..10000 = 100 -- how many
// returns: rows day, speaker, subject, relation, object, modality, sentence, article, claim_id
MATCH (w:Actor)<-[:ATTRIBUTED_TO]-(c:Claim)-[:OBJECT]->(o:Actor), (c)-[:SUBJECT]->(s:Actor)
WHERE $actor IN [c.attributed_to, c.attributed_state]
RETURN coalesce(c.date, c.reported) AS day, w.name AS speaker, s.name AS subject, c.relation AS relation,
       o.name AS object, c.modality AS modality, c.sentence AS sentence, c.article AS article, c.id AS claim_id
ORDER BY day, claim_id
LIMIT $limit
