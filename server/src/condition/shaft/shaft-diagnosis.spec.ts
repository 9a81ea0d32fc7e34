import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { diagnoseShaft, type ShaftDiagnosis, type ShaftDiagnosisParameters } from '@linetwin/condition';
import { decodeBurst, vibrationOf, encodeBurst } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { temporaryFolder, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { BASELINE_BURSTS } from '../bearing/bearing-health.ts';
import { BurstDiagnosis } from '../bursts/burst-diagnosis.ts';
import { FileBurstStore } from '../bursts/file-burst-store.ts';
import { InMemoryBearingHealthStore } from '../bearing/in-memory-bearing-health-store.ts';
import { InMemoryFindingStore } from '../findings/in-memory-finding-store.ts';
import type { ShaftState } from './shaft-health.ts';
import { InMemoryComponentStateStore } from '../component-state/in-memory-component-state-store.ts';
import { symptomOfFinding } from '../../incidents/symptoms.ts';
import { driveTrainOf } from './shaft-diagnosis.ts';
import type { ShaftReferences } from './shaft-health.ts';

const index = new ModelIndex(testPlant());
const SHAFT = `${TEST_SPINDLE}#drive-train`;
const RATE_HZ = 4096;
const SPEED_RPM = 1750;
const T = Date.UTC(2026, 0, 5, 8);

/** Lines at these orders, velocity RMS in mm/s, and a little noise that is the same for the same time. */
function waveform(time: number, lines: Record<number, number>, speedRpm: number): Float32Array {
  let state = time % 2147483647;
  const noise = () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
  return Float32Array.from({ length: 2 * RATE_HZ }, (_, i) => {
    let x = 0.2 * noise();
    for (const [order, mmPerS] of Object.entries(lines)) {
      const omega = (2 * Math.PI * Number(order) * speedRpm) / 60;
      x += mmPerS * 1e-3 * Math.SQRT2 * omega * Math.sin((omega * i) / RATE_HZ + Number(order));
    }
    return x;
  });
}

function burstBytes(
  time: number,
  lines: Record<number, number>,
  speedRpm = SPEED_RPM,
  axial?: Record<number, number>,
): Uint8Array {
  return encodeBurst({
    channel: 'vibration',
    time,
    sampleRateHz: RATE_HZ,
    speedRpm,
    unit: 'm/s2',
    samples: waveform(time, lines, speedRpm),
    ...(axial && { companions: { axial: waveform(time, axial, speedRpm) } }),
  });
}
const HEALTHY = { 1: 0.4, 2: 0.06, 3: 0.03 };
const UNBALANCED = { ...HEALTHY, 1: 2.4 };
const LOOSE = { 1: 0.5, 2: 0.6, 3: 0.5, 4: 0.5, 5: 0.5, 6: 0.4, 7: 0.4, 8: 0.4, 0.5: 0.5, 1.5: 0.5 };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let bursts: FileBurstStore;
let store: InMemoryFindingStore;
let shafts: InMemoryComponentStateStore<ShaftState>;
let alarmActive: boolean;
let worker: BurstDiagnosis;
beforeEach(async () => {
  folder = await temporaryFolder();
  bursts = new FileBurstStore(folder.path, { bursts: 20, bytes: 16e6 });
  await bursts.start();
  store = new InMemoryFindingStore();
  shafts = new InMemoryComponentStateStore();
  alarmActive = false;
  worker = new BurstDiagnosis({
    index,
    bursts,
    store,
    shafts,
    motors: new InMemoryComponentStateStore(),
    health: new InMemoryBearingHealthStore(),
    hasActiveAlarm: async () => alarmActive,
  });
});
afterEach(() => folder.remove());

async function judge(
  time: number,
  lines: Record<number, number>,
  axial?: Record<number, number>,
): Promise<void> {
  const bytes = burstBytes(time, lines, SPEED_RPM, axial);
  const { name } = await bursts.keep(TEST_SPINDLE, 'vibration', time, bytes);
  await worker.handleDiagnoseBurst({ burst: name, equipment: TEST_SPINDLE, channel: 'vibration', time });
}
/** A shaft that learned from as many healthy bursts as it takes; one measured burst stands for all of them. */
async function learned(): Promise<number> {
  await judge(T, HEALTHY);
  await shafts.change(SHAFT, (before) => ({
    ...before!,
    learning: Array.from({ length: BASELINE_BURSTS - 1 }, () => before!.learning[0]),
  }));
  await judge(T + 1000, HEALTHY);
  return T + 2000;
}
const openShaft = async () => (await store.open()).filter(({ kind }) => kind === 'shaft');

describe('diagnosis of a shaft by the worker', () => {
  test('learns the healthy machine, and a clear fault opens a finding at once', async () => {
    const at = await learned();
    expect((await shafts.read(SHAFT))?.baseline?.bursts).toHaveLength(BASELINE_BURSTS);
    await judge(at, LOOSE);
    const [finding] = await openShaft();
    expect(finding).toMatchObject({
      component: 'drive-train',
      verdict: 'looseness',
      grade: 'clear',
      status: 'open',
      summary: {
        en: expect.stringMatching(/^Looseness \(clear, confidence \d+ %\)$/),
        zh: expect.stringMatching(/^松动（明确/),
      },
      sparePart: { en: 'Bolts, washers' },
    });
    expect(finding.advice[0]).toMatchObject({
      en: expect.stringMatching(/sensor/),
      zh: expect.stringMatching(/传感器/),
    });
    expect(symptomOfFinding(finding)).toMatchObject({
      key: 'looseness',
      findingClass: 'part',
      signal: undefined,
    });
  });

  test('a probable one opens it once three of five bursts show it, and says what it may be instead', async () => {
    const at = await learned();
    await judge(at, UNBALANCED);
    await judge(at + 1000, UNBALANCED);
    expect(await openShaft()).toEqual([]);
    await judge(at + 2000, UNBALANCED);
    const [finding] = await openShaft();
    expect(finding).toMatchObject({ verdict: 'imbalance', grade: 'probable', bursts: 3 });
    expect(finding.summary.en).toMatch(/not excluded: a bent shaft, a resonance/);
    expect(finding.summary.zh).toMatch(/不能排除轴弯曲、共振/);
  });

  test('keeps the burst with the finding, which gives the same answer again from what is kept', async () => {
    const at = await learned();
    await judge(at, LOOSE);
    const [{ id }] = await openShaft();
    const { references, ...kept } = (await store.detail(id))!.diagnosis as ShaftDiagnosis & {
      references: ShaftReferences;
    };
    const { samples, sampleRateHz, unit } = vibrationOf(decodeBurst((await store.window(id))!));
    const again = diagnoseShaft(
      { samples, sampleRateHz, unit, speedRpm: kept.shaft.givenRpm },
      {
        drive: kept.drive,
        parameters: kept.parameters as ShaftDiagnosisParameters,
        isoGroup: kept.severity.isoGroup,
        ...references,
      },
    );
    expect(again).toEqual(kept);
  });

  test('reads the axial direction where a burst carries it: a rise of 1x along the shaft too is a bent one', async () => {
    const at = await learned();
    for (let i = 0; i < 3; i++) await judge(at + 1000 * i, UNBALANCED, { 1: 2.4 });
    const [finding] = await openShaft();
    expect(finding).toMatchObject({ verdict: 'bent-shaft', grade: 'probable', bursts: 3 });
    const { features } = (await store.detail(finding.id))!.diagnosis as ShaftDiagnosis;
    expect(features!.axial![0]).toMatchObject({ key: '1x', mmPerS: expect.closeTo(2.4, 1) });
  });

  test('no longer takes a bent shaft for possible where 1x did not rise along it', async () => {
    const at = await learned();
    for (let i = 0; i < 3; i++) await judge(at + 1000 * i, UNBALANCED, HEALTHY);
    const [finding] = await openShaft();
    expect(finding.verdict).toBe('imbalance');
    expect(finding.summary.en).toMatch(/not excluded: a resonance\)/);
  });

  test('lays the spectrum of a healthy burst of the same speed under that of a fault', async () => {
    const at = await learned();
    await judge(at, LOOSE);
    const [{ id }] = await openShaft();
    const { references } = (await store.detail(id))!.diagnosis as { references: ShaftReferences };
    const { order, mmPerS, speedRpm } = references.spectrum!;
    expect(references.spectrum!.at).toBe(T);
    expect(speedRpm).toBeCloseTo(SPEED_RPM, -1);
    const peak = Math.max(...mmPerS.filter((_, i) => Math.abs(order[i] - 1) < 0.1));
    expect(peak).toBeGreaterThan(0.8 * HEALTHY[1]);
    expect(peak).toBeLessThan(1.05 * HEALTHY[1]);
    // Half orders are of the fault.
    expect(Math.max(...mmPerS.filter((_, i) => Math.abs(order[i] - 0.5) < 0.1))).toBeLessThan(0.1);
    expect(references.history.at(-1)?.velocityRmsMmPerS).toBeGreaterThan(0.3);
  });

  test('learns nothing while an alarm is active, and begins anew after a finding', async () => {
    alarmActive = true;
    await judge(T - 5000, HEALTHY);
    expect((await shafts.read(SHAFT))?.learning).toEqual([]);
    alarmActive = false;
    await judge(T - 4000, HEALTHY);
    expect((await shafts.read(SHAFT))?.learning).toHaveLength(1);
  });

  test('a burst that was handled before changes nothing', async () => {
    await judge(T, HEALTHY);
    const before = await shafts.read(SHAFT);
    await judge(T, UNBALANCED);
    expect(await shafts.read(SHAFT)).toEqual(before);
  });
});

test('a drive in the plant files becomes orders of the measured shaft', () => {
  const driven = { id: 'x', name: { zh: '件', en: 'Part' }, verified: true, source: 'counted' };
  const drive = driveTrainOf({
    ...index.equipment(TEST_SPINDLE)!,
    driveTrain: {
      burstSignal: 'vibration',
      machining: true,
      belts: [{ ...driven, pulleyDiameterMm: 160, lengthMm: 1600 }],
      gears: [{ ...driven, teeth: 20, otherTeeth: 80 }],
      otherRotors: [{ id: 'wheel', name: driven.name, lowRpm: 30_000, highRpm: 36_000 }],
    },
  });
  expect(drive).toMatchObject({
    machining: true,
    belts: [{ order: expect.closeTo(0.31416, 5), verified: true }],
    gears: [{ meshOrder: 20, shaftOrders: [1, 0.25] }],
    otherRotors: [{ lowHz: 500, highHz: 600 }],
  });
  expect(drive.bearings).toHaveLength(index.equipment(TEST_SPINDLE)!.bearings.length);
});
