-- The burst that a finding was opened by.
INSERT INTO finding_window (finding_id, kept_at, bytes) VALUES ('f1', '2026-01-05 08:00:00+00', '\x0102ff');
