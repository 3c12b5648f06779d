// Who is sanctioned by most
// id: most-sanctioned
// description: On whom do most others impose sanctions, restrictions or boycotts?
// tags: sanctions, ranking
// param limit: integer 1..10000 = 100 -- how many
// returns: rows target, by, mentions, target_id
MATCH (a:Actor)-[r:SANCTIONS|RESTRICTS|BOYCOTTS]->(b:Actor)
WITH b, count(DISTINCT a.id) AS by, sum(r.mentions) AS mentions
RETURN b.name AS target, by, mentions, b.id AS target_id
ORDER BY by DESC, mentions DESC, target_id
LIMIT $limit
