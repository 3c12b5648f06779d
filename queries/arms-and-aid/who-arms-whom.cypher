// Who arms whom
// id: who-arms-whom
// description: Deliveries of arms and military aid that are stated as done, those with most mentions first. What is only alleged or planned: only-planned-or-alleged.
// tags: aid, arms
// param actor: actor = null -- only facts with this actor at either end
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions, sources
MATCH p = (a:Actor)-[r:SUPPLIES_ARMS_TO|PROVIDES_MILITARY_AID_TO]->(b:Actor)
WHERE coalesce($actor, a.id) IN [a.id, b.id]
RETURN p AS path, a.name AS subject, r.label AS label, b.name AS object, r.mentions AS mentions, r.sources AS sources
ORDER BY mentions DESC, r.id
LIMIT $limit
