// Shortest paths are written into the pattern here, and what each edge must fulfil too.
MATCH p = (a:Actor {id: $actor})-[:DEFENSE_PACT|ALLIED_WITH* ALL SHORTEST 1..6 (r, n | WHERE
  left(coalesce(r.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(r.until, $day))) <= coalesce(r.until, $day))]-(b:Actor {id: $other})
WHERE a.id <> b.id
WITH p, length(p) AS hops,
     list_to_string(' ', properties(nodes(p), 'id')) AS actor_ids,
     list_to_string(' ', properties(rels(p), 'relation'))
     + ' ' + list_to_string(' ', properties(rels(p), 'id')) AS fact_ids
WITH actor_ids, hops, max(fact_ids) AS best, collect(p) AS paths
UNWIND paths AS p
WITH p, hops, best, actor_ids,
     list_to_string(' ', properties(rels(p), 'relation'))
     + ' ' + list_to_string(' ', properties(rels(p), 'id')) AS fact_ids
WHERE fact_ids = best
RETURN p AS path, hops
ORDER BY hops, fact_ids DESC, actor_ids
LIMIT $limit
