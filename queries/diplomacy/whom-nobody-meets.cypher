// Whom nobody meets
// id: whom-nobody-meets
// description: Which states stand in the graph without a meeting, a talk or a visit: who is isolated, or not reported on?
// tags: diplomacy
// param limit: integer 1..10000 = 100 -- how many
// returns: rows state, facts, state_id
MATCH (a:Actor)-[f]-(:Actor)
WHERE a.kind = 'country' AND f.modality = 'actual' AND 'reported' IN f.origins
  AND NOT EXISTS { MATCH (a)-[:MEETS|TALKS_TO|VISITS|HOSTS|NEGOTIATES_WITH]-(:Actor) }
WITH a, count(DISTINCT f.id) AS facts
RETURN a.name AS state, facts, a.id AS state_id
ORDER BY facts DESC, state_id
LIMIT $limit
