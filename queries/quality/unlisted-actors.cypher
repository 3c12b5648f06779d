// Actors that no list knows
// id: unlisted-actors
// description: Which persons, groups and firms are named often without a Wikidata id: whom should the ontology learn, or
//   which were misread?
// tags: quality
// param limit: integer 1..10000 = 100 -- how many
// returns: rows actor, kind, country, mentions, articles, actor_id
MATCH (t:Article)-[m:MENTIONS]->(a:Actor)
WHERE a.qid IS NULL AND a.kind <> 'country'
WITH a, sum(m.count) AS mentions, count(DISTINCT t.id) AS articles
RETURN a.name AS actor, a.kind AS kind, a.country AS country, mentions, articles, a.id AS actor_id
ORDER BY mentions DESC, actor_id
LIMIT $limit
