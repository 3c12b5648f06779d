// Agreements and restored ties of an actor
// id: agreements
// description: With whom an actor signed agreements, restored ties or made a ceasefire, and whom it recognised.
// tags: diplomacy
// param actor: actor -- whose agreements (e.g. country:RUS)
// returns: graph path, label, other, since, mentions
MATCH p = (:Actor {id: $actor})-[r:SIGNED_AGREEMENT_WITH|RESTORES_TIES_WITH|RECOGNIZES|CEASEFIRE_WITH]-(b:Actor)
RETURN p AS path, r.label AS label, b.name AS other, r.since AS since, r.mentions AS mentions
ORDER BY mentions DESC, b.id, r.id
