// Who could pass arms on
// id: arms-transit
// description: Who receives arms from one and supplies them to another: through whose hands could they go on?
// tags: arms, path
// param actor: actor = null -- only where this actor is the one between
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, supplier, between, receiver
MATCH p = (a:Actor)-[r:SUPPLIES_ARMS_TO]->(m:Actor)-[s:SUPPLIES_ARMS_TO]->(b:Actor)
WHERE a.id <> b.id AND coalesce($actor, m.id) = m.id
RETURN p AS path, a.name AS supplier, m.name AS between, b.name AS receiver
ORDER BY m.id, a.id, b.id, r.id, s.id
LIMIT $limit
