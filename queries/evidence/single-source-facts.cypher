// Facts that rest on a single source
// id: single-source-facts
// description: Facts stated as done by one independent source only, however many papers reprint it: the most repeated and
//   the least confident first. Reference data is left out.
// tags: evidence, quality
// param actor: actor = null -- only facts with this actor at either end
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions, confidence
MATCH p = (a:Actor)-[f]->(b:Actor)
WHERE f.sources = 1 AND f.modality = 'actual' AND NOT 'reference' IN f.origins
  AND coalesce($actor, a.id) IN [a.id, b.id]
RETURN p AS path, a.name AS subject, f.label AS label, b.name AS object, f.mentions AS mentions,
       f.confidence AS confidence
ORDER BY mentions DESC, confidence, f.id
LIMIT $limit
