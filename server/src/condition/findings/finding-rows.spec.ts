import { expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import { findingRows } from './finding-rows.ts';
import { testAssessment } from './finding-store.conformance.ts';

test('a table of findings speaks as the pages do: names, grades and states in its language, the confidence in percent', () => {
  const index = new ModelIndex(testPlant());
  const [machine] = index.model.equipment;
  const { finding } = testAssessment(0, { equipment: machine.address, confidence: 0.846, status: 'open' });
  const [head, row] = findingRows([finding], index, 'zh');
  const cell = (name: string) => row[head.indexOf(name)];
  expect(['设备', '设备名称', '结论', '等级', '置信度，%', '状态'].map(cell)).toEqual([
    machine.id,
    machine.name.zh,
    '内圈故障',
    '证据明确',
    85,
    '未关闭',
  ]);
});
