// Enemies that two actors have in common
// id: common-enemies
// description: Who stands in force, threats or sanctions with both of two actors, in either direction.
// tags: conflict, path
// param actor: actor -- the one (e.g. country:USA)
// param other: actor -- the other (e.g. country:UKR)
// returns: graph path, enemy
MATCH (a:Actor {id: $actor})-[h:ATTACKS|INVADES|OCCUPIES|CYBERATTACKS|AT_WAR_WITH|MOBILIZES_AGAINST|THREATENS|SANCTIONS]-(e:Actor)-[f:ATTACKS|INVADES|OCCUPIES|CYBERATTACKS|AT_WAR_WITH|MOBILIZES_AGAINST|THREATENS|SANCTIONS]-(b:Actor {id: $other})
WHERE a.id <> b.id
WITH a, e, b, max(h.relation + ' ' + h.id) AS near, max(f.relation + ' ' + f.id) AS far
MATCH p = (a)-[h:ATTACKS|INVADES|OCCUPIES|CYBERATTACKS|AT_WAR_WITH|MOBILIZES_AGAINST|THREATENS|SANCTIONS]-(e)-[f:ATTACKS|INVADES|OCCUPIES|CYBERATTACKS|AT_WAR_WITH|MOBILIZES_AGAINST|THREATENS|SANCTIONS]-(b)
WHERE h.relation + ' ' + h.id = near AND f.relation + ' ' + f.id = far
RETURN p AS path, e.name AS enemy
ORDER BY e.id
