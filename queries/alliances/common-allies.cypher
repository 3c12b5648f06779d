// Allies that two actors have in common
// id: common-allies
// description: Who is allied with both of two actors, with one fact for each of them.
// tags: alliance
// param actor: actor -- the one (e.g. country:KOR)
// param other: actor -- the other (e.g. country:JPN)
// param day: date = today -- only pacts that held on this day; one without dates always holds
// returns: graph path
MATCH (a:Actor {id: $actor})-[h:DEFENSE_PACT|ALLIED_WITH]-(m:Actor)-[f:DEFENSE_PACT|ALLIED_WITH]-(b:Actor {id: $other})
WHERE a.id <> b.id
  AND left(coalesce(h.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(h.until, $day))) <= coalesce(h.until, $day)
  AND left(coalesce(f.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(f.until, $day))) <= coalesce(f.until, $day)
WITH a, m, b, max(h.relation + ' ' + h.id) AS near, max(f.relation + ' ' + f.id) AS far
MATCH p = (a)-[h:DEFENSE_PACT|ALLIED_WITH]-(m)-[f:DEFENSE_PACT|ALLIED_WITH]-(b)
WHERE h.relation + ' ' + h.id = near AND f.relation + ' ' + f.id = far
RETURN p AS path
ORDER BY m.id
