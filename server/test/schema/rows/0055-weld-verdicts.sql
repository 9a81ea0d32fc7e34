-- A verdict with one defect, and the reference it was made with.
INSERT INTO weld_verdict (equipment, ended_at, grade, verdict, evidence) VALUES
('plant/hall/line-1/press', '1767600400000', 'defect',
 '{"method":"1.0.0","grade":"defect","defects":[{"kind":"gap","fromMm":0,"toMm":2,"confidence":0.8,"evidence":[]}],"doubts":[],"untold":[],"reference":null}',
 E'\\x1f8b08000000000002038b8e050029bb4c0d02000000');
INSERT INTO weld_reference (equipment, recipe, version, seams, reference) VALUES
('plant/hall/line-1/press', 'P1', 1, 5, '{"recipe":{"program":"P1","powerKw":null,"ringPercent":null},"version":1,"seams":[],"typical":null}');
