// What is new
// id: new-facts
// description: Which facts were reported for the first time between two days: what is new this week?
// tags: timeline
// param since: date -- the first day
// param until: date = today -- the last day
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, first_reported, subject, label, object, mentions
MATCH p = (a:Actor)-[f]->(b:Actor)
WHERE f.level = 'actor' AND f.first_reported >= $since
  AND left(f.first_reported, size($until)) <= $until
RETURN p AS path, f.first_reported AS first_reported, a.name AS subject, f.label AS label, b.name AS object,
       f.mentions AS mentions
ORDER BY first_reported, f.id
LIMIT $limit
