-- An order with a part, a photo, a judged cause and an end.
INSERT INTO work_order_event (incident, equipment, cause, at, by, change) VALUES
('i1', 'plant/hall/line-1/grinder', 'filter-clogged', 1767602100000, '李伟', '{"change":"assign","to":"王芳"}'),
('i1', 'plant/hall/line-1/grinder', 'filter-clogged', 1767602200000, '王芳', '{"change":"use-part","part":"滤纸","count":2}'),
('i1', 'plant/hall/line-1/grinder', 'filter-clogged', 1767602250000, '王芳', '{"change":"photo","photo":"p1"}'),
('i1', 'plant/hall/line-1/grinder', 'pump-worn', 1767602300000, '王芳', '{"change":"judge-cause","right":true}'),
('i1', 'plant/hall/line-1/grinder', 'pump-worn', 1767602400000, '王芳', '{"change":"close"}');
INSERT INTO work_order_photo (id, incident, jpeg) VALUES ('p1', 'i1', '\xffd8ffe0');
