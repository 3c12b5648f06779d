// Escalation between two actors
// id: escalation-ladder
// description: How did conflict between two actors, or those who act for them, rise or fall, day by day? Rung 1 is words,
//   2 threats, 3 sanctions, cut ties and restrictions, 4 shows of force, arrests and seizures, 5 force.
// tags: conflict, timeline
// param actor: actor -- one of the two (e.g. country:ARM)
// param other: actor -- the other one (e.g. country:AZE)
// returns: rows day, rung, subject, relation, object, sentence, article, claim_id
MATCH (s:Actor)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Actor)
WHERE c.modality = 'actual'
  AND (($actor IN [c.subject, c.subject_state] AND $other IN [c.object, c.object_state])
    OR ($other IN [c.subject, c.subject_state] AND $actor IN [c.object, c.object_state]))
WITH s, c, o, coalesce(c.date, c.reported) AS day,
     CASE WHEN c.relation IN ['ACCUSES', 'CRITICIZES', 'REJECTS', 'PROTESTS_AGAINST', 'INVESTIGATES', 'SUES'] THEN 1
          WHEN c.relation = 'THREATENS' THEN 2
          WHEN c.relation IN ['SANCTIONS', 'CUTS_TIES_WITH', 'EXPELS_DIPLOMATS_OF', 'RECALLS_ENVOY_FROM', 'BOYCOTTS',
                              'RESTRICTS', 'DEPORTS_TO'] THEN 3
          WHEN c.relation IN ['MOBILIZES_AGAINST', 'DETAINS', 'SEIZES_FROM', 'SPIES_ON'] THEN 4
          WHEN c.relation IN ['ATTACKS', 'CYBERATTACKS', 'INVADES', 'OCCUPIES', 'AT_WAR_WITH'] THEN 5
          ELSE 0 END AS rung
WHERE rung > 0
RETURN day, rung, s.name AS subject, c.relation AS relation, o.name AS object, c.sentence AS sentence,
       c.article AS article, c.id AS claim_id
ORDER BY day, claim_id
