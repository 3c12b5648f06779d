// Reported pacts that no dataset knows
// id: pacts-no-dataset-knows
// description: Which defence pacts and alliances do articles report between actors whom no reference data joins by one? New,
//   informal, or wrongly read: the sentences decide.
// tags: evidence, alliance, reference
// param actor: actor = null -- only pacts with this actor
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions, first_reported
MATCH p = (a:Actor)-[f:DEFENSE_PACT|ALLIED_WITH]->(b:Actor)
WHERE 'reported' IN f.origins AND NOT 'reference' IN f.origins
  AND coalesce($actor, a.id) IN [a.id, b.id]
  AND NOT EXISTS { MATCH (a)-[r:DEFENSE_PACT|ALLIED_WITH]-(b) WHERE 'reference' IN r.origins }
RETURN p AS path, a.name AS subject, f.label AS label, b.name AS object, f.mentions AS mentions,
       f.first_reported AS first_reported
ORDER BY mentions DESC, f.id
LIMIT $limit
