import { expect, test } from '@jest/globals';
import type { Incident } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { troubleshootingOf } from './troubleshooting.ts';

const index = new ModelIndex(testPlant());
const incident = (key: string, alarms: string[]) =>
  ({
    cause: { equipment: TEST_SPINDLE, key, members: ['f1'] },
    members: alarms.map((one) => ({ kind: 'alarm', equipment: TEST_SPINDLE, key: one })),
  }) as unknown as Incident;

test('a search starts from the cause, with live signals and what the alarms already tell', () => {
  const [vibration] = troubleshootingOf(incident('outer-race', []), index);
  expect(vibration.tree).toBe('vibration-high');
  expect(vibration.steps.map(({ known }) => known)).toEqual(Array(7).fill(null));
  const offered = troubleshootingOf(incident('alarm:gap.high', ['window_temp.high']), index);
  expect(offered.map(({ tree }) => tree)).toEqual(['seam-offset', 'weld-depth-low']);
});

test('a finding of the machine answers the step that looks for it', () => {
  const found = incident('outer-race', []);
  const finding = {
    kind: 'finding',
    id: 'f1',
    equipment: TEST_SPINDLE,
    key: 'outer-race',
    endedAt: 9,
  } as Incident['members'][number];
  const elsewhere = { ...finding, equipment: 'another', key: 'imbalance' };
  const replaced = { ...finding, id: 'f0', key: 'imbalance' };
  found.members.push(finding, elsewhere, replaced);
  const [{ steps }] = troubleshootingOf(found, index);
  expect(steps.filter(({ known }) => known !== null)).toMatchObject([
    { id: 'fault-lines', known: 'not-as-expected' },
  ]);
});

test('nothing is offered where no tree fits, or the machine left the plant', () => {
  expect(troubleshootingOf(incident('alarm:count.low', []), index)).toEqual([]);
  const gone = incident('outer-race', []);
  gone.cause.equipment = 'gone';
  expect(troubleshootingOf(gone, index)).toEqual([]);
});
