-- A quarter of an hour of a grinder, and a stop of it that a person explained.
INSERT INTO production_interval (machine, from_at, product, order_id, shift, line, s_run, s_starved, s_blocked, s_waiting, s_held,
 s_changeover, s_start_up, s_down, s_stopped, s_off_plan, s_unknown, good, scrap, rework, timed_items, s_planned_run, failures, s_repair,
 micro_stops, s_micro_stop, booked_until, good_counter, scrap_counter, rework_counter) VALUES
('plant/hall/line-1/grinder', 1767600000000, '6205', 'W-7', 'early', 'line-1', 600, 100, 50, 0, 120, 0, 0, 0, 0, 0, 30, 70, 1, 0, 71, 568, 0, 0,
 2, 80, 1767600899000, 4711, 12, NULL);
INSERT INTO production_stop (machine, from_at, to_at, line, class, seconds, cause, product, order_id, shift, booked_until, reason, note,
 reason_by, reason_at) VALUES
('plant/hall/line-1/grinder', 1767600100000, 1767600520000, 'line-1', 'held',
 '{"run":0,"starved":0,"blocked":0,"waiting":0,"held":420,"changeover":0,"startUp":0,"down":0,"stopped":0,"offPlan":0,"unknown":0}', NULL,
 '6205', 'W-7', 'early', 1767600520000, 'dressing', '砂轮', '李伟', 1767600600000);
