// Shortest alliance path between two actors
// id: shortest-alliance-path
// description: The shortest ways from one actor to another along defence pacts and alliances, the one with most pacts
//   first. Where several facts join the same two actors, the pact is shown rather than the looser alliance.
// tags: alliance, path
// param actor: actor -- where the path begins (e.g. country:KOR)
// param other: actor -- where it ends (e.g. country:POL)
// param day: date = today -- only pacts that held on this day; one without dates always holds
// param limit: integer 1..100 = 1 -- how many of the equally short ways
// returns: graph path, hops
MATCH (a:Actor {id: $actor})
MATCH (b:Actor {id: $other})
WHERE a.id <> b.id
MATCH p = allShortestPaths((a)-[:DEFENSE_PACT|ALLIED_WITH*..6]-(b))
WHERE all(r IN relationships(p) WHERE
  left(coalesce(r.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(r.until, $day))) <= coalesce(r.until, $day))
WITH p, length(p) AS hops,
     reduce(ids = '', n IN nodes(p) | ids + ' ' + n.id) AS actor_ids,
     reduce(types = '', r IN relationships(p) | types + ' ' + r.relation)
     + reduce(ids = '', r IN relationships(p) | ids + ' ' + r.id) AS fact_ids
WITH actor_ids, hops, max(fact_ids) AS best, collect(p) AS paths
UNWIND paths AS p
WITH p, hops, best, actor_ids,
     reduce(types = '', r IN relationships(p) | types + ' ' + r.relation)
     + reduce(ids = '', r IN relationships(p) | ids + ' ' + r.id) AS fact_ids
WHERE fact_ids = best
RETURN p AS path, hops
ORDER BY hops, fact_ids DESC, actor_ids
LIMIT $limit
