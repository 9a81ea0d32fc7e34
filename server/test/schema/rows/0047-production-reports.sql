-- The report of a shift.
INSERT INTO production_report (line, from_at, to_at, shift, language, made_at, pdf) VALUES
('line-1', 1767571200000, 1767600000000, 'night', 'zh', 1767600060000, '\x255044462d');
