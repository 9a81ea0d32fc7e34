-- Transitions have the name of their delivery from here on.
INSERT INTO alarm_event (alarm_id, at, event, by, comment, alarm, origin) VALUES
('a3', 1767600300000, 'Raised', NULL, NULL, '{"id":"a3","signal":"plant/hall/line-1/press/power","equipment":"plant/hall/line-1/press","limit":"low","setPoint":1,"priority":"low","state":"Unacknowledged","raisedAt":1767600300000,"clearedAt":null,"acknowledgedAt":null,"acknowledgedBy":null,"value":0.5,"message":null}', 'outbox-1.alarm-transition.7');
