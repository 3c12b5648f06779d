// Friends of an actor's enemies
// id: friends-of-enemies
// description: Who is allied with those who use force, threats or sanctions against an actor, or against whom it does.
// tags: conflict, alliance, path
// param actor: actor -- whose enemies' friends (e.g. country:UKR)
// param day: date = today -- only pacts that held on this day; one without dates always holds
// returns: graph path, enemy, friend
MATCH (a:Actor {id: $actor})-[h:ATTACKS|INVADES|OCCUPIES|CYBERATTACKS|AT_WAR_WITH|MOBILIZES_AGAINST|THREATENS|SANCTIONS]-(e:Actor)-[f:DEFENSE_PACT|ALLIED_WITH]-(c:Actor)
WHERE c.id <> a.id
  AND left(coalesce(f.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(f.until, $day))) <= coalesce(f.until, $day)
WITH a, e, c, max(h.relation + ' ' + h.id) AS near, max(f.relation + ' ' + f.id) AS far
MATCH p = (a)-[h:ATTACKS|INVADES|OCCUPIES|CYBERATTACKS|AT_WAR_WITH|MOBILIZES_AGAINST|THREATENS|SANCTIONS]-(e)-[f:DEFENSE_PACT|ALLIED_WITH]-(c)
WHERE h.relation + ' ' + h.id = near AND f.relation + ' ' + f.id = far
RETURN p AS path, e.name AS enemy, c.name AS friend
ORDER BY e.id, c.id
