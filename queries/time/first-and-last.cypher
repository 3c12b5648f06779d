// First and last reports between two actors
// id: first-and-last
// description: When was each thing between two actors first and last reported, and since when does it hold?
// tags: timeline
// param actor: actor -- one of the two (e.g. country:RUS)
// param other: actor -- the other one (e.g. country:PRK)
// returns: graph path, subject, label, object, first_reported, last_reported, since, until, mentions
MATCH p = (a:Actor)-[f]->(b:Actor)
WHERE a.id IN [$actor, $other] AND b.id IN [$actor, $other]
RETURN p AS path, a.name AS subject, f.label AS label, b.name AS object, f.first_reported AS first_reported,
       f.last_reported AS last_reported, f.since AS since, f.until AS until, f.mentions AS mentions
ORDER BY first_reported, f.id
