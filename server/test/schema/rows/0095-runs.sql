-- A simulated run that is done, a branch of it that runs, and an import that failed.
INSERT INTO run (id, kind, name, state, reason, detail, progress, lines, seed, speed, cycle_s, begin_at, end_at, scenario_name, scenario_sha256, branch_run, branch_at, software, home, by, asked_at, started_at, ended_at, bytes, has_values, has_labels, figures, problems) VALUES
('u1', 'simulated', '砂轮钝化', 'done', NULL, NULL, 1, '["line-1"]', 7, NULL, 1, 1767542400000, 1767546000000, '砂轮钝化', 'e3b0', NULL, NULL, '0.1.0', 'h1', '李伟', 1767571200000, 1767571201000, 1767571260000, 4200000, true, true,
 '{"lines":[{"line":"line-1","good":450,"scrap":2,"kwh":81.5}],"alarms":[{"signal":"plant/hall/line-1/grinder/power","limit":"high","raised":1,"activeS":60}],"alarmsRaised":1,"values":900000,"refused":0}', '[]'),
('u2', 'simulated', '砂轮钝化', 'running', NULL, NULL, 0.25, '["line-1"]', 7, 600, 1, 1767542400000, 1767546000000, '砂轮钝化', 'a1c4', 'u1', 1767544200000, '0.1.0', 'h1', '李伟', 1767571300000, 1767571301000, NULL, 1000, false, false, NULL, '[]'),
('u3', 'imported', 'pump.csv', 'failed', 'bad-file', 'No row could be taken.', 0, '[]', NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, '0.1.0', 'h1', '王芳', 1767571400000, 1767571401000, 1767571402000, 0, false, false, NULL, '[{"row":2,"column":"time","message":"no time"}]');
INSERT INTO run_scenario (run, text) VALUES ('u1', 'name: 砂轮钝化');
