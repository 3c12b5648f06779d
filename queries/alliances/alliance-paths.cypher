// All alliance paths between two actors
// id: alliance-paths
// description: Every way from one actor to another along defence pacts and alliances that passes nobody twice, the
//   shortest first. Where several facts join the same two actors, the pact is shown rather than the looser alliance.
// tags: alliance, path
// param actor: actor -- where the paths begin (e.g. country:KOR)
// param other: actor -- where they end (e.g. country:POL)
// param max_hops: integer 1..5 = 4 -- the longest way to be shown
// param day: date = today -- only pacts that held on this day; one without dates always holds
// param limit: integer 1..10000 = 100 -- how many ways
// returns: graph path, hops
MATCH p = (a:Actor {id: $actor})-[:DEFENSE_PACT|ALLIED_WITH*1..5]-(b:Actor {id: $other})
WHERE length(p) <= $max_hops
  AND all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m = n))
  AND all(r IN relationships(p) WHERE
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
