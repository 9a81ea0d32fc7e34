-- A rule with two versions, of which the first is live.
INSERT INTO rule (id, live_version, retired) VALUES ('r1', 1, false);
INSERT INTO rule_version (rule, version, definition, by, at, reason) VALUES
('r1', 1, '{"name":{"zh":"压差高","en":"Pressure drop high"},"expression":"value(\"filter_dp\") > 80","scope":{"of":"machine","equipment":"plant/hall/line-1/grinder"},"onDelayS":10,"offDelayS":10,"priority":3,"message":{"zh":"清洗过滤器","en":"Clean the filter"}}', '李伟', 1767571200000, '试用'),
('r1', 2, '{"name":{"zh":"压差高","en":"Pressure drop high"},"expression":"value(\"filter_dp\") > 90","scope":{"of":"machine","equipment":"plant/hall/line-1/grinder"},"onDelayS":10,"offDelayS":10,"priority":3,"message":{"zh":"清洗过滤器","en":"Clean the filter"}}', '王芳', 1767571300000, '误报多');
INSERT INTO rule_switch (rule, "to", version, by, at, reason) VALUES ('r1', 'live', 1, '李伟', 1767571250000, '回测正常');
