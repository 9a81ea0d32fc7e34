-- A motor whose baseline was learned.
INSERT INTO motor_state (component, at, state) VALUES ('plant/hall/line-1/compressor#motor-current', 1767602100000,
 '{"component":"plant/hall/line-1/compressor#motor-current","at":1767602100000,"learning":[],"baseline":{"bursts":[{"at":1767601800000,"load":0.7,"negativeShare":0.008,"thirdDb":-58,"eccentricityDb":-66}]}}');
