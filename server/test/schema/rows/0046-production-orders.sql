-- An order that runs.
INSERT INTO production_order (id, line, product, quantity, due_at, state, note, started_at, ended_at, created_at, created_by, changed_at,
 changed_by) VALUES
('W-7', 'line-1', '6205', 20000, 1767700000000, 'running', '出口', 1767600000000, NULL, 1767500000000, '李伟', 1767600000000, '王芳');
