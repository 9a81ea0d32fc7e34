-- A machine that was silent and got a part of it later, and a line that is silent still.
INSERT INTO data_gap (scope, from_at, line, level, cause, to_at, missing_ms, missing, part_of, revision) VALUES
('plant/hall/line-1/grinder', 1767601600000, 'line-1', 'equipment', 'equipment-silent', 1767601660000, 40000,
 '{"plant/hall/line-1/grinder":[[1767601600000,1767601640000]]}', NULL, 1767601700000),
('plant/hall/line-1', 1767601800000, 'line-1', 'line', 'source-disconnected', NULL, NULL, '{}', NULL, 1767601800000);
