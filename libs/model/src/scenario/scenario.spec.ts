import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { readPlantFolder } from '../plant-folder.ts';
import { checkScenario } from './scenario.ts';

const model = await readPlantFolder(join(import.meta.dirname, '../../../../plants/liaocheng'));
const fault = (rest: string) => `name: x\nfaults:\n  - { ${rest} }\n`;

describe('mistakes in a scenario', () => {
  test.each([
    ['an unknown kind of fault', fault('fault: nope, equipment: L07-A, onset: 1min'), 3, 'faults.0.fault'],
    ['no duration', fault('fault: wheel-dull, equipment: B11-IR1, onset: soon'), 3, 'faults.0.onset'],
    ['an unknown machine', fault('fault: wheel-dull, equipment: B99, onset: 1s'), 3, 'faults.0.equipment'],
    [
      'a fault of other machines',
      fault('fault: wheel-dull, equipment: L07-A, onset: 1s'),
      3,
      'faults.0.fault',
    ],
    [
      'an end before the onset',
      fault('fault: chiller-filter-clog, equipment: L07-A, onset: 5s, end: 1s'),
      3,
      'faults.0.end',
    ],
    [
      'swapped sensors without the other machine',
      fault('fault: swapped-sensor, equipment: B06-1, signal: power, onset: 5s'),
      3,
      'faults.0.component',
    ],
    [
      'swapped sensors with a machine of another kind',
      fault('fault: swapped-sensor, equipment: B06-1, component: B07, signal: power, onset: 5s'),
      3,
      'faults.0.component',
    ],
    [
      'swapped sensors of a machine that is the only one of its kind',
      fault('fault: swapped-sensor, equipment: B07, component: B06-1, signal: power, onset: 5s'),
      3,
      'faults.0.equipment',
    ],
    ['an unknown field', 'name: x\nwhat: 1\n', 1, ''],
    ['a name that is none', 'name: 3\n', 1, 'name'],
    ['a key twice', 'name: x\nname: y\n', 2, ''],
    ['a bracket that is not closed', 'name: x\nfaults: [\n', 3, ''],
  ])('such as %s are named by line and field, in Chinese and in English', (_, text, line, field) => {
    const { scenario, problems } = checkScenario(text, model);
    expect(scenario).toBeUndefined();
    const [problem] = problems;
    expect({ line: problem.line, field: problem.field }).toEqual({ line, field });
    expect(problem.message.zh).toMatch(/\p{Script=Han}{2}/u);
    expect(problem.message.en).toMatch(/^\P{Script=Han}+$/u);
  });
});
