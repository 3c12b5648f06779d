// Who threatens whom
// id: who-threatens-whom
// description: Threats, warnings, ultimatums and massed troops, those with most mentions first.
// tags: conflict, threat
// param actor: actor = null -- only facts with this actor at either end
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions, sources
MATCH p = (a:Actor)-[r:THREATENS|MOBILIZES_AGAINST]->(b:Actor)
WHERE coalesce($actor, a.id) IN [a.id, b.id]
RETURN p AS path, a.name AS subject, r.label AS label, b.name AS object, r.mentions AS mentions, r.sources AS sources
ORDER BY mentions DESC, r.id
LIMIT $limit
