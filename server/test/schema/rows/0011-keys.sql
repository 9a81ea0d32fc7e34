-- A token of a program, and a gateway whose key was revoked.
INSERT INTO access_key (id, kind, name, digest, grants, created_at, created_by, expires_at, revoked_at, last_used_at) VALUES
('k1', 'token', 'report', 'digest-1', '["viewer"]', 1767601100000, '李伟 (li)', 1770193100000, NULL, 1767601200000),
('k2', 'gateway', 'press-gateway', 'digest-2', '["plant/hall/line-1"]', 1767601100000, '李伟 (li)', NULL, 1767601300000, NULL);
