-- A display, and a screen that waits to become one.
INSERT INTO display (id, name, digest, paired_at, paired_by, revoked_at, last_beat_at, address, version, memory_mb, frame_ms, page) VALUES
('d1', 'hall 1', 'digest-3', 1767601400000, '李伟 (li)', NULL, 1767601500000, '10.0.0.9', '0.1.0', 180, 16.6, '/');
INSERT INTO display_pairing (code, digest, expires_at, display_id) VALUES ('AB12CD', 'digest-4', 1767601600000, NULL);
