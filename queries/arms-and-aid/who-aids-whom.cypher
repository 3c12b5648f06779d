// Who helps whom
// id: who-aids-whom
// description: Economic and humanitarian aid, peacekeepers and shelter, those with most mentions first.
// tags: aid
// param actor: actor = null -- only facts with this actor at either end
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions, sources
MATCH p = (a:Actor)-[r:PROVIDES_ECONOMIC_AID_TO|PROVIDES_HUMANITARIAN_AID_TO|SENDS_PEACEKEEPERS_TO|SHELTERS]->(b:Actor)
WHERE coalesce($actor, a.id) IN [a.id, b.id]
RETURN p AS path, a.name AS subject, r.label AS label, b.name AS object, r.mentions AS mentions, r.sources AS sources
ORDER BY mentions DESC, r.id
LIMIT $limit
