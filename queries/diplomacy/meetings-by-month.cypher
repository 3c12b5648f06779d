// Meetings by month
// id: meetings-by-month
// description: How many meetings, talks and visits of an actor are stated for each month? What is dated by year alone is
//   left out.
// tags: diplomacy, timeline
// param actor: actor -- whose meetings (e.g. country:RUS)
// returns: rows month, meetings, partners
MATCH (c:Claim)
WHERE $actor IN [c.subject, c.object, c.subject_state, c.object_state]
  AND c.modality = 'actual' AND c.origin = 'reported'
  AND c.relation IN ['MEETS', 'TALKS_TO', 'VISITS', 'HOSTS', 'NEGOTIATES_WITH']
WITH c, coalesce(c.date, c.reported, '') AS day
WHERE size(day) >= 7
WITH left(day, 7) AS month_id, count(*) AS meetings,
     count(DISTINCT CASE WHEN $actor IN [c.subject, c.subject_state] THEN c.object ELSE c.subject END) AS partners
RETURN month_id AS month, meetings, partners
ORDER BY month_id
