-- A furnace that was set back between two orders, found by when that ended.
INSERT INTO recommendation (id, line, measure, state, proposed_at, estimated_kwh, measured_kwh, recommendation) VALUES
('r2', 'line-2', 'holding-setback', 'verified', 1767601600000, 12, 10.5,
 '{"id":"r2","line":"line-2","equipment":"plant/hall/line-2/furnace","measure":"holding-setback","setting":"hold_setback","value":80,"readyAt":1767608800000,"because":{"idleKw":60},"estimatedKwh":12,"estimatedHours":2,"usualKw":60,"state":"verified","proposedAt":1767601600000,"by":null,"command":"c2","appliedAt":1767601610000,"endedAt":1767608800000,"endedBy":"ready-time","startKwh":100,"measuredKwh":10.5}');
