// Who sanctions whom
// id: who-sanctions-whom
// description: Sanctions, embargoes, trade bans and boycotts that are in place or were, those with most mentions first.
// tags: conflict, sanctions
// param actor: actor = null -- only facts with this actor at either end
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions, sources
MATCH p = (a:Actor)-[r:SANCTIONS|BOYCOTTS]->(b:Actor)
WHERE coalesce($actor, a.id) IN [a.id, b.id]
RETURN p AS path, a.name AS subject, r.label AS label, b.name AS object, r.mentions AS mentions, r.sources AS sources
ORDER BY mentions DESC, r.id
LIMIT $limit
