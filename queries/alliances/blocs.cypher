// Organisations and blocs with their number of members
// id: blocs
// description: Which organisations and groups have members on a day, the largest first. Who they are: bloc-members.
// tags: bloc
// param day: date = today -- members on this day
// param limit: integer 1..10000 = 100 -- how many
// returns: rows bloc, kind, members, bloc_id
MATCH (m:Actor)<-[:SUBJECT]-(c:Claim {relation: 'MEMBER_OF', modality: 'actual'})-[:OBJECT]->(o:Actor)
WHERE left(coalesce(c.date, $day), size($day)) <= $day
  AND left($day, size(coalesce(c.until, $day))) <= coalesce(c.until, $day)
WITH o, count(DISTINCT m.id) AS members
RETURN o.name AS bloc, o.kind AS kind, members, o.id AS bloc_id
ORDER BY members DESC, bloc_id
LIMIT $limit
