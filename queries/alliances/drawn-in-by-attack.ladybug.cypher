// What each edge and node must fulfil is written into the pattern here, and numbers become text by CAST.
// What was collected is a list of values no longer known as paths, without a length.
MATCH p = (a:Actor {id: $actor})-[:DEFENSE_PACT|MEMBER_OF* ACYCLIC 1..4 (r, n | WHERE
  left(coalesce(r.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(r.until, $day))) <= coalesce(r.until, $day)
  AND (n.kind <> 'organization' OR n.id IN $blocs))]-(b:Actor)
WHERE is_acyclic(p) AND b.kind <> 'organization'
WITH p, b, size(list_filter(properties(nodes(p), 'kind'), kind -> kind <> 'organization')) - 1 AS steps
WHERE steps <= $steps
WITH p, b, steps,
     CAST(steps AS STRING) + CAST(size(properties(nodes(p), 'id')) AS STRING)
     + ' ' + list_to_string(' ', properties(rels(p), 'id')) AS fact_ids
WITH b, min(fact_ids) AS best, collect(p) AS paths
UNWIND paths AS p
WITH p, b, best, size(list_filter(properties(nodes(p), 'kind'), kind -> kind <> 'organization')) - 1 AS steps
WITH p, b, best, steps,
     CAST(steps AS STRING) + CAST(size(properties(nodes(p), 'id')) AS STRING)
     + ' ' + list_to_string(' ', properties(rels(p), 'id')) AS fact_ids
WHERE fact_ids = best
RETURN p AS path, b.name AS drawn_in, steps
ORDER BY steps, b.id, fact_ids
