// All relations of an actor
// id: relations-of-actor
// description: Every fact with an actor at either end that is stated as done, those with most mentions first.
// tags: overview
// param actor: actor -- whose relations (e.g. country:RUS)
// param relation: relation = null -- only this relation
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions, sources
MATCH p = (a:Actor {id: $actor})-[f]-(b:Actor)
WHERE f.modality = 'actual' AND coalesce($relation, f.relation) = f.relation
WITH p, a, f, b, EXISTS { MATCH (a)-[g]->(b) WHERE g.id = f.id } AS onward
RETURN p AS path, CASE WHEN onward THEN a.name ELSE b.name END AS subject, f.label AS label,
       CASE WHEN onward THEN b.name ELSE a.name END AS object, f.mentions AS mentions, f.sources AS sources
ORDER BY mentions DESC, f.id
LIMIT $limit
