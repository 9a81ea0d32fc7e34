-- A furnace that an engineer lets fall by 60 K at most.
INSERT INTO measure_limit (line, measure_limit, value) VALUES ('line-1', 'setbackK', 60);
