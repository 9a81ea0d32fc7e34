-- A quarter of an hour of a grinder with a lot, and a file of readings that lacked two hours.
INSERT INTO energy_interval (meter, from_at, product, lot, shift, line, kwh_productive, kwh_idle, kwh_standby, kwh_start_up, kwh_unknown,
 s_productive, s_idle, s_standby, s_start_up, s_unknown, estimated_kwh, missing_s, good, scrap, booked_until, counter) VALUES
('line-1/grinder', 1767600000000, '6205', 'L7', 'early', 'line-1', 1.5, 0.5, 0, 0.25, 0, 600, 200, 0, 100, 0, 0, 0, 70, 1, 1767600899000, 1234.5);
INSERT INTO meter_import (id, meter, at, by, file, from_at, to_at, taken, expected, problems) VALUES
('i1', 'T2', 1767700000000, '李伟', 'march.csv', 1767600000000, 1767686400000, 88, 96,
 '[{"kind":"missing","from":1767610800000,"to":1767618000000,"count":8}]');
