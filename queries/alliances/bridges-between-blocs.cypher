// Bridges between two blocs
// id: bridges-between-blocs
// description: Which members of one bloc are allied or cooperate with members of another?
// tags: alliance, path
// param bloc: actor -- one organisation or bloc (e.g. org:nato)
// param other: actor -- the other one (e.g. org:csto)
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, member, label, other_member
MATCH (x:Actor {id: $bloc})<-[:MEMBER_OF]-(m:Actor)
WITH DISTINCT m
MATCH (y:Actor {id: $other})<-[:MEMBER_OF]-(n:Actor)
WITH DISTINCT m, n
MATCH p = (m)-[f:DEFENSE_PACT|ALLIED_WITH|COOPERATES_WITH|SIGNED_AGREEMENT_WITH|EXERCISES_WITH]-(n)
WHERE m.id <> n.id
RETURN p AS path, m.name AS member, f.label AS label, n.name AS other_member
ORDER BY m.id, n.id, f.id
LIMIT $limit
