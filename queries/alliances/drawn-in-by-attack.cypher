// Who would be drawn in by a defence pact if an actor were attacked
// id: drawn-in-by-attack
// description: Who is bound to defend an actor by a defence pact, or as a fellow member of a bloc of defence; with two
//   steps, also who is bound to defend those. One shortest way each. Whether an attack would in fact make them act is
//   for the treaty's text to say.
// tags: alliance, path, what-if
// param actor: actor -- who is attacked (e.g. country:KOR)
// param steps: integer 1..2 = 1 -- 1 for those bound to the actor itself, 2 for those bound to these as well
// param blocs: list<actor> = org:nato, org:csto -- organisations whose members must defend each other
// param day: date = today -- only pacts that held on this day; one without dates always holds
// returns: graph path, drawn_in, steps
MATCH p = (a:Actor {id: $actor})-[:DEFENSE_PACT|MEMBER_OF*1..4]-(b:Actor)
WHERE b.kind <> 'organization'
  AND all(n IN nodes(p) WHERE n = a OR n.kind <> 'organization' OR n.id IN $blocs)
  AND all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m = n))
  AND all(r IN relationships(p) WHERE
  left(coalesce(r.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(r.until, $day))) <= coalesce(r.until, $day))
WITH p, b, size([n IN nodes(p) WHERE n.kind <> 'organization']) - 1 AS steps
WHERE steps <= $steps
WITH p, b, steps,
     toString(steps) + toString(length(p))
     + reduce(ids = '', r IN relationships(p) | ids + ' ' + r.id) AS fact_ids
WITH b, min(fact_ids) AS best, collect(p) AS paths
UNWIND paths AS p
WITH p, b, best, size([n IN nodes(p) WHERE n.kind <> 'organization']) - 1 AS steps
WITH p, b, best, steps,
     toString(steps) + toString(length(p))
     + reduce(ids = '', r IN relationships(p) | ids + ' ' + r.id) AS fact_ids
WHERE fact_ids = best
RETURN p AS path, b.name AS drawn_in, steps
ORDER BY steps, b.id, fact_ids
