-- A setup, a notice that was sent after its first channel failed, one that waits, and an incident that somebody took on by a link.
INSERT INTO notice_setup (id, setup, link_key, changed_at, changed_by) VALUES
('plant', '{"pagesUrl":"http://plant.local","priority":2,"tellClosed":false,"channels":[],"contacts":[],"duties":[],"escalation":[]}',
 'key-1', 1767602000000, '李伟');
INSERT INTO notice (id, incident, occasion, contact, state, lane, content, routes, hop, tries, attempts, created_at, due_at, sent_at, sent_on) VALUES
('i1.li.opened', 'i1', 'opened', 'li', 'sent', 'mail li@plant.cn', '{"title":"主轴过热","lines":["一"],"short":"主轴","link":null,"evidence":null,"data":{}}',
 '[{"channel":"ding","address":""},{"channel":"mail","address":"li@plant.cn"}]', 1, 0,
 '[{"at":1767602001000,"channel":"ding","error":"HTTP 500"}]', 1767602000000, 1767602002000, 1767602003000, 'mail'),
('i2.li.opened', 'i2', 'opened', 'li', 'waiting', 'ding', '{"title":"t","lines":[],"short":"t","link":null,"evidence":null,"data":{}}',
 '[{"channel":"ding","address":""}]', 0, 0, '[]', 1767602100000, 1767602100000, NULL, NULL);
INSERT INTO notice_lane (lane, free_at) VALUES ('ding', 1767602103100);
INSERT INTO notice_escalation (incident, step, due_at, news) VALUES ('i2', 1, 1767603000000, '{"id":"i2"}');
INSERT INTO incident_response (incident, at, by, via) VALUES ('i1', 1767602050000, '李伟', 'link');
INSERT INTO notice_link_use (notice, used_at, address) VALUES ('i1.li.opened', 1767602050000, '10.0.0.7');
