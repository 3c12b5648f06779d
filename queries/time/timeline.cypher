// Timeline of an actor
// id: timeline
// description: What an actor, or who acts for it, did and what was done to it, day by day, with the sentence. The day
//   is the one the text gives, else the one of its publication.
// tags: timeline
// param actor: actor -- whose timeline (e.g. country:RUS)
// param since: date = null -- not before this day; what has no day is always shown, last
// param until: date = null -- not after this day
// param modalities: list<string> = actual -- also denied, alleged, agreed and so on, if named
// param limit: integer 1..10000 = 100 -- how many
// returns: rows day, subject, relation, object, modality, sentence, article, claim_id
MATCH (s:Actor)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Actor)
WHERE $actor IN [c.subject, c.object, c.subject_state, c.object_state]
  AND c.modality IN $modalities
WITH s, c, o, coalesce(c.date, c.reported) AS day, coalesce(c.date, c.reported, '') AS at
WHERE left(coalesce($since, at), size(at)) <= at
  AND left(at, size(coalesce($until, at))) <= coalesce($until, at)
RETURN day, s.name AS subject, c.relation AS relation, o.name AS object, c.modality AS modality,
       c.sentence AS sentence, c.article AS article, c.id AS claim_id
ORDER BY day, claim_id
LIMIT $limit
