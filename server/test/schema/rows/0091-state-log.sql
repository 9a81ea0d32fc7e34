INSERT INTO state_log (line, at, hash, model_version, late) VALUES
  ('line-1', 1767600900000, '9f86d081884c7d65', 12345, false),
  ('line-1', 1767600910000, '60303ae22b998861', 12345, true);
INSERT INTO kpi_log (line, at, kpi) VALUES ('line-1', 1767600900000,
  '{"line":"line-1","time":1767600900000,"shift":"A","since":1767571200000,"good":3120,"scrap":12,"planned":3600,"expectedByShiftEnd":3540,"powerKw":412.5,"energyKwh":3300,"kwhPerGoodPart":1.0577,"availability":0.92,"effectiveness":0.97,"qualityRatio":0.996,"oee":0.889,"coverage":1,"gaps":{"count":0,"seconds":0}}');
