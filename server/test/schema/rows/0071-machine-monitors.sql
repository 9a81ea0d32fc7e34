-- A machine with a monitor that is to be learned anew, its rows on their way, and what the monitor said.
INSERT INTO machine_monitor (equipment, version, ordered, model) VALUES ('plant/hall/line-1/grinder', 1, 'o0',
 '{"equipment":"plant/hall/line-1/grinder","version":1,"trainedAt":1767601800000,"from":1767571200000,"to":1767601800000,"by":null,"reason":null,"monitor":{"signals":["power","flow"],"pattern":1}}');
INSERT INTO monitor_learning (equipment, since, learning) VALUES ('plant/hall/line-1/grinder', 1767601900000,
 '{"equipment":"plant/hall/line-1/grinder","since":1767601900000,"by":"李伟","reason":"大修","rows":12,"problem":null,"triedAt":null}');
INSERT INTO monitor_order (id, head, bytes) VALUES ('o1',
 '{"id":"o1","equipment":"plant/hall/line-1/grinder","learning":{"since":1767601900000},"from":1767601900000,"to":1767602000000,"signals":["power","flow"],"lengths":[1]}',
 '\x000000000000f03f0000000000000040');
INSERT INTO monitor_score (equipment, at, version, q, t_squared, contributions) VALUES ('plant/hall/line-1/grinder', 1767602000000, 1, 0.5, 0.25,
 '[{"signal":"power","share":1,"deviation":0.1}]');
