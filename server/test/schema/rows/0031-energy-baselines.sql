-- A baseline of two days that is in use, and an event whose days are left out.
INSERT INTO energy_baseline (id, name, meter, from_at, to_at, at, by, variables, days, retired_at) VALUES
('b1', '2026 上半年', 'site', 1767600000000, 1767772800000, 1767800000000, '李伟', '["output"]',
 '[{"day":"2026-01-05","kwh":8000,"x":[9000]},{"day":"2026-01-06","kwh":7900,"x":[8900]}]', NULL);
INSERT INTO non_routine_event (id, meter, from_at, to_at, kwh, reason, at, by, withdrawn_at) VALUES
('e1', 'site', 1767600000000, 1767640000000, NULL, '变压器检修', 1767800000000, '李伟', NULL);
