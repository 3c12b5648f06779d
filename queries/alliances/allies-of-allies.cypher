// Allies of an actor's allies
// id: allies-of-allies
// description: Who is allied with an ally of an actor, but not with the actor itself, and through whom.
// tags: alliance, path
// param actor: actor -- whose allies' allies (e.g. country:RUS)
// param day: date = today -- only pacts that held on this day; one without dates always holds
// returns: graph path
MATCH (a:Actor {id: $actor})-[h:DEFENSE_PACT|ALLIED_WITH]-(m:Actor)-[f:DEFENSE_PACT|ALLIED_WITH]-(c:Actor)
WHERE c.id <> a.id
  AND left(coalesce(h.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(h.until, $day))) <= coalesce(h.until, $day)
  AND left(coalesce(f.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(f.until, $day))) <= coalesce(f.until, $day)
  AND NOT EXISTS {
    MATCH (a)-[r:DEFENSE_PACT|ALLIED_WITH]-(c)
    WHERE left(coalesce(r.since, $day), size($day)) <= $day
      AND left($day, size(coalesce(r.until, $day))) <= coalesce(r.until, $day)
  }
WITH a, m, c, max(h.relation + ' ' + h.id) AS near, max(f.relation + ' ' + f.id) AS far
MATCH p = (a)-[h:DEFENSE_PACT|ALLIED_WITH]-(m)-[f:DEFENSE_PACT|ALLIED_WITH]-(c)
WHERE h.relation + ' ' + h.id = near AND f.relation + ' ' + f.id = far
RETURN p AS path
ORDER BY c.id, m.id
