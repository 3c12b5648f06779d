// Alliance paths, the best attested first
// id: surest-alliance-paths
// description: Along which pacts and alliances is one actor joined to another most surely? Each way is weighted by the
//   confidences of its facts, multiplied; of several facts that join the same two actors the surest counts.
// tags: alliance, path, confidence
// param actor: actor -- where the paths begin (e.g. country:KOR)
// param other: actor -- where they end (e.g. country:POL)
// param max_hops: integer 1..4 = 3 -- the longest way to be shown
// param day: date = today -- only pacts that held on this day; one without dates always holds
// param limit: integer 1..10000 = 25 -- how many ways
// returns: graph path, hops, certainty
MATCH p = (a:Actor {id: $actor})-[:DEFENSE_PACT|ALLIED_WITH*1..4]-(b:Actor {id: $other})
WHERE length(p) <= $max_hops
  AND all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m = n))
  AND all(r IN relationships(p) WHERE
  left(coalesce(r.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(r.until, $day))) <= coalesce(r.until, $day))
WITH p, length(p) AS hops,
     round(reduce(product = 1.0, r IN relationships(p) | product * r.confidence) * 10000) / 10000 AS certainty,
     reduce(ids = '', n IN nodes(p) | ids + ' ' + n.id) AS actor_ids,
     reduce(ids = '', r IN relationships(p) | ids + ' ' + r.id) AS fact_ids
WITH actor_ids, hops, max(certainty) AS highest, collect(p) AS paths
UNWIND paths AS p
WITH p, hops, actor_ids, highest,
     round(reduce(product = 1.0, r IN relationships(p) | product * r.confidence) * 10000) / 10000 AS certainty,
     reduce(ids = '', r IN relationships(p) | ids + ' ' + r.id) AS fact_ids
WHERE certainty = highest
RETURN p AS path, hops, certainty
ORDER BY certainty DESC, hops, actor_ids, fact_ids
LIMIT $limit
