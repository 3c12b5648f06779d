// Members of an organisation or bloc
// id: bloc-members
// description: Who belongs to an organisation on a day, by the claims with their dates.
// tags: bloc
// param bloc: actor -- the organisation (e.g. org:nato)
// param day: date = today -- members on this day
// returns: graph path, member, since
MATCH (m:Actor)<-[:SUBJECT]-(c:Claim {relation: 'MEMBER_OF', modality: 'actual'})-[:OBJECT]->(o:Actor {id: $bloc})
WHERE left(coalesce(c.date, $day), size($day)) <= $day
  AND left($day, size(coalesce(c.until, $day))) <= coalesce(c.until, $day)
WITH m, o, min(c.date) AS since
MATCH p = (m)-[r:MEMBER_OF]->(o)
RETURN p AS path, m.name AS member, since
ORDER BY since, m.id, r.id
