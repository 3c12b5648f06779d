// Contested facts
// id: contested-facts
// description: What some state as done, or allege, and others deny: both facts side by side.
// tags: evidence, contested
// param actor: actor = null -- only facts with this actor at either end
// param limit: integer 1..10000 = 100 -- how many
// returns: rows subject, stated, object, denied, stated_mentions, denied_mentions, stated_id, denied_id
MATCH (a:Actor)-[f]->(b:Actor), (a)-[d:CLAIMED]->(b)
WHERE f.modality IN ['actual', 'alleged'] AND d.modality IN ['denied', 'negated']
  AND f.relation = d.relation AND f.level = d.level
  AND coalesce($actor, a.id) IN [a.id, b.id]
RETURN a.name AS subject, f.label AS stated, b.name AS object, d.label AS denied,
       f.mentions AS stated_mentions, d.mentions AS denied_mentions, f.id AS stated_id, d.id AS denied_id
ORDER BY stated_mentions + denied_mentions DESC, stated_id, denied_id
LIMIT $limit
