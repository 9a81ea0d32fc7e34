-- A back-test whose result somebody saw, and one that runs, with a slice of history on its way.
INSERT INTO rule_back_test (id, rule, version, from_at, to_at, state, progress, by, asked_at, ended_at, seen_by, seen_at, raised, outcome, attempt, wanted) VALUES
('t1', 'r1', 1, 1767484800000, 1767571200000, 'done', 1, '李伟', 1767571210000, 1767571220000, '李伟', 1767571230000, 1,
 '{"from":1767484800000,"to":1767571200000,"alarms":[{"equipment":"plant/hall/line-1/grinder","raisedAt":1767500000000,"endedAt":1767500060000,"end":"cleared","value":81.5}],"raised":1,"inAlarmMs":60000,"days":[{"day":"2026-01-04","raised":1,"inAlarmMs":60000}],"machines":[{"equipment":"plant/hall/line-1/grinder","raised":1,"inAlarmMs":60000,"unknownMs":0}],"gaps":[],"lookedMs":86400000,"unknownMs":0,"peakPerTenMinutes":1,"floodShare":0,"chattering":[]}',
 'a1', 2),
('t2', 'r1', 2, 1767484800000, 1767571200000, 'running', 0.25, '王芳', 1767571310000, NULL, NULL, NULL, NULL, NULL, 'a2', 1);
INSERT INTO rule_slice (test, number, bytes) VALUES ('t2', 1, '\x0102ff');
