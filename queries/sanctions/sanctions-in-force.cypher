// Sanctions in force
// id: sanctions-in-force
// description: Which sanctions, stated as imposed, have not been lifted since? A lifting counts that is dated or was
//   reported later.
// tags: sanctions
// param actor: actor = null -- only sanctions by or on this actor
// param limit: integer 1..10000 = 100 -- how many
// returns: rows subject, object, imposed, lifted_before, mentions, subject_id, object_id
MATCH (a:Actor)-[s:SANCTIONS]->(b:Actor)
WHERE coalesce($actor, a.id) IN [a.id, b.id]
OPTIONAL MATCH (a)-[l:LIFTS_SANCTIONS_ON]->(b)
WITH a, b, max(s.mentions) AS mentions, max(coalesce(s.last_reported, s.since, '')) AS imposed,
     max(coalesce(l.last_reported, l.since, '')) AS lifted
WHERE lifted IS NULL OR lifted < imposed OR lifted = ''
RETURN a.name AS subject, b.name AS object, imposed, coalesce(lifted, '') AS lifted_before, mentions,
       a.id AS subject_id, b.id AS object_id
ORDER BY mentions DESC, subject_id, object_id
LIMIT $limit
