// Stories that several articles print
// id: stories
// description: Which stories are printed more than once, and where? However many papers print one, it counts once among the
//   sources of a fact. The most printed come first, of each the article that came first.
// tags: evidence, stories
// param limit: integer 1..10000 = 100 -- how many articles
// returns: rows printed, published, source, title, story_id, article_id
MATCH (c:Article)
WITH c.story AS story_id, count(*) AS printed
WHERE printed > 1
MATCH (a:Article)
WHERE a.story = story_id
RETURN printed, a.published AS published, a.source AS source, a.title AS title, story_id, a.id AS article_id
ORDER BY printed DESC, story_id, published, article_id
LIMIT $limit
