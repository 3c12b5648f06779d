// Least confident facts
// id: least-confident-facts
// description: Facts stated as done in whose reading there is least confidence: what to check first.
// tags: evidence, quality
// param below: number 0..1 = 1 -- only facts with a confidence under this
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, confidence, mentions
MATCH p = (a:Actor)-[f]->(b:Actor)
WHERE f.modality = 'actual' AND f.confidence < $below
RETURN p AS path, a.name AS subject, f.label AS label, b.name AS object, f.confidence AS confidence,
       f.mentions AS mentions
ORDER BY confidence, f.id
LIMIT $limit
