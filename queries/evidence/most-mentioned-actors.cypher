// Most mentioned actors
// id: most-mentioned-actors
// description: Actors by how often the articles mention them, and in how many articles.
// tags: ranking
// param kind: string = null -- country, organization, person, group or company
// param limit: integer 1..10000 = 100 -- how many
// returns: rows name, kind, mentions, articles, actor_id
MATCH (:Article)-[m:MENTIONS]->(a:Actor)
WHERE coalesce($kind, a.kind) = a.kind
WITH a, sum(m.count) AS mentions, count(*) AS articles
RETURN a.name AS name, a.kind AS kind, mentions, articles, a.id AS actor_id
ORDER BY mentions DESC, actor_id
LIMIT $limit
