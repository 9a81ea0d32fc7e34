-- The baseline of before becomes one whose rows are shifts.
UPDATE energy_baseline SET period = 'shift' WHERE id = 'b1';
