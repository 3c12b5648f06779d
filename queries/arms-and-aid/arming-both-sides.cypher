// Who arms both sides of a conflict
// id: arming-both-sides
// description: Who supplies arms or military aid to two actors of whom one uses force against the other.
// tags: aid, arms, conflict
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, supplier
MATCH (a:Actor)<-[h:SUPPLIES_ARMS_TO|PROVIDES_MILITARY_AID_TO]-(s:Actor)
      -[f:SUPPLIES_ARMS_TO|PROVIDES_MILITARY_AID_TO]->(b:Actor)-[x:ATTACKS|INVADES|OCCUPIES|CYBERATTACKS|AT_WAR_WITH]->(a)
WITH a, s, b, max(h.relation + ' ' + h.id) AS near, max(f.relation + ' ' + f.id) AS far
MATCH p = (a)<-[h:SUPPLIES_ARMS_TO|PROVIDES_MILITARY_AID_TO]-(s)-[f:SUPPLIES_ARMS_TO|PROVIDES_MILITARY_AID_TO]->(b)
WHERE h.relation + ' ' + h.id = near AND f.relation + ' ' + f.id = far
RETURN p AS path, s.name AS supplier
ORDER BY s.id, a.id, b.id
LIMIT $limit
