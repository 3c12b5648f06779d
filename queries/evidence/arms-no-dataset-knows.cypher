// Reported arms that no dataset knows
// id: arms-no-dataset-knows
// description: Which arms flows do articles report between actors whom no reference data (such as SIPRI's) joins by one?
// tags: evidence, arms, reference
// param actor: actor = null -- only flows with this actor at either end
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions, first_reported
MATCH p = (a:Actor)-[f:SUPPLIES_ARMS_TO]->(b:Actor)
WHERE 'reported' IN f.origins AND NOT 'reference' IN f.origins
  AND coalesce($actor, a.id) IN [a.id, b.id]
RETURN p AS path, a.name AS subject, f.label AS label, b.name AS object, f.mentions AS mentions,
       f.first_reported AS first_reported
ORDER BY mentions DESC, f.id
LIMIT $limit
