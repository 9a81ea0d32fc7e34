-- A bearing whose first baseline was learned, with two points of its trend.
INSERT INTO bearing_state (component, at, state) VALUES ('plant/hall/line-1/grinder#front', 1767602100000,
 '{"component":"plant/hall/line-1/grinder#front","at":1767602100000,"learning":null,"version":1,"watch":{"early":[],"recent":[{"level":0.5,"impulse":1.1}],"base":{"level":0.5,"impulse":1.1},"sum":0,"reached":1},"stage":1,"levelRatio":1.02,"impulseRatio":1,"runningMs":300000,"calledAtMs":null,"newest":null}');
INSERT INTO bearing_point (component, at, slot, point) VALUES
('plant/hall/line-1/grinder#front', 1767601800000, 81833, '{"at":1767601800000,"verdict":"healthy","grade":"none","rms":1.6,"kurtosis":3,"velocityRmsMmPerS":0.4,"isoZone":"A","stage":null,"levelRatio":1}'),
('plant/hall/line-1/grinder#front', 1767602100000, 81833, '{"at":1767602100000,"verdict":"healthy","grade":"none","rms":1.7,"kurtosis":3,"velocityRmsMmPerS":0.4,"isoZone":"A","stage":1,"levelRatio":1.02}');
INSERT INTO healthy_baseline (component, version, learned_at, baseline) VALUES ('plant/hall/line-1/grinder#front', 1, 1767601800000,
 '{"component":"plant/hall/line-1/grinder#front","version":1,"learnedAt":1767601800000,"from":1767595800000,"to":1767601800000,"by":null,"reason":null,"method":"1.0.0","levels":{"bursts":20,"views":{"raw":{"outer-race":{"prominence":2.5,"depth":0.01}}},"rms":1.6},"reference":{"at":1767601800000,"shaftRpm":1800,"spectra":[]}}');
