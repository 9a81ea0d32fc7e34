import { describe, expect, test } from '@jest/globals';
import { diagnoseBearing, type BearingDiagnosis } from '@linetwin/condition';
import { ModelIndex } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import { decodeBurst, vibrationOf } from '@linetwin/contracts';
import { impactBurstBytes, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import {
  BASELINE_BURSTS,
  foldBurst,
  learnAnew,
  newBearingState,
  remainingOf,
  type BearingState,
  type Circumstances,
  type KeptBaseline,
} from './bearing-health.ts';

const T = Date.UTC(2026, 0, 5, 8);
const EVERY_MS = 300_000;
const QUIET: Circumstances = { findingOpen: false, alarmActive: false };
const [bearing] = new ModelIndex(testPlant()).equipment(TEST_SPINDLE)!.bearings;
const orders = bearingOrders(bearing);

function diagnosisOf(peak: number): BearingDiagnosis {
  const bytes = impactBurstBytes({ impactsPerTurn: orders.bpfo, time: T, peak, durationS: 2 });
  const { samples, sampleRateHz, unit, speedRpm } = vibrationOf(decodeBurst(bytes));
  return diagnoseBearing({ samples, sampleRateHz, unit, speedRpm }, { orders, verified: true });
}

const healthy = diagnosisOf(0);
const faulty = diagnosisOf(12);
const unclear: BearingDiagnosis = { ...healthy, verdict: 'not-diagnosable', reason: 'bearing-lines-weak' };

interface Course {
  state: BearingState;
  baselines: KeptBaseline[];
}

function course(
  bursts: readonly [BearingDiagnosis, Partial<Circumstances>?][],
  from: Course = { state: newBearingState('m#front', T), baselines: [] },
): Course {
  const begin = Math.max(T, from.state.at);
  return bursts.reduce<Course>(({ state, baselines }, [diagnosis, around], i) => {
    const change = foldBurst(state, begin + (i + 1) * EVERY_MS, diagnosis, { ...QUIET, ...around });
    return {
      state: change.state,
      baselines: change.baseline ? [...baselines, change.baseline] : baselines,
    };
  }, from);
}

const times = (count: number, burst: [BearingDiagnosis, Partial<Circumstances>?]) =>
  Array.from({ length: count }, () => burst);
const louder = (factor: number): BearingDiagnosis => ({
  ...healthy,
  features: {
    ...healthy.features!,
    rms: healthy.features!.rms * factor,
    kurtosis: healthy.features!.kurtosis * factor,
  },
});

describe('the healthy baseline of a bearing', () => {
  test('is learned from the first healthy bursts and not a burst sooner', () => {
    const almost = course(times(BASELINE_BURSTS - 1, [healthy]));
    expect(almost.baselines).toEqual([]);
    const { state, baselines } = course([[healthy]], almost);
    expect(baselines).toMatchObject([
      { version: 1, by: null, levels: { bursts: BASELINE_BURSTS }, to: T + BASELINE_BURSTS * EVERY_MS },
    ]);
    expect(state).toMatchObject({ learning: null, version: 1, stage: 1 });
    expect(baselines[0].levels.rms).toBeCloseTo(healthy.features!.rms, 6);
    expect(baselines[0].reference.spectra).toEqual(healthy.evidence.spectra);
  });

  test('takes nothing of a machine whose alarm is active, nor bursts that nothing can be said about', () => {
    const { state } = course([
      [healthy],
      ...times(30, [healthy, { alarmActive: true }]),
      ...times(30, [unclear]),
    ]);
    expect(state.learning?.bursts).toHaveLength(1);
  });

  test('takes back what it had when a fault is seen or a finding stands: the fault may have been in it', () => {
    expect(course([...times(15, [healthy]), [faulty]]).state.learning?.bursts).toEqual([]);
    const standing = course([...times(15, [healthy]), [healthy, { findingOpen: true }]]);
    expect(standing.state.learning?.bursts).toEqual([]);
  });

  test('is never learned again by itself', () => {
    const { baselines } = course(times(4 * BASELINE_BURSTS, [healthy]));
    expect(baselines).toHaveLength(1);
  });

  test('is learned anew when a person asks, from bursts since then; the old one is followed until it is there', () => {
    const first = course(times(BASELINE_BURSTS, [healthy]));
    const asked = learnAnew(first.state, first.state.at + 10 * EVERY_MS, '李伟', 'new bearing');
    const { state, baselines } = course(times(9, [healthy]), { ...first, state: asked });
    expect(state).toMatchObject({ version: 1, stage: 1, learning: { bursts: [] } });
    // Who asks vouches for the machine, so that unclear words count too.
    const after = course(times(BASELINE_BURSTS, [unclear]), { state, baselines });
    expect(after.baselines[1]).toMatchObject({ version: 2, by: '李伟', reason: 'new bearing' });
    expect(after.state).toMatchObject({ version: 2, learning: null });
  });
});

describe('the stage of a bearing', () => {
  const learned = course(times(BASELINE_BURSTS, [healthy]));

  test('rises when level and impulses rise against the baseline, with what is left only from stage 3', () => {
    expect(remainingOf(learned.state)).toBeNull();
    let now = learned;
    const seen: [stage: number | null, told: boolean][] = [];
    for (let i = 0; i < 60; i++) {
      now = course([[louder(1.5)]], now);
      seen.push([now.state.stage, remainingOf(now.state) !== null]);
    }
    const stages = seen.map(([stage]) => stage);
    const called = stages.indexOf(3);
    expect([stages.indexOf(2) > 0, called > stages.indexOf(2)]).toEqual([true, true]);
    expect(seen.slice(0, called).some(([, told]) => told)).toBe(false);
    // Told at the call, and no more once the bearing outlived all that it is compared with.
    expect([seen[called][1], seen[59][1]]).toEqual([true, false]);
  });

  test('is at least what the lines of a burst show clearly, and does not heal with a quiet one', () => {
    const { state } = course([[faulty]], learned);
    expect(state.stage).toBe(3);
    expect(course([[healthy]], { ...learned, state }).state.stage).toBe(3);
  });

  test('is told from a clear burst also before there is a baseline, but not what is left', () => {
    const { state } = course([[healthy], [faulty]]);
    expect(state.stage).toBe(3);
    expect(remainingOf(state)).toBeNull();
  });

  test('does not age while the machine stands', () => {
    const before = learned.state.runningMs;
    const { state } = foldBurst(learned.state, learned.state.at + 30 * 86_400_000, healthy, QUIET);
    expect(state.runningMs - before).toBe(3_600_000);
  });

  test('draws a late burst and changes nothing by it', () => {
    const late = foldBurst(learned.state, learned.state.at - 1000, faulty, QUIET);
    expect(late.state).toBe(learned.state);
    expect(late.point).toMatchObject({ at: learned.state.at - 1000, verdict: 'outer-race' });
  });
});
