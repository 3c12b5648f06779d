// Allies of both sides of a conflict
// id: divided-loyalties
// description: Who is allied with both of two actors of whom one uses force against the other: whose loyalty is
//   divided, or who could mediate.
// tags: alliance, conflict
// param day: date = today -- only pacts that held on this day; one without dates always holds
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, ally
MATCH (a:Actor)-[h:DEFENSE_PACT|ALLIED_WITH]-(m:Actor)-[f:DEFENSE_PACT|ALLIED_WITH]-(b:Actor)-[x:ATTACKS|INVADES|OCCUPIES|CYBERATTACKS|AT_WAR_WITH]->(a)
WHERE left(coalesce(h.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(h.until, $day))) <= coalesce(h.until, $day)
  AND left(coalesce(f.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(f.until, $day))) <= coalesce(f.until, $day)
WITH a, m, b, max(h.relation + ' ' + h.id) AS near, max(f.relation + ' ' + f.id) AS far
MATCH p = (a)-[h:DEFENSE_PACT|ALLIED_WITH]-(m)-[f:DEFENSE_PACT|ALLIED_WITH]-(b)
WHERE h.relation + ' ' + h.id = near AND f.relation + ' ' + f.id = far
RETURN p AS path, m.name AS ally
ORDER BY m.id, a.id, b.id
LIMIT $limit
