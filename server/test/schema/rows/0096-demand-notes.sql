-- A minute of a line as its owner told it.
INSERT INTO demand_note (name, kept_at, note) VALUES
('minute line-1', 1767600760000.5, '{"time":1767600700000,"kw":512.5,"ahead":[510,508]}');
