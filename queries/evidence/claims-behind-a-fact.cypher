// Claims behind a fact
// id: claims-behind-a-fact
// description: The sentences that one edge of the graph rests on. The edge's id is its property `id`.
// tags: evidence
// param fact: string -- the id of the edge
// returns: rows day, reported, source, sentence, confidence, article, claim_id
MATCH (a:Article)-[:STATES]->(c:Claim)
WHERE c.fact = $fact OR c.state_fact = $fact
RETURN c.date AS day, c.reported AS reported, c.source AS source, c.sentence AS sentence,
       c.confidence AS confidence, a.id AS article, c.id AS claim_id
ORDER BY reported, article, c.start, claim_id
