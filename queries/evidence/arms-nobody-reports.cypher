// Arms of the datasets that no article reports
// id: arms-nobody-reports
// description: Which arms flows of the reference data since a day does no article report, though
//   articles tell of both actors?
// tags: evidence, arms, reference
// param actor: actor = null -- only flows with this actor at either end
// param since: date = 2015 -- only flows that went on after this day
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, since, until
MATCH p = (a:Actor)-[f:SUPPLIES_ARMS_TO]->(b:Actor)
WHERE 'reference' IN f.origins AND NOT 'reported' IN f.origins
  AND coalesce(f.until, f.since, f.last_reported) >= $since
  AND coalesce($actor, a.id) IN [a.id, b.id]
  AND NOT EXISTS { MATCH (a)-[r:SUPPLIES_ARMS_TO]->(b) WHERE 'reported' IN r.origins }
  AND EXISTS { MATCH (a)-[x]-(:Actor) WHERE 'reported' IN x.origins }
  AND EXISTS { MATCH (b)-[y]-(:Actor) WHERE 'reported' IN y.origins }
RETURN p AS path, a.name AS subject, f.label AS label, b.name AS object, f.since AS since, f.until AS until
ORDER BY since, f.id
LIMIT $limit
