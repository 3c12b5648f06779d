// What each edge must fulfil is written into the pattern here. ACYCLIC alone would let the ends come twice.
MATCH p = (a:Actor {id: $actor})-[:DEFENSE_PACT|ALLIED_WITH* ACYCLIC 1..4 (r, n | WHERE
  left(coalesce(r.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(r.until, $day))) <= coalesce(r.until, $day))]-(b:Actor {id: $other})
WHERE is_acyclic(p) AND length(p) <= $max_hops
WITH p, length(p) AS hops,
     round(list_product(properties(rels(p), 'confidence')) * 10000, 0) / 10000 AS certainty,
     list_to_string(' ', properties(nodes(p), 'id')) AS actor_ids
WITH actor_ids, hops, max(certainty) AS highest, collect(p) AS paths
UNWIND paths AS p
WITH p, hops, actor_ids, highest,
     round(list_product(properties(rels(p), 'confidence')) * 10000, 0) / 10000 AS certainty,
     list_to_string(' ', properties(rels(p), 'id')) AS fact_ids
WHERE certainty = highest
RETURN p AS path, hops, certainty
ORDER BY certainty DESC, hops, actor_ids, fact_ids
LIMIT $limit
