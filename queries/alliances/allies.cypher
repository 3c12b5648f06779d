// Allies of an actor
// id: allies
// description: With whom an actor has a defence pact or is allied, the facts with most mentions first.
// tags: alliance
// param actor: actor -- whose allies (e.g. country:RUS)
// param day: date = today -- only pacts that held on this day; one without dates always holds
// returns: graph path, label, since, until
MATCH p = (:Actor {id: $actor})-[r:DEFENSE_PACT|ALLIED_WITH]-(b:Actor)
WHERE left(coalesce(r.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(r.until, $day))) <= coalesce(r.until, $day)
RETURN p AS path, r.label AS label, r.since AS since, r.until AS until
ORDER BY r.mentions DESC, b.id, r.id
