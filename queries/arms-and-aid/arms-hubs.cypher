// Hubs of arms and military aid
// id: arms-hubs
// description: Who arms how many others, and how often is it reported?
// tags: arms, ranking
// param limit: integer 1..10000 = 100 -- how many
// returns: rows supplier, customers, mentions, supplier_id
MATCH (a:Actor)-[r:SUPPLIES_ARMS_TO|PROVIDES_MILITARY_AID_TO]->(b:Actor)
WITH a, count(DISTINCT b.id) AS customers, sum(r.mentions) AS mentions
RETURN a.name AS supplier, customers, mentions, a.id AS supplier_id
ORDER BY customers DESC, mentions DESC, supplier_id
LIMIT $limit
