INSERT INTO pending_burst (name, kept_at, bytes, settled)
  VALUES ('plant/hall/line-1/spindle/vibration/1767600900000.ltvb', '2026-01-05 08:15:00+00', '\x0605', true);
