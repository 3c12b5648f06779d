// Dyads with most conflict
// id: conflict-dyads
// description: Pairs of actors by how often the articles say that one used force, threats or sanctions against the
//   other, whichever began.
// tags: conflict, ranking
// param limit: integer 1..10000 = 100 -- how many
// returns: rows actor, other, mentions, facts, last_reported, actor_id, other_id
MATCH (a:Actor)-[r:ATTACKS|INVADES|OCCUPIES|CYBERATTACKS|AT_WAR_WITH|MOBILIZES_AGAINST|THREATENS|SANCTIONS]-(b:Actor)
WHERE a.id < b.id
WITH a, b, sum(r.mentions) AS mentions, count(*) AS facts, max(r.last_reported) AS last_reported
RETURN a.name AS actor, b.name AS other, mentions, facts, last_reported, a.id AS actor_id, b.id AS other_id
ORDER BY mentions DESC, actor_id, other_id
LIMIT $limit
