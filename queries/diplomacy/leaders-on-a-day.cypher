// Leaders of a state on a day
// id: leaders-on-a-day
// description: Who led a state, or an organisation or group, on a day. A list of offices holds until it says otherwise;
//   an article vouches for no day after its own.
// tags: people, timeline
// param actor: actor -- the state, organisation or group (e.g. country:RUS)
// param day: date = today -- the day
// returns: rows leader, since, until, sentence, origin, leader_id, claim_id
MATCH (p:Actor)<-[:SUBJECT]-(c:Claim {relation: 'LEADS', modality: 'actual'})-[:OBJECT]->(:Actor {id: $actor})
WITH p, c, coalesce(c.date, c.reported, $day) AS first, coalesce(c.until, c.reported, $day) AS last
WHERE left(first, size($day)) <= $day AND left($day, size(last)) <= last
RETURN p.name AS leader, c.date AS since, c.until AS until, c.sentence AS sentence, c.origin AS origin,
       p.id AS leader_id, c.id AS claim_id
ORDER BY origin, since, leader_id, claim_id
