// Pacts of the datasets that no article reports
// id: pacts-nobody-reports
// description: Which defence pacts and alliances of the reference data hold on a day and are reported by no article, though
//   articles tell of both actors?
// tags: evidence, alliance, reference
// param actor: actor = null -- only pacts with this actor
// param day: date = today -- only pacts that held on this day; one without dates always holds
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, since, until
MATCH p = (a:Actor)-[f:DEFENSE_PACT|ALLIED_WITH]->(b:Actor)
WHERE 'reference' IN f.origins AND NOT 'reported' IN f.origins
  AND coalesce($actor, a.id) IN [a.id, b.id]
  AND left(coalesce(f.since, $day), size($day)) <= $day
  AND left($day, size(coalesce(f.until, $day))) <= coalesce(f.until, $day)
  AND NOT EXISTS { MATCH (a)-[r:DEFENSE_PACT|ALLIED_WITH]-(b) WHERE 'reported' IN r.origins }
  AND EXISTS { MATCH (a)-[x]-(:Actor) WHERE 'reported' IN x.origins }
  AND EXISTS { MATCH (b)-[y]-(:Actor) WHERE 'reported' IN y.origins }
RETURN p AS path, a.name AS subject, f.label AS label, b.name AS object, f.since AS since, f.until AS until
ORDER BY since, f.id
LIMIT $limit
