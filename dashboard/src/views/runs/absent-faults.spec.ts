import { expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import type { Fault, Scenario } from '@linetwin/model/scenario';
import { testPlant } from '@linetwin/testing';
import { absentFaults, linesOf } from './absent-faults.ts';

const index = new ModelIndex(testPlant());
const [first, second] = index.model.lines.map(({ id }) => id);
const machineOf = (line: string) => index.model.equipment.find((one) => one.line === line)!.address;
const fault = (line: string, onsetS: number): Fault => ({
  id: 'gear',
  equipment: machineOf(line),
  onsetS,
  endS: Infinity,
  severity: 1,
  growth: 'step',
  tauS: 1,
  maxSeverity: 1,
});
const scenario = (...faults: Fault[]): Scenario => ({ name: 'x', description: '', faults, settings: [] });

test('a fault that begins when the run is over, or on a line that is not simulated, is told before the run', () => {
  const story = scenario(fault(first, 60), fault(first, 7200), fault(second, 60));
  expect(absentFaults(story, { lines: [first], lengthS: 7200 }, index)).toEqual([
    { number: 2, why: 'late', line: first },
    { number: 3, why: 'line', line: second },
  ]);
  expect(absentFaults(story, { lines: [first, second], lengthS: 7201 }, index)).toEqual([]);
});

test('a scenario speaks of the lines of its machines', () => {
  expect(linesOf(scenario(fault(second, 0)), index)).toEqual([second]);
  expect(linesOf(scenario(), index)).toEqual([]);
});
