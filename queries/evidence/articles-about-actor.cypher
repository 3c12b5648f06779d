// Articles about an actor
// id: articles-about-actor
// description: Articles that mention an actor, those that mention it most first.
// tags: articles
// param actor: actor -- about whom (e.g. country:RUS)
// param limit: integer 1..10000 = 100 -- how many
// returns: rows title, published, source, mentions, url, article_id
MATCH (d:Article)-[m:MENTIONS]->(:Actor {id: $actor})
RETURN d.title AS title, d.published AS published, d.source AS source, m.count AS mentions, d.url AS url,
       d.id AS article_id
ORDER BY mentions DESC, published DESC, article_id
LIMIT $limit
