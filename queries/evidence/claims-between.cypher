// Claims between two actors
// id: claims-between
// description: Every sentence that says something between two actors, or those who act for them, in either direction
//   and in any modality: what is done beside what is denied, planned or alleged.
// tags: evidence
// param actor: actor -- the one (e.g. country:RUS)
// param other: actor -- the other (e.g. country:PRK)
// param relation: relation = null -- only this relation
// param limit: integer 1..10000 = 100 -- how many
// returns: rows day, subject, relation, object, modality, sentence, confidence, article, claim_id, fact_id,
//   source, story
MATCH (s:Actor)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Actor)
WHERE coalesce($relation, c.relation) = c.relation
  AND (($actor IN [c.subject, c.subject_state] AND $other IN [c.object, c.object_state])
    OR ($other IN [c.subject, c.subject_state] AND $actor IN [c.object, c.object_state]))
RETURN coalesce(c.date, c.reported) AS day, s.name AS subject, c.relation AS relation, o.name AS object,
       c.modality AS modality, c.sentence AS sentence, c.confidence AS confidence, c.article AS article,
       c.id AS claim_id, c.fact AS fact_id, c.source AS source, c.story AS story
ORDER BY day, claim_id
LIMIT $limit
