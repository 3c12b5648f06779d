// Allies who vote against each other
// id: friends-who-vote-apart
// description: Which states that were allied in those years are on record as voting against each other in the UN General
//   Assembly, the latest first? A row for each run of years, with the share of votes in which they agreed.
// tags: evidence, alliance, votes, reference
// param actor: actor = null -- only allies of this actor
// param since: date = 2015 -- only votes that went on after this day
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, since, until, votes
MATCH (c:Claim)
WHERE c.relation IN ['DEFENSE_PACT', 'ALLIED_WITH'] AND c.modality = 'actual'
UNWIND [c.fact, c.state_fact] AS fact
WITH fact, left(coalesce(c.date, c.reported, '0'), 4) AS allied, left(coalesce(c.until, '9999'), 4) AS parted
MATCH p = (a:Actor)-[f:DEFENSE_PACT|ALLIED_WITH]->(b:Actor)-[x:VOTES_AGAINST]-(a)
WHERE f.id = fact AND coalesce($actor, a.id) IN [a.id, b.id]
MATCH (v:Claim)
WHERE v.fact = x.id AND allied <= left(coalesce(v.until, '9999'), 4) AND left(v.date, 4) <= parted
  AND coalesce(v.until, v.date) >= $since
WITH DISTINCT p, a, f, b, v
RETURN p AS path, a.name AS subject, f.label AS label, b.name AS object, v.date AS since, v.until AS until,
       v.sentence AS votes
ORDER BY coalesce(v.until, v.date) DESC, since, f.id, v.id
LIMIT $limit
