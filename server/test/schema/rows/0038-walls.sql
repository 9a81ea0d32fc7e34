-- A wall with two pages, shown by one display.
INSERT INTO wall_layout (id, name, content, changed_at, changed_by) VALUES
('w1', '一车间', '{"theme":"dark","language":"zh","pages":[
 {"seconds":60,"lines":[],"left":["output","oee"],"right":["incidents"],"stage":"tour","glyphRows":true},
 {"seconds":30,"lines":["line-1"],"left":["demand"],"right":["power-trend"],"stage":"none","glyphRows":false}]}',
 1767601600000, '李伟 (li)');
INSERT INTO wall_display (display_id, layout_id) VALUES ('d1', 'w1');
