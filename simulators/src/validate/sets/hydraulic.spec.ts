import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RecordingError } from '../../recordings/recordings.ts';
import { readTableSet } from '../../recordings/tables.ts';
import { judgeHydraulic } from './hydraulic.ts';

const SECONDS = Array.from({ length: 60 }, (_, i) => i);
const SEED = 20261127;

let dir: string;
let random = SEED;
const noise = () => {
  random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
  return random / 2 ** 31 - 1;
};

/** Cooler, valve, leak and accumulator of one load cycle. */
type Setting = [number, number, number, number];
const settings: Setting[] = [
  ...Array.from({ length: 80 }, (): Setting => [100, 100, 0, 90]),
  ...Array.from({ length: 6 }, (): Setting => [3, 100, 0, 90]),
  // Two components at once: nobody knows which of them was called.
  ...Array.from({ length: 6 }, (): Setting => [3, 73, 0, 90]),
  ...Array.from({ length: 6 }, (): Setting => [100, 73, 0, 90]),
];

function write(file: string, header: string[], rows: number[][]): void {
  writeFileSync(join(dir, file), [header, ...rows].map((row) => row.join(',')).join('\n'));
}

/** A sensor that follows the load cycle; `warm` is what a bad cooler adds. */
const sensor = (level: number, warm: number) =>
  settings.map(([cooler], cycle) => [
    cycle,
    ...SECONDS.map((s) => level + 2 * Math.sin(s / 10) + (cooler === 3 ? warm : 0) + 0.05 * noise()),
  ]);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'hydraulic-'));
  const header = ['cycle', ...SECONDS.map((s) => `s${String(s).padStart(2, '0')}`)];
  write('TS1.csv', header, sensor(40, 8));
  write('VS1.csv', header, sensor(5, 0));
  const profile = settings.map((setting, cycle) => [cycle, ...setting]);
  write('profile.csv', ['cycle', 'cooler_pct', 'valve_pct', 'pump_leak', 'accumulator_bar'], profile);
  const records = ['TS1.csv', 'VS1.csv', 'profile.csv'].map((file) => ({ file }));
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ dataset: 'rig', records }));
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('judging the hydraulic rig', () => {
  test('calls cycles with one other component, and none of those that are as what was learned', () => {
    const { figures, text } = judgeHydraulic(readTableSet(dir));
    expect(figures).toMatchObject({
      records: 98,
      learned: 60,
      healthy: { cycles: 20, called: 0 },
      faulty: [
        { name: 'cooler 3', cycles: 6, called: 6 },
        { name: 'valve 73', cycles: 6, called: 0 },
      ],
    });
    expect(text).toMatch(/cooler 3 .*TS1 6/);
  });

  test('names the file whose cycles do not fit to the labels', () => {
    write('VS1.csv', ['cycle', 's00'], [[0, 1]]);
    expect(() => judgeHydraulic(readTableSet(dir))).toThrow(RecordingError);
    expect(() => judgeHydraulic(readTableSet(dir))).toThrow('VS1.csv has 1 cycles, the profile 98');
  });
});
