import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readTableSet } from '../../recordings/tables.ts';
import { judgeCncMill } from './cnc-mill.ts';
import { judgeMachinePower } from './machine-power.ts';
import { judgeSteelEnergy } from './steel-energy.ts';

const DATA = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
/** Recordings of other organisations are not part of the repository; where they lie beside it, they are judged. */
const withRecordings = existsSync(DATA) ? describe : describe.skip;

withRecordings('the energy of real recordings', () => {
  test('a steel plant: a model that scatters too much may not speak of savings', () => {
    const { figures, text } = judgeSteelEnergy(readTableSet(`${DATA}steel_energy`));
    const models = figures['models'] as { name: string; level: string; cvRmse: number; gate: object[] }[];
    expect(figures).toMatchObject({ records: 17376, baselineMonths: [1, 2, 3, 4, 5, 6], holdOutMonths: [] });
    const dayType = models.find(({ name }) => name === 'day type')!;
    expect(dayType.cvRmse).toBeGreaterThan(0.25);
    expect(dayType.gate).toContainEqual(expect.objectContaining({ kind: 'scatter' }));
    expect(
      models.find(({ name, level }) => name === 'reactive energy' && level === 'day')!.cvRmse,
    ).toBeLessThan(0.2);
    expect(text).toContain('no: not independent');
  });

  test('a power log: idle time by parts agrees with the status column that was not looked at', () => {
    const { figures } = judgeMachinePower(readTableSet(`${DATA}machine_power`));
    expect(figures['worstIdleTimeDifference']).toBeLessThan(0.02);
    expect(figures['worstIdleEnergyDifference']).toBeLessThan(0.02);
  });

  test('a milling machine: most energy goes through the spindle, and cutting takes more than the rest', () => {
    const { figures } = judgeCncMill(readTableSet(`${DATA}cnc_mill`));
    const runs = figures['runs'] as { spindleShare: number; wh: number }[];
    expect(runs.every(({ spindleShare }) => spindleShare > 0.85)).toBe(true);
    expect(figures['cuttingShareOfEnergy']).toBeGreaterThan(0.5);
  });
});
