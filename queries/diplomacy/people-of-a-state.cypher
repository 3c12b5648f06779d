// People who act for a state
// id: people-of-a-state
// description: Who leads or represents a state, an organisation or a group, now or in the past.
// tags: people
// param actor: actor -- the state, organisation or group (e.g. country:RUS)
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, person, label, since, until
MATCH p = (n:Actor)-[r:LEADS|REPRESENTS]->(:Actor {id: $actor})
RETURN p AS path, n.name AS person, r.label AS label, r.since AS since, r.until AS until
ORDER BY r.mentions DESC, n.id, r.id
LIMIT $limit
