import { describe, expect, test } from '@jest/globals';
import { bearingOrders } from '@linetwin/signal';
import { burstAtLevel, slipOf } from '../../testing/hidden-fault.ts';
import { diagnoseBearing } from '../diagnose-bearing.ts';
import { bearingDiagnosisSchema } from '../diagnosis.schema.ts';
import type { BearingFault } from '../faults.ts';
import { namedBearing } from '../named-bearings.ts';
import { DEFAULT_BEARING_PARAMETERS } from '../parameters.ts';
import type { BearingDiagnosisParameters } from '../parameters.ts';
import { diagnoseOverBursts } from './diagnose-over-bursts.ts';
import { bearingSeriesSchema } from './series.schema.ts';
import type { BearingSeries } from './series.schema.ts';

const SAMPLE_RATE_HZ = 25_600;
const orders = bearingOrders(namedBearing('6205-2RS JEM SKF')!);
const bearing = { orders, verified: true };
const { minimumBursts, runningStates } = DEFAULT_BEARING_PARAMETERS.series;

type Machine = {
  fault: BearingFault | null;
  seed: number;
  levelDb?: number;
  speedRpm?: number;
  durationS?: number;
};

function burstOf({ fault, seed, levelDb = -10, speedRpm = 1780, durationS = 4 }: Machine) {
  const samples = burstAtLevel(
    {
      sampleRateHz: SAMPLE_RATE_HZ,
      durationS,
      speedRpm,
      orders,
      seed,
      slip: slipOf(seed),
      shaftLines: [0.1, 0.05],
      fault,
    },
    levelDb,
  );
  return { samples, sampleRateHz: SAMPLE_RATE_HZ, unit: 'm/s2' as const, speedRpm };
}

/** Bursts in a row; what is carried from one to the next passes through JSON, as it is kept. */
function inARow(bursts: readonly Machine[], from: readonly BearingSeries[] = [], circumstance = '') {
  let series = from;
  return bursts.map((machine) => {
    const burst = burstOf(machine);
    const found = diagnoseOverBursts(burst, bearing, { series, circumstance });
    series = JSON.parse(JSON.stringify(found.series)) as BearingSeries[];
    return { ...found, series, burst };
  });
}

const machine = (count: number, { seed, ...rest }: Machine): Machine[] =>
  Array.from({ length: count }, (_, i) => ({ ...rest, seed: seed + i }));

const HIDDEN: Machine = { fault: 'inner-race', seed: 820_001 };
const hidden = inARow(machine(10, HIDDEN));
const named = hidden.filter(({ diagnosis }) => diagnosis.series?.says === 'named');

describe('a fault 10 dB below the noise', () => {
  test('is named by bursts of different slip together that do not name it alone', () => {
    expect(hidden.at(-1)!.diagnosis.verdict).toBe('inner-race');
    expect(named.length).toBeGreaterThan(2);
    for (const { diagnosis } of named) expect(diagnosis.series!.alone.grade).not.toBe('clear');
    const wrong = hidden.filter(
      ({ diagnosis: { grade, verdict } }) => grade !== 'none' && verdict !== 'inner-race',
    );
    expect(wrong).toEqual([]);
  });

  test('is told of fewer bursts only as one of them shows it', () => {
    for (const { diagnosis, burst } of hidden.slice(0, minimumBursts - 1))
      expect(diagnosis).toEqual(diagnoseBearing(burst, bearing));
  });

  test('is told with the averaged spectra, the lines that are marked in them, and what the burst says alone', () => {
    const { diagnosis, burst, series } = named.at(-1)!;
    expect(bearingDiagnosisSchema.parse(JSON.parse(JSON.stringify(diagnosis)))).toEqual(diagnosis);
    expect(diagnosis.series?.alone.verdict).toBe(diagnoseBearing(burst, bearing).verdict);
    expect(diagnosis.series?.bursts).toBe(series[0].bursts);
    const carriers = diagnosis.evidence.lines.filter(
      ({ kind, sideband }) => kind === 'inner-race' && sideband === 0,
    );
    expect(carriers.length).toBeGreaterThanOrEqual(5);
    for (const { harmonic, expectedHz } of carriers)
      expect(expectedHz / (harmonic * orders.bpfi * (diagnosis.shaft.speedRpm! / 60))).toBeCloseTo(1, 3);
    expect(carriers.some(({ hit }) => hit)).toBe(true);
  });

  test('is found again from the burst and the kept series before it', () => {
    const last = named.at(-1)!;
    const kept = bearingDiagnosisSchema.parse(JSON.parse(JSON.stringify(last.diagnosis)));
    const before = bearingSeriesSchema.parse(JSON.parse(JSON.stringify(last.before)));
    const again = diagnoseOverBursts({ ...last.burst, speedRpm: kept.shaft.givenRpm }, kept.bearing, {
      parameters: kept.parameters as BearingDiagnosisParameters,
      isoGroup: kept.severity.isoGroup,
      series: [before],
      circumstance: before.circumstance,
    });
    expect(again.diagnosis).toEqual(kept);
  });

  test('needs no more room for more bursts', () => {
    const whole = hidden.slice(DEFAULT_BEARING_PARAMETERS.series.recentBursts - 1);
    expect(whole.length).toBeGreaterThan(2);
    const sizes = whole.map(({ series }) => JSON.stringify(series).length);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.02);
  });
});

test('a healthy machine is not called, and its bursts stay healthy', () => {
  const words = inARow(machine(8, { fault: null, seed: 840_001, durationS: 2 }));
  expect(words.map(({ diagnosis }) => diagnosis.verdict)).toEqual(words.map(() => 'healthy'));
});

describe('after several bursts of a damaged outer race', () => {
  const before = inARow(machine(6, { fault: 'outer-race', seed: 850_001, levelDb: 0, durationS: 2 }));
  const { series } = before.at(-1)!;

  test('a repair ends what they said', () => {
    expect(before.at(-1)!.diagnosis.verdict).toBe('outer-race');
    const after = inARow(machine(12, { fault: null, seed: 860_001, durationS: 2 }), series);
    expect(after.at(-1)!.series[0].bursts).toBe(18);
    expect(after.slice(-3).map(({ diagnosis }) => diagnosis.grade)).toEqual(['none', 'none', 'none']);
  });

  test('one that clearly names another part names nothing', () => {
    const [{ diagnosis }] = inARow(
      [{ fault: 'inner-race', seed: 870_004, levelDb: 3, durationS: 2 }],
      series,
    );
    expect(diagnosis.series).toMatchObject({
      fault: 'outer-race',
      alone: { verdict: 'inner-race', grade: 'clear' },
    });
    expect(diagnosis).toMatchObject({ verdict: 'not-diagnosable', grade: 'none', reason: 'bursts-disagree' });
  });
});

describe('what belongs together', () => {
  const burst = (seed: number, speedRpm = 1780): Machine => ({
    fault: 'outer-race',
    seed,
    speedRpm,
    durationS: 2,
  });

  test('another speed has a series of its own, and the first goes on when its speed comes back', () => {
    const words = inARow([burst(1), burst(2), burst(3, 900), burst(4), burst(5, 900)]);
    expect(words.at(-1)!.series.map(({ bursts, speedRpm }) => [bursts, Math.round(speedRpm / 100)])).toEqual([
      [2, 9],
      [3, 18],
    ]);
  });

  test('no more running states are kept than the newest few', () => {
    const speeds = [600, 900, 1300, 1780, 2400];
    const { series } = inARow(speeds.map((speedRpm, i) => burst(i, speedRpm))).at(-1)!;
    expect(series.map(({ speedRpm }) => Math.round(speedRpm / 100))).toEqual(
      [24, 18, 13].slice(0, runningStates),
    );
  });

  test('under another circumstance all begin anew', () => {
    const before = inARow([burst(1), burst(2)], [], 'baseline 1').at(-1)!.series;
    const { series } = inARow([burst(3)], before, 'baseline 2').at(-1)!;
    expect(series.map(({ bursts, circumstance }) => [bursts, circumstance])).toEqual([[1, 'baseline 2']]);
  });

  test('a refused burst adds nothing and is refused', () => {
    const before = inARow([burst(1), burst(2)]).at(-1)!.series;
    const flat = { ...burstOf(burst(3)), samples: new Float64Array(2 * SAMPLE_RATE_HZ) };
    const { diagnosis, series } = diagnoseOverBursts(flat, bearing, { series: before, circumstance: '' });
    expect(diagnosis.verdict).toBe('not-diagnosable');
    expect(series).toEqual(before);
  });
});
