INSERT INTO time_note (id, line, from_at, to_at, text, author, author_id, changed_at) VALUES
  ('n1', 'line-1', 1767600900000, 1767600960000, '冷却液压力先掉', '李伟', 'u1', 1767601000000),
  ('n2', NULL, 1767600700000, 1767600700000, 'Power dip of the whole plant', 'Anna', 'u2', 1767600800000);
