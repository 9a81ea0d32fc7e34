-- The book of a shift, and a burst that waits for a worker.
INSERT INTO shift_book (line, booked_until, book) VALUES
('line-1', 1767600700000, '{"since":1767600000000,"shift":"early","bookedUntil":1767600700000,"machines":{}}');
INSERT INTO pending_burst (name, kept_at, bytes) VALUES
('plant/hall/line-1/spindle/vibration/1767600800000.ltvb', '2026-01-05 08:13:20+00', '\x0102030405');
