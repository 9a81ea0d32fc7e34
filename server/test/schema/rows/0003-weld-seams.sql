-- A seam of two millimetres; the columns are JSON packed with gzip.
INSERT INTO weld_seam (equipment, ended_at, seam, part, program, length_mm, suspect_mm, bad_mm, per_mm) VALUES
('plant/hall/line-1/press', 1767600400000, 'S1', 'P-1', 'P1', 2, 1, 0, decode('1f8b080000000000020325cc3b0a80301004d0bba40ec1f801f50eb636621174a342a2c1ac957877c7586c318f99bdc54c81d7ce8b76c89596f928c56242ca19320e72581b897f04655f8b573abd713d4cab4a6a55028333d19b3e8d6b341bd849d6d1c4dbb1ff5ec08be4f1729c5eeaf17901c7a8727789000000', 'hex'));
