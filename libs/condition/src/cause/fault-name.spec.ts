import { expect, test } from '@jest/globals';
import { faultName, withoutConfidence } from './fault-name.ts';

test.each([
  ['外圈故障（明确，置信度 91 %）', '外圈故障', '外圈故障'],
  [
    '松动：主轴（疑似，置信度 60 %；不能排除轴弯曲（热））',
    '松动：主轴（不能排除轴弯曲（热））',
    '松动：主轴',
  ],
  ['内圈故障（疑似，置信度 55 %，累计 6 次采集）', '内圈故障（累计 6 次采集）', '内圈故障'],
  ['冷却液滤芯堵塞', '冷却液滤芯堵塞', '冷却液滤芯堵塞'],
])('of "%s" stays "%s", and as a name "%s"', (zh, rest, name) => {
  expect(withoutConfidence({ zh, en: '' }).zh).toBe(rest);
  expect(faultName({ zh, en: '' }).zh).toBe(name);
});

test.each([
  ['Outer race fault (clear, confidence 91 %)', 'Outer race fault'],
  [
    'Looseness (probable, confidence 60 %; not excluded: bent shaft (hot))',
    'Looseness (not excluded: bent shaft (hot))',
  ],
])('of "%s" stays "%s"', (en, rest) => {
  expect(withoutConfidence({ zh: '', en }).en).toBe(rest);
});
