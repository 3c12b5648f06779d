// Meetings, talks and visits of an actor
// id: meetings
// description: Whom an actor, or who acts for it, met, talked to, negotiated with, visited or received, day by day,
//   with the sentence. What was planned or called off is left out.
// tags: diplomacy, timeline
// param actor: actor -- whose meetings (e.g. country:RUS)
// param since: date = null -- not before this day; what has no day is always shown, last
// param until: date = null -- not after this day
// returns: rows day, subject, relation, object, sentence, article, claim_id
MATCH (s:Actor)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Actor)
WHERE $actor IN [c.subject, c.object, c.subject_state, c.object_state]
  AND c.modality = 'actual'
  AND c.relation IN ['MEETS', 'TALKS_TO', 'VISITS', 'HOSTS', 'NEGOTIATES_WITH']
WITH s, c, o, coalesce(c.date, c.reported) AS day, coalesce(c.date, c.reported, '') AS at
WHERE left(coalesce($since, at), size(at)) <= at
  AND left(at, size(coalesce($until, at))) <= coalesce($until, at)
RETURN day, s.name AS subject, c.relation AS relation, o.name AS object, c.sentence AS sentence,
       c.article AS article, c.id AS claim_id
ORDER BY day, claim_id
