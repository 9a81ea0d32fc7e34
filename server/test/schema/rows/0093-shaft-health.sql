-- A shaft whose baseline was learned.
INSERT INTO shaft_state (component, at, state) VALUES ('plant/hall/line-1/grinder#drive-train', 1767602100000,
 '{"component":"plant/hall/line-1/grinder#drive-train","at":1767602100000,"learning":[],"baseline":{"bursts":[{"at":1767601800000,"speedRpm":1750.5,"velocityRmsMmPerS":0.5,"floorMPerS2":0.002,"lines":{"1x":0.4},"foreign":[{"hz":100,"mmPerS":0.05}]}]},"history":[{"at":1767602100000,"speedRpm":1750.5,"harmonics":[0.4,0.06],"foreign":[]}]}');
