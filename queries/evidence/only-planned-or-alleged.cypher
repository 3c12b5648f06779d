// What is only planned, promised, threatened or alleged
// id: only-planned-or-alleged
// description: Facts that nobody states as done: no actual fact with the same actors and relation is in the graph.
// tags: evidence, plans
// param actor: actor = null -- only facts with this actor at either end
// param relation: relation = null -- only this relation
// param modalities: list<string> = alleged, agreed, considered, threatened, requested -- the modalities to show
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions
MATCH p = (a:Actor)-[d:CLAIMED]->(b:Actor)
WHERE d.modality IN $modalities
  AND coalesce($relation, d.relation) = d.relation
  AND coalesce($actor, a.id) IN [a.id, b.id]
  AND NOT EXISTS {
    MATCH (a)-[f]->(b)
    WHERE f.relation = d.relation AND f.modality = 'actual'
  }
RETURN p AS path, a.name AS subject, d.label AS label, b.name AS object, d.mentions AS mentions
ORDER BY mentions DESC, d.id
LIMIT $limit
