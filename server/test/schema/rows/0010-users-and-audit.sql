-- Somebody with a password here, somebody of the directory, a session, an entry of the audit log.
INSERT INTO app_user (id, login, name, role, disabled, password, must_change_password, directory_id, created_at, last_sign_in_at) VALUES
('u1', 'li', '李伟', 'admin', false, '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA', false, NULL, 1767600900000, 1767600950000),
('u2', 'wang', 'Wang Fang', 'operator', true, NULL, false, 'https://sso.plant.example#7', 1767600900000, NULL);
INSERT INTO user_session (id, user_id, started_at, used_at) VALUES ('s1', 'u1', 1767600950000, 1767600960000);
INSERT INTO audit_entry (at, actor_kind, actor_id, actor, address, action, subject, outcome, detail, before, after, origin) VALUES
(1767601000000, 'person', 'u1', '李伟 (li)', '10.0.0.7', 'user.create', 'wang', 'done', NULL, NULL, '{"login":"wang","role":"operator"}', 'outbox-1.audit-entry.1');
