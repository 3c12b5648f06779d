// Friends turned foes
// id: reversals
// description: Who used force against, threatened or sanctioned whom after they were allied or cooperated?
// tags: timeline, conflict
// param limit: integer 1..10000 = 100 -- how many
// returns: rows actor, friendly, friendly_since, other, hostile, hostile_since, friendly_id, hostile_id
MATCH (a:Actor)-[f:DEFENSE_PACT|ALLIED_WITH|COOPERATES_WITH|SIGNED_AGREEMENT_WITH]-(b:Actor),
      (a)-[x:ATTACKS|INVADES|OCCUPIES|AT_WAR_WITH|THREATENS|SANCTIONS|CUTS_TIES_WITH]->(b)
WITH a, f, b, x, coalesce(f.since, f.first_reported) AS before, coalesce(x.since, x.first_reported) AS after
WHERE before < after
RETURN a.name AS actor, f.label AS friendly, before AS friendly_since, b.name AS other, x.label AS hostile,
       after AS hostile_since, f.id AS friendly_id, x.id AS hostile_id
ORDER BY hostile_since DESC, hostile_id, friendly_id
LIMIT $limit
