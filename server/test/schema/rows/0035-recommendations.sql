-- A machine whose auxiliaries were off for half an hour, and a measure that acts by itself.
INSERT INTO recommendation (id, line, measure, state, proposed_at, estimated_kwh, measured_kwh, recommendation) VALUES
('r1', 'line-1', 'idle-shutdown', 'verified', 1767601600000, 1.75, 1.5,
 '{"id":"r1","line":"line-1","equipment":"plant/hall/line-1/grinder","measure":"idle-shutdown","setting":"operating_level","value":1,"readyAt":null,"because":{"idleKw":4},"estimatedKwh":1.75,"estimatedHours":0.5,"usualKw":4,"state":"verified","proposedAt":1767601600000,"by":"李伟","command":"c1","appliedAt":1767601610000,"endedAt":1767603410000,"endedBy":"work","startKwh":100,"measuredKwh":1.5}');
INSERT INTO measure_mode (line, measure, mode) VALUES ('line-1', 'pump-speed', 'automatic');
