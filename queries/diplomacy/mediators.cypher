// Who mediates for whom
// id: mediators
// description: Mediators with those for whom they mediate; two facts of one mediator are often the two sides.
// tags: diplomacy
// param actor: actor = null -- only facts with this actor at either end
// returns: graph path, mediator, party, mentions
MATCH p = (m:Actor)-[r:MEDIATES_FOR]->(b:Actor)
WHERE coalesce($actor, m.id) IN [m.id, b.id]
RETURN p AS path, m.name AS mediator, b.name AS party, r.mentions AS mentions
ORDER BY m.id, b.id, r.id
