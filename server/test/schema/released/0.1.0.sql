-- Stores of Linetwin 0.1.0. Made by npm run release:schema; never changed after the release.
CREATE SEQUENCE alarm_event_sequence_seq;
CREATE SEQUENCE audit_entry_sequence_seq;
CREATE SEQUENCE finding_event_sequence_seq;
CREATE TABLE access_key (
  id text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  digest text NOT NULL,
  grants jsonb NOT NULL,
  created_at double precision NOT NULL,
  created_by text NOT NULL,
  expires_at double precision,
  revoked_at double precision,
  last_used_at double precision
);
CREATE TABLE alarm_event (
  sequence bigint DEFAULT nextval('alarm_event_sequence_seq'::regclass) NOT NULL,
  alarm_id text NOT NULL,
  at double precision NOT NULL,
  event text NOT NULL,
  by text,
  comment text,
  alarm jsonb NOT NULL,
  origin text
);
CREATE TABLE app_user (
  id text NOT NULL,
  login text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  disabled boolean NOT NULL,
  password text,
  must_change_password boolean NOT NULL,
  directory_id text,
  created_at double precision NOT NULL,
  last_sign_in_at double precision
);
CREATE TABLE audit_entry (
  sequence bigint DEFAULT nextval('audit_entry_sequence_seq'::regclass) NOT NULL,
  at double precision NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  actor text NOT NULL,
  address text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  outcome text NOT NULL,
  detail text,
  before jsonb,
  after jsonb,
  origin text NOT NULL
);
CREATE TABLE diagnosis (
  burst text NOT NULL,
  component text NOT NULL,
  finding_id text,
  at double precision NOT NULL,
  assessment jsonb NOT NULL,
  diagnosis jsonb NOT NULL
);
CREATE TABLE display (
  id text NOT NULL,
  name text NOT NULL,
  digest text,
  paired_at double precision NOT NULL,
  paired_by text NOT NULL,
  revoked_at double precision,
  last_beat_at double precision,
  address text NOT NULL,
  version text NOT NULL,
  memory_mb double precision,
  frame_ms double precision,
  page text NOT NULL
);
CREATE TABLE display_pairing (
  code text NOT NULL,
  digest text NOT NULL,
  expires_at double precision NOT NULL,
  display_id text
);
CREATE TABLE finding_event (
  sequence bigint DEFAULT nextval('finding_event_sequence_seq'::regclass) NOT NULL,
  finding_id text NOT NULL,
  at double precision NOT NULL,
  event text NOT NULL,
  finding jsonb NOT NULL
);
CREATE TABLE kysely_migration (
  name character varying(255) NOT NULL,
  "timestamp" character varying(255) NOT NULL
);
CREATE TABLE kysely_migration_lock (
  id character varying(255) NOT NULL,
  is_locked integer DEFAULT 0 NOT NULL
);
CREATE TABLE pending_burst (
  name text NOT NULL,
  kept_at timestamp with time zone DEFAULT now() NOT NULL,
  bytes bytea NOT NULL
);
CREATE TABLE shift_book (
  line text NOT NULL,
  booked_until double precision NOT NULL,
  book jsonb NOT NULL
);
CREATE TABLE user_session (
  id text NOT NULL,
  user_id text NOT NULL,
  started_at double precision NOT NULL,
  used_at double precision NOT NULL
);
CREATE TABLE weld_seam (
  equipment text NOT NULL,
  ended_at double precision NOT NULL,
  seam text NOT NULL,
  part text NOT NULL,
  program text,
  length_mm double precision NOT NULL,
  suspect_mm integer NOT NULL,
  bad_mm integer NOT NULL,
  per_mm bytea NOT NULL
);
ALTER SEQUENCE alarm_event_sequence_seq OWNED BY alarm_event.sequence;
ALTER SEQUENCE audit_entry_sequence_seq OWNED BY audit_entry.sequence;
ALTER SEQUENCE finding_event_sequence_seq OWNED BY finding_event.sequence;
INSERT INTO access_key (id, kind, name, digest, grants, created_at, created_by, expires_at, revoked_at, last_used_at) VALUES ('k1', 'token', 'report', 'digest-1', '["viewer"]', '1767601100000', '李伟 (li)', '1770193100000', NULL, '1767601200000');
INSERT INTO access_key (id, kind, name, digest, grants, created_at, created_by, expires_at, revoked_at, last_used_at) VALUES ('k2', 'gateway', 'press-gateway', 'digest-2', '["plant/hall/line-1"]', '1767601100000', '李伟 (li)', NULL, '1767601300000', NULL);
INSERT INTO alarm_event (sequence, alarm_id, at, event, by, comment, alarm, origin) VALUES ('1', 'a1', '1767600000000', 'Raised', NULL, NULL, '{"id": "a1", "limit": "high", "state": "Unacknowledged", "value": 11.5, "signal": "plant/hall/line-1/press/power", "message": null, "priority": "high", "raisedAt": 1767600000000, "setPoint": 10, "clearedAt": null, "equipment": "plant/hall/line-1/press", "acknowledgedAt": null, "acknowledgedBy": null}', NULL);
INSERT INTO alarm_event (sequence, alarm_id, at, event, by, comment, alarm, origin) VALUES ('2', 'a1', '1767600060000', 'Acknowledged', 'Li Wei', 'coolant refilled', '{"id": "a1", "limit": "high", "state": "Acknowledged", "value": 11.5, "signal": "plant/hall/line-1/press/power", "message": null, "priority": "high", "raisedAt": 1767600000000, "setPoint": 10, "clearedAt": null, "equipment": "plant/hall/line-1/press", "acknowledgedAt": 1767600060000, "acknowledgedBy": "Li Wei"}', NULL);
INSERT INTO alarm_event (sequence, alarm_id, at, event, by, comment, alarm, origin) VALUES ('3', 'a1', '1767600120000', 'Cleared', NULL, NULL, '{"id": "a1", "limit": "high", "state": "Normal", "value": 11.5, "signal": "plant/hall/line-1/press/power", "message": null, "priority": "high", "raisedAt": 1767600000000, "setPoint": 10, "clearedAt": 1767600120000, "equipment": "plant/hall/line-1/press", "acknowledgedAt": 1767600060000, "acknowledgedBy": "Li Wei"}', NULL);
INSERT INTO alarm_event (sequence, alarm_id, at, event, by, comment, alarm, origin) VALUES ('4', 'a2', '1767600180000', 'Raised', NULL, NULL, '{"id": "a2", "limit": "high", "state": "Unacknowledged", "value": 84, "signal": "plant/hall/line-1/press/temperature", "message": {"en": "hot", "zh": "温度高"}, "priority": "high", "raisedAt": 1767600180000, "setPoint": 80, "clearedAt": null, "equipment": "plant/hall/line-1/press", "acknowledgedAt": null, "acknowledgedBy": null}', NULL);
INSERT INTO alarm_event (sequence, alarm_id, at, event, by, comment, alarm, origin) VALUES ('5', 'a3', '1767600300000', 'Raised', NULL, NULL, '{"id": "a3", "limit": "low", "state": "Unacknowledged", "value": 0.5, "signal": "plant/hall/line-1/press/power", "message": null, "priority": "low", "raisedAt": 1767600300000, "setPoint": 1, "clearedAt": null, "equipment": "plant/hall/line-1/press", "acknowledgedAt": null, "acknowledgedBy": null}', 'outbox-1.alarm-transition.7');
INSERT INTO app_user (id, login, name, role, disabled, password, must_change_password, directory_id, created_at, last_sign_in_at) VALUES ('u1', 'li', '李伟', 'admin', 'false', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA', 'false', NULL, '1767600900000', '1767600950000');
INSERT INTO app_user (id, login, name, role, disabled, password, must_change_password, directory_id, created_at, last_sign_in_at) VALUES ('u2', 'wang', 'Wang Fang', 'operator', 'true', NULL, 'false', 'https://sso.plant.example#7', '1767600900000', NULL);
INSERT INTO audit_entry (sequence, at, actor_kind, actor_id, actor, address, action, subject, outcome, detail, before, after, origin) VALUES ('1', '1767601000000', 'person', 'u1', '李伟 (li)', '10.0.0.7', 'user.create', 'wang', 'done', NULL, NULL, '{"role": "operator", "login": "wang"}', 'outbox-1.audit-entry.1');
INSERT INTO diagnosis (burst, component, finding_id, at, assessment, diagnosis) VALUES ('b1', 'plant/hall/line-1/spindle#front', 'f1', '1767600200000', '{"id": "f1", "kind": "bearing", "grade": "clear", "advice": [], "bursts": 1, "status": "open", "summary": {"en": "outer race", "zh": "外圈"}, "verdict": "outer-race", "speedRpm": 1500, "component": "front", "equipment": "plant/hall/line-1/spindle", "sparePart": null, "confidence": 0.9, "lastSeenAt": 1767600200000, "firstSeenAt": 1767600200000, "componentName": {"en": "front bearing", "zh": "前轴承"}}', '{"verdict": "outer-race", "spectrum": [1, 2, 3]}');
INSERT INTO display (id, name, digest, paired_at, paired_by, revoked_at, last_beat_at, address, version, memory_mb, frame_ms, page) VALUES ('d1', 'hall 1', 'digest-3', '1767601400000', '李伟 (li)', NULL, '1767601500000', '10.0.0.9', '0.1.0', '180', '16.6', '/');
INSERT INTO display_pairing (code, digest, expires_at, display_id) VALUES ('AB12CD', 'digest-4', '1767601600000', NULL);
INSERT INTO finding_event (sequence, finding_id, at, event, finding) VALUES ('1', 'f1', '1767600200000', 'Opened', '{"id": "f1", "kind": "bearing", "grade": "clear", "advice": [], "bursts": 1, "status": "open", "summary": {"en": "outer race", "zh": "外圈"}, "verdict": "outer-race", "speedRpm": 1500, "component": "front", "equipment": "plant/hall/line-1/spindle", "sparePart": null, "confidence": 0.9, "lastSeenAt": 1767600200000, "firstSeenAt": 1767600200000, "componentName": {"en": "front bearing", "zh": "前轴承"}}');
INSERT INTO finding_event (sequence, finding_id, at, event, finding) VALUES ('2', 'f2', '1767600500000', 'Opened', '{"id": "f2", "kind": "bearing", "grade": "probable", "advice": [], "bursts": 1, "status": "open", "summary": {"en": "cage", "zh": "保持架"}, "verdict": "cage", "speedRpm": null, "component": "rear", "equipment": "plant/hall/line-1/grinder", "sparePart": null, "confidence": 0.6, "lastSeenAt": 1767600500000, "firstSeenAt": 1767600500000, "componentName": {"en": "rear bearing", "zh": "后轴承"}}');
INSERT INTO finding_event (sequence, finding_id, at, event, finding) VALUES ('3', 'f2', '1767600600000', 'NoLongerSeen', '{"id": "f2", "kind": "bearing", "grade": "probable", "advice": [], "bursts": 1, "status": "closed", "summary": {"en": "cage", "zh": "保持架"}, "verdict": "cage", "speedRpm": null, "component": "rear", "equipment": "plant/hall/line-1/grinder", "sparePart": null, "confidence": 0.6, "lastSeenAt": 1767600500000, "firstSeenAt": 1767600500000, "componentName": {"en": "rear bearing", "zh": "后轴承"}}');
INSERT INTO kysely_migration (name, "timestamp") VALUES ('0001-alarm-and-finding-events', '2026-01-05T08:00:00.000Z');
INSERT INTO kysely_migration (name, "timestamp") VALUES ('0002-origin-of-alarm-events', '2026-01-05T08:00:00.000Z');
INSERT INTO kysely_migration (name, "timestamp") VALUES ('0003-weld-seams', '2026-01-05T08:00:00.000Z');
INSERT INTO kysely_migration (name, "timestamp") VALUES ('0004-findings-by-machine', '2026-01-05T08:00:00.000Z');
INSERT INTO kysely_migration (name, "timestamp") VALUES ('0005-shift-books-and-bursts', '2026-01-05T08:00:00.000Z');
INSERT INTO kysely_migration (name, "timestamp") VALUES ('0010-users-and-audit', '2026-01-05T08:00:00.000Z');
INSERT INTO kysely_migration (name, "timestamp") VALUES ('0011-keys', '2026-01-05T08:00:00.000Z');
INSERT INTO kysely_migration (name, "timestamp") VALUES ('0012-displays', '2026-01-05T08:00:00.000Z');
INSERT INTO kysely_migration_lock (id, is_locked) VALUES ('migration_lock', '0');
INSERT INTO pending_burst (name, kept_at, bytes) VALUES ('plant/hall/line-1/spindle/vibration/1767600800000.ltvb', '2026-01-05 08:13:20+00', E'\\x0102030405');
INSERT INTO shift_book (line, booked_until, book) VALUES ('line-1', '1767600700000', '{"shift": "early", "since": 1767600000000, "machines": {}, "bookedUntil": 1767600700000}');
INSERT INTO user_session (id, user_id, started_at, used_at) VALUES ('s1', 'u1', '1767600950000', '1767600960000');
INSERT INTO weld_seam (equipment, ended_at, seam, part, program, length_mm, suspect_mm, bad_mm, per_mm) VALUES ('plant/hall/line-1/press', '1767600400000', 'S1', 'P-1', 'P1', '2', '1', '0', E'\\x1f8b080000000000020325cc3b0a80301004d0bba40ec1f801f50eb636621174a342a2c1ac957877c7586c318f99bdc54c81d7ce8b76c89596f928c56242ca19320e72581b897f04655f8b573abd713d4cab4a6a55028333d19b3e8d6b341bd849d6d1c4dbb1ff5ec08be4f1729c5eeaf17901c7a8727789000000');
SELECT setval('alarm_event_sequence_seq', 5);
SELECT setval('audit_entry_sequence_seq', 1);
SELECT setval('finding_event_sequence_seq', 3);
ALTER TABLE access_key ADD CONSTRAINT access_key_pkey PRIMARY KEY (id);
ALTER TABLE alarm_event ADD CONSTRAINT alarm_event_pkey PRIMARY KEY (sequence);
ALTER TABLE app_user ADD CONSTRAINT app_user_directory_id_key UNIQUE (directory_id);
ALTER TABLE app_user ADD CONSTRAINT app_user_login_key UNIQUE (login);
ALTER TABLE app_user ADD CONSTRAINT app_user_pkey PRIMARY KEY (id);
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_origin_key UNIQUE (origin);
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (sequence);
ALTER TABLE diagnosis ADD CONSTRAINT diagnosis_pkey PRIMARY KEY (burst);
ALTER TABLE display ADD CONSTRAINT display_digest_key UNIQUE (digest);
ALTER TABLE display ADD CONSTRAINT display_pkey PRIMARY KEY (id);
ALTER TABLE display_pairing ADD CONSTRAINT display_pairing_digest_key UNIQUE (digest);
ALTER TABLE display_pairing ADD CONSTRAINT display_pairing_pkey PRIMARY KEY (code);
ALTER TABLE finding_event ADD CONSTRAINT finding_event_pkey PRIMARY KEY (sequence);
ALTER TABLE kysely_migration ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);
ALTER TABLE kysely_migration_lock ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE pending_burst ADD CONSTRAINT pending_burst_pkey PRIMARY KEY (name);
ALTER TABLE shift_book ADD CONSTRAINT shift_book_pkey PRIMARY KEY (line);
ALTER TABLE user_session ADD CONSTRAINT user_session_pkey PRIMARY KEY (id);
ALTER TABLE weld_seam ADD CONSTRAINT weld_seam_key PRIMARY KEY (equipment, ended_at);
ALTER TABLE display_pairing ADD CONSTRAINT display_pairing_display_id_fkey FOREIGN KEY (display_id) REFERENCES display(id) ON DELETE CASCADE;
ALTER TABLE user_session ADD CONSTRAINT user_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE;
CREATE INDEX alarm_event_by_alarm ON public.alarm_event USING btree (alarm_id, sequence);
CREATE UNIQUE INDEX alarm_event_by_origin ON public.alarm_event USING btree (origin);
CREATE INDEX alarm_event_by_time ON public.alarm_event USING btree (at);
CREATE INDEX audit_entry_by_time ON public.audit_entry USING btree (at);
CREATE INDEX diagnosis_by_component ON public.diagnosis USING btree (component, at);
CREATE INDEX diagnosis_by_equipment ON public.diagnosis USING btree (((assessment ->> 'equipment'::text)), component, at);
CREATE INDEX diagnosis_by_finding ON public.diagnosis USING btree (finding_id, at);
CREATE INDEX finding_event_by_component ON public.finding_event USING btree (((finding ->> 'equipment'::text)), ((finding ->> 'component'::text)));
CREATE INDEX finding_event_by_finding ON public.finding_event USING btree (finding_id, sequence);
CREATE INDEX finding_event_open ON public.finding_event USING btree (finding_id, sequence) WHERE ((finding ->> 'status'::text) = 'open'::text);
CREATE INDEX user_session_by_user ON public.user_session USING btree (user_id);
CREATE INDEX weld_seam_by_part ON public.weld_seam USING btree (part);
CREATE INDEX weld_seam_by_time ON public.weld_seam USING btree (ended_at);
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN RAISE EXCEPTION 'events are only ever added'; END $function$;
CREATE TRIGGER alarm_event_is_append_only BEFORE DELETE OR UPDATE ON public.alarm_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_is_append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER finding_event_is_append_only BEFORE DELETE OR UPDATE ON public.finding_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
