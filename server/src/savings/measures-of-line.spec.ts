import { expect, test } from '@jest/globals';
import { MEASURES } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { fileURLToPath } from 'node:url';
import { linesWith, measuresOfLine } from './measures-of-line.ts';

const model = await readPlantFolder(fileURLToPath(new URL('../../../plants/liaocheng', import.meta.url)));
const index = new ModelIndex(model);

test('the lines of the reference plant have the measures of their machines, and between them all there are', () => {
  const bearing = measuresOfLine(index, 'bearing-1');
  const weld = measuresOfLine(index, 'weld-1');
  expect(bearing).toContain('holding-setback');
  expect(bearing).not.toContain('laser-standby');
  expect(weld).toContain('fume-on-demand');
  expect(weld).not.toContain('air-pressure');
  expect(MEASURES.filter((measure) => !bearing.has(measure) && !weld.has(measure))).toEqual([]);
});

test('starts can be planned on every line that parts pass', () => {
  expect(linesWith(index, 'tariff-shift')).toEqual(['bearing-1', 'weld-1']);
});
