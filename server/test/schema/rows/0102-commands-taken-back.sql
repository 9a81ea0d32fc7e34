-- A command that was taken back, and that its machine has not answered yet.
INSERT INTO machine_command (id, line, equipment, setting, value, prior, ready_at, by, reason, state, given_at, answered_at, ended_at, refusal, returned, taken_back_at) VALUES
('c3', 'line-2', 'plant/hall/line-2/robot', 'operating_level', 1, 0, NULL, '李伟', NULL, 'accepted', 1767601600000, 1767601600120, NULL, NULL, NULL, 1767601700000);
