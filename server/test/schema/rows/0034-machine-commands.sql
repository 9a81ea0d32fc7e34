-- A machine in standby, and one that went back when its server was gone.
INSERT INTO machine_command (id, line, equipment, setting, value, prior, ready_at, by, reason, state, given_at, answered_at, ended_at, refusal, returned) VALUES
('c1', 'line-1', 'plant/hall/line-1/grinder', 'operating_level', 2, 0, 1767605400000, '李伟', '没有订单', 'accepted', 1767601600000, 1767601600120, NULL, NULL, NULL),
('c2', 'line-1', 'plant/hall/line-1/press', 'operating_level', 1, 0, NULL, 'rules', NULL, 'returned', 1767601500000, 1767601500110, 1767601620110, NULL, 'watchdog');
