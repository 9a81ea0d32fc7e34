import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readRecordingSet, RecordingError } from '../recordings/recordings.ts';
import { CWRU_BENCHMARK } from './cwru-benchmark-grades.ts';
import { bearingUnderTest, judgeSet, outcomeOf } from './judge.ts';
import { summarise } from './summary.ts';
import type { ValidationSummary } from './summary.ts';
import { layOut } from './tables.ts';
import { validate } from './validate.ts';

const RATE_HZ = 12000;
const SPEED_RPM = 1800;
const ORDERS = { BPFO: 3.5848, BPFI: 5.4152 };

/** Impacts at `order` times the shaft in noise; none for order 0. */
function vibration(order: number, seconds = 3): Float32Array {
  let state = 12345;
  const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const out = Float32Array.from({ length: seconds * RATE_HZ }, () =>
    // Twelve uniforms make a good normal.
    Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6),
  );
  if (order === 0) return out;
  for (let t = 0.01; t < seconds - 0.01; t += (1 + 0.01 * (uniform() - 0.5)) / (order * (SPEED_RPM / 60))) {
    for (let i = 0; i < 60; i++) {
      out[Math.round(t * RATE_HZ) + i] +=
        12 * Math.exp(-i / 15) * Math.sin((2 * Math.PI * 3000 * i) / RATE_HZ);
    }
  }
  return out;
}

describe('validating a folder of recordings', () => {
  let dir: string;
  const printed: string[] = [];
  let summaries: ValidationSummary[];

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'validate-'));
    const signals = {
      outer: vibration(3.57),
      normal: vibration(0),
      mislabelled: vibration(3.57),
      short: vibration(0, 0.2),
    };
    const labels = { outer: 'outer', normal: 'normal', mislabelled: 'inner', short: 'ball' };
    const bearing = { model: 'test', balls: 9, orders: ORDERS };
    const records: object[] = Object.entries(signals).map(([name, samples]) => ({
      id: `rig-${name}`,
      record: name,
      file: `${name}.f32`,
      samples: samples.length,
      fs_hz: RATE_HZ,
      unit: 'g',
      rpm: SPEED_RPM,
      fault: labels[name as keyof typeof labels],
      bearing,
    }));
    records.push({ ...records[1], id: 'rig-unlabelled', fault: 'not known' });
    records.push({ ...records[1], id: 'rig-unknown-bearing', bearing: { orders: {} } });
    mkdirSync(join(dir, 'rig'));
    mkdirSync(join(dir, 'tables'));
    writeFileSync(join(dir, 'rig', 'manifest.json'), JSON.stringify({ dataset: 'Test rig', records }));
    writeFileSync(
      join(dir, 'tables', 'manifest.json'),
      JSON.stringify({ dataset: 'Tables', records: [{ file: 't.csv' }] }),
    );
    for (const [name, samples] of Object.entries(signals))
      writeFileSync(join(dir, 'rig', `${name}.f32`), samples);
    summaries = validate({
      dataDir: dir,
      sets: null,
      print: (line) => printed.push(line),
    }) as ValidationSummary[];
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  test('counts right, wrong, abstained and quiet, and leaves sets without vibration out', () => {
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toMatchObject({
      validate: 'rig',
      records: 4,
      graded: { Y: { right: 0, wrong: 0, abstained: 0 }, PN: { right: 0, wrong: 0, abstained: 0 } },
      ungraded: { right: 1, wrong: 1, abstained: 1 },
      healthy: { records: 1, called: 0 },
      confidentWrong: 1,
      skipped: 2,
    });
  });

  test('calls no accelerometer loose, except where a loose mount is put on', () => {
    const { healthy, faulty, loosened } = summaries[0].mounts!;
    expect([healthy.called, faulty.called]).toEqual([0, 0]);
    expect(Math.min(healthy.pieces, faulty.pieces)).toBeGreaterThan(2);
    // At 12 kHz a resonance is told up to some 1.8 kHz, so only those below are put on.
    expect(loosened.pieces).toBe(4 * healthy.pieces);
    expect(loosened.called).toBeGreaterThan(0.8 * loosened.pieces);
    expect(printed.join('\n')).toMatch(/healthy recordings, put through a loose mount +\d+ +\d+/);
  });

  test('the label never reaches the diagnosis: the same signal gives the same verdict', () => {
    const lines = printed.join('\n').split('\n');
    const row = (name: string) => lines.find((line) => line.startsWith(`${name} `))?.split(/ {2,}/);
    expect(row('outer')?.slice(2, 7)).toEqual(row('mislabelled')?.slice(2, 7));
    expect(row('outer')?.at(-1)).toBe('right');
    expect(row('mislabelled')?.at(-1)).toBe('wrong');
  });

  test('prints why nothing was said, a confusion table, what was not judged, and one JSON line a set', () => {
    const text = printed.join('\n');
    expect(text).toMatch(/short\b.*abstained +too-short/);
    expect(text).toMatch(/label \\ said +healthy/);
    expect(text).toMatch(/label "not known" names no bearing part/);
    expect(text).toMatch(/neither geometry nor fault orders/);
    expect(JSON.parse(printed.at(-1)!)).toEqual(summaries[0]);
  });

  test('a missing folder, an unknown set and a malformed manifest are refused with the reason', () => {
    const run = (dataDir: string, sets: string[] | null) => () =>
      validate({ dataDir, sets, print: () => {} });
    expect(run(join(dir, 'nowhere'), null)).toThrow(RecordingError);
    expect(run(dir, ['cwru'])).toThrow(/no set cwru in .*; it has rig, tables/);
    expect(run(join(dir, 'tables'), null)).toThrow(/no recordings that can be judged/);
    mkdirSync(join(dir, 'broken'));
    writeFileSync(join(dir, 'broken', 'manifest.json'), '{"records": 7}');
    expect(run(dir, ['broken'])).toThrow(/broken.manifest\.json: records: /);
    rmSync(join(dir, 'broken'), { recursive: true });
  });
});

describe('the outcome', () => {
  test.each([
    ['outer-race', 'clear', 'outer-race', 'right'],
    ['inner-race', 'probable', 'outer-race', 'wrong'],
    ['healthy', 'none', 'outer-race', 'abstained'],
    ['healthy', 'none', 'healthy', 'quiet'],
    ['not-diagnosable', 'none', 'healthy', 'quiet'],
    ['cage', 'probable', 'healthy', 'called'],
  ] as const)('%s, %s on %s is %s', (verdict, grade, truth, outcome) => {
    expect(outcomeOf({ verdict, grade }, truth)).toBe(outcome);
  });
});

describe('the bearing of a recording', () => {
  const unknown = {
    model: null,
    elements: 8,
    elementDiameterMm: null,
    pitchDiameterMm: null,
    contactAngleDeg: null,
    orders: {},
  };

  test('is taken from its dimensions before its published orders', () => {
    const bearing = {
      ...unknown,
      elementDiameterMm: 5.969,
      pitchDiameterMm: 31.623,
      orders: { BPFO: 3.9, FTF: 0.5935 },
    };
    expect(bearingUnderTest(bearing)?.orders.bpfo).toBeCloseTo(3.245, 3);
    expect(bearingUnderTest(bearing)?.orders.ftf).toBeCloseTo(0.4056, 3);
  });

  test('is unknown without dimensions and BPFO', () => {
    expect(bearingUnderTest(unknown)).toBeNull();
    expect(bearingUnderTest({ ...unknown, elements: null, orders: { BPFO: 3 } })).toBeNull();
  });
});

test('the benchmark has 60 recordings: 44 Y, 6 P, 10 N', () => {
  const letters = CWRU_BENCHMARK.records.map((r) => r.best[0]);
  expect(new Set(CWRU_BENCHMARK.records.map((r) => r.record)).size).toBe(60);
  expect(['Y', 'P', 'N'].map((l) => letters.filter((x) => x === l).length)).toEqual([44, 6, 10]);
});

test('columns of numbers are set right, words left', () => {
  expect(
    layOut([
      ['a', 'n'],
      ['word', '1.5'],
      ['b', '-12'],
    ]),
  ).toBe('a       n\nword  1.5\nb     -12');
});

const CWRU = fileURLToPath(new URL('../../../../shared/data/cwru', import.meta.url));
const ifRecordings = existsSync(CWRU) ? describe : describe.skip;

ifRecordings(`the recordings in ${CWRU} (skipped where the folder is missing)`, () => {
  test('name the right fault on 85 % of those graded Y, never a wrong one with grade clear, none on healthy ones', () => {
    const set = readRecordingSet(CWRU);
    const chosen = set.recordings.filter(
      (r) => r.label.fault === 'normal' || (r.group === '12k_DE' && r.channel === 'DE'),
    );
    const { judged, skipped } = judgeSet({ ...set, recordings: chosen });
    const { graded, healthy, confidentWrong } = summarise('cwru', judged, skipped);
    const { right, wrong, abstained } = graded.Y;
    expect(right / (right + wrong + abstained)).toBeGreaterThanOrEqual(0.85);
    expect(healthy.called).toBe(0);
    expect(confidentWrong).toBe(0);
  }, 120_000);
});

const SKAB = fileURLToPath(new URL('../../../../shared/data/skab', import.meta.url));
(existsSync(SKAB) ? test : test.skip)(
  `the monitor beats the best published on the recordings in ${SKAB} (skipped where the folder is missing)`,
  () => {
    const [figures] = validate({ dataDir: SKAB, sets: null, print: () => {} }) as Record<string, unknown>[];
    expect(figures['f1']).toBeGreaterThan(0.78);
    expect(figures['far']).toBeLessThan(0.136);
  },
  60_000,
);
