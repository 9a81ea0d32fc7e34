import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  diagnoseBearing,
  diagnoseMount,
  type BearingDiagnosis,
  type HealthyLevels,
  type MountDiagnosis,
} from '@linetwin/condition';
import { decodeBurst, vibrationOf, encodeBurst } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { bearingOrders, irfft, rfft } from '@linetwin/signal';
import { temporaryFolder, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { symptomOfFinding } from '../../incidents/symptoms.ts';
import { BASELINE_BURSTS } from '../bearing/bearing-health.ts';
import { BurstDiagnosis, type References } from '../bursts/burst-diagnosis.ts';
import { isoGroupOf } from '../iso-group.ts';
import { FileBurstStore } from '../bursts/file-burst-store.ts';
import { InMemoryBearingHealthStore } from '../bearing/in-memory-bearing-health-store.ts';
import { InMemoryFindingStore } from '../findings/in-memory-finding-store.ts';
import type { ShaftState } from '../shaft/shaft-health.ts';
import { InMemoryComponentStateStore } from '../component-state/in-memory-component-state-store.ts';

const index = new ModelIndex(testPlant());
const SHAFT = `${TEST_SPINDLE}#drive-train`;
const BEARING = `${TEST_SPINDLE}#front`;
const RATE_HZ = 24_576;
const SPEED_RPM = 1750;
const T = Date.UTC(2026, 0, 5, 8);

interface Machine {
  speedRpm?: number;
  /** Velocity RMS of orders of the shaft, mm/s. */
  lines?: Record<number, number>;
  /** Natural frequency of a loose mount, Hz. */
  mountHz?: number;
  /** Impacts of a damaged outer race of the front bearing, m/s2. */
  outerRace?: number;
}
const FRONT = index.equipment(TEST_SPINDLE)!.bearings.find(({ id }) => id === 'front')!;
const OUTER_RACE_ORDER = bearingOrders(FRONT).bpfo;
const HEALTHY = { 1: 0.4, 2: 0.06, 3: 0.03 };
const LOOSE_FOOT = { 1: 0.5, 2: 0.6, 3: 0.5, 4: 0.5, 5: 0.5, 6: 0.4, 7: 0.4, 8: 0.4, 0.5: 0.5, 1.5: 0.5 };
const LOOSE_SENSOR = { mountHz: 1900 };

/** One second of a machine's vibration as its sensor delivers it; noise is the same for the same time. */
function burstBytes(
  time: number,
  { speedRpm = SPEED_RPM, lines = HEALTHY, mountHz, outerRace = 0 }: Machine,
): Uint8Array {
  let state = time % 2147483647;
  const noise = () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
  const shaken = Float64Array.from({ length: RATE_HZ }, (_, i) => {
    let x = 2 * noise();
    for (const [order, mmPerS] of Object.entries(lines)) {
      const omega = (2 * Math.PI * Number(order) * speedRpm) / 60;
      x += mmPerS * 1e-3 * Math.SQRT2 * omega * Math.sin((omega * i) / RATE_HZ + Number(order));
    }
    return x;
  });
  if (outerRace > 0) addHits(shaken, (OUTER_RACE_ORDER * speedRpm) / 60, outerRace, noise);
  const samples = new Float32Array(mountHz ? onSpring(shaken, mountHz) : shaken);
  return encodeBurst({ channel: 'vibration', time, sampleRateHz: RATE_HZ, speedRpm, unit: 'm/s2', samples });
}

/** Impacts that ring at 2.6 kHz; elements slip, so that they come a little early and late. */
function addHits(shaken: Float64Array, hitHz: number, mPerS2: number, random: () => number): void {
  for (let hitS = 0.01; hitS < 1; hitS += (1 + 0.03 * random()) / hitHz)
    for (let i = Math.ceil(hitS * RATE_HZ), n = 0; i < RATE_HZ && n < 200; i++, n++) {
      const sinceS = i / RATE_HZ - hitS;
      shaken[i] += mPerS2 * Math.exp(-800 * sinceS) * Math.sin(2 * Math.PI * 2600 * sinceS);
    }
}

/** A mass on a spring with a Q of 8. */
function onSpring(shaken: Float64Array, mountHz: number): Float64Array {
  const spectrum = rfft(shaken);
  // One second: bin k lies at k Hz.
  for (let k = 0; k < spectrum.length / 2; k++) {
    const r = k / mountHz;
    const gain = 1 / Math.hypot(1 - r * r, r / 8);
    spectrum[2 * k] *= gain;
    spectrum[2 * k + 1] *= gain;
  }
  return irfft(spectrum, shaken.length);
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let bursts: FileBurstStore;
let store: InMemoryFindingStore;
let shafts: InMemoryComponentStateStore<ShaftState>;
let health: InMemoryBearingHealthStore;
let worker: BurstDiagnosis;
let now: number;
beforeEach(async () => {
  folder = await temporaryFolder();
  bursts = new FileBurstStore(folder.path, { bursts: 50, bytes: 64e6 });
  await bursts.start();
  store = new InMemoryFindingStore();
  shafts = new InMemoryComponentStateStore();
  health = new InMemoryBearingHealthStore();
  now = T;
  worker = new BurstDiagnosis({
    index,
    bursts,
    store,
    shafts,
    motors: new InMemoryComponentStateStore(),
    health,
    hasActiveAlarm: async () => false,
  });
});
afterEach(() => folder.remove());

async function judge(machine: Machine, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    const time = (now += 1000);
    const { name } = await bursts.keep(TEST_SPINDLE, 'vibration', time, burstBytes(time, machine));
    await worker.handleDiagnoseBurst({ burst: name, equipment: TEST_SPINDLE, channel: 'vibration', time });
  }
}
/** A machine whose healthy bursts are known; two measured ones stand for all of them. */
async function learned(): Promise<void> {
  await judge({}, 2);
  await shafts.change(SHAFT, (before) => ({
    ...before!,
    learning: Array.from({ length: BASELINE_BURSTS - 1 }, (_, i) => before!.learning[i % 2]),
  }));
  await judge({});
}
const open = async () => store.open();
const wordOn = async (component: string) =>
  (await store.ofEquipment(TEST_SPINDLE, 20)).find((word) => word.component === component);

describe('the accelerometer of a machine, by the worker', () => {
  test('that came loose opens a finding of the sensor and none of the machine, in words to act on', async () => {
    await learned();
    await judge({ ...LOOSE_SENSOR, lines: LOOSE_FOOT });
    const findings = await open();
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: 'sensor',
      verdict: 'sensor-loose',
      component: 'vibration',
      componentName: { zh: '振动', en: 'Vibration' },
      grade: 'clear',
      summary: {
        zh: expect.stringMatching(/^加速度计松动：安装共振 1\.9 kHz（明确，置信度 \d+ %）$/),
        en: expect.stringMatching(/^Accelerometer loose: mount resonates at 1\.9 kHz \(clear/),
      },
    });
    expect(findings[0].advice.map(({ en }) => en).join(' ')).toMatch(/Clean the surface.*torque/);
    expect(symptomOfFinding(findings[0])).toMatchObject({
      key: 'sensor-loose',
      findingClass: 'sensor',
      signal: 'vibration',
    });
  });

  test('that is loose leaves bearing and shaft undiagnosed, says so, and teaches nothing', async () => {
    await learned();
    const before = [await shafts.read(SHAFT), await health.read(BEARING)];
    await judge(LOOSE_SENSOR);
    for (const component of ['front', 'drive-train']) {
      const word = await wordOn(component);
      expect(word).toMatchObject({
        verdict: 'not-diagnosable',
        grade: 'none',
        summary: { zh: '此处不可诊断：加速度计松动' },
      });
      expect((await store.detail(word!.id))?.diagnosis).toMatchObject({ reason: 'accelerometer-loose' });
    }
    expect([await shafts.read(SHAFT), await health.read(BEARING)]).toEqual(before);
  });

  test('and beside a bad bearing are both named: the lines of a fault pass a soft mount, three bursts in a row', async () => {
    await learned();
    await judge({ ...LOOSE_SENSOR, outerRace: 2 }, 2);
    expect((await open()).map(({ verdict }) => verdict)).toEqual(['sensor-loose']);
    expect(await wordOn('front')).toMatchObject({ verdict: 'outer-race', grade: 'probable' });
    const taught = await health.read(BEARING);
    await judge({ ...LOOSE_SENSOR, outerRace: 2 });
    const found = (await open()).find(({ component }) => component === 'front')!;
    expect(found).toMatchObject({
      verdict: 'outer-race',
      grade: 'probable',
      summary: { en: expect.stringMatching(/^Outer race.*seen through a loose accelerometer$/) },
    });
    expect(found.advice[0].en).toMatch(/^Mount the loose accelerometer again/);
    expect((await open()).map(({ verdict }) => verdict).sort()).toEqual(['outer-race', 'sensor-loose']);
    expect(await health.read(BEARING)).toEqual(taught);
    // And it can be computed again from what is kept.
    const { references, ...kept } = (await store.detail(found.id))!.diagnosis as BearingDiagnosis & {
      references: References;
    };
    expect(references.baseline).toBeNull();
    const burst = vibrationOf(decodeBurst((await store.window(found.id))!));
    const bearing = {
      orders: bearingOrders(FRONT),
      designation: FRONT.designation,
      verified: FRONT.verified,
    };
    const again = diagnoseBearing(burst, bearing, {
      isoGroup: isoGroupOf(index.equipment(TEST_SPINDLE)!),
    });
    expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(kept)));
  });

  test('is not believed either in bursts that its mount cannot be judged from', async () => {
    await learned();
    await judge(LOOSE_SENSOR);
    await judge({ ...LOOSE_SENSOR, lines: LOOSE_FOOT, speedRpm: 0.7 * SPEED_RPM });
    expect((await open()).map(({ verdict }) => verdict)).toEqual(['sensor-loose']);
    expect(await wordOn('drive-train')).toMatchObject({ blind: true, lastSeenAt: now });
  });

  test('that sits firmly again closes the finding after five bursts, and the machine is judged from the first', async () => {
    await learned();
    await judge(LOOSE_SENSOR, 2);
    await judge({}, 4);
    expect((await open()).map(({ verdict }) => verdict)).toEqual(['sensor-loose']);
    expect(await wordOn('drive-train')).toMatchObject({ verdict: 'healthy', lastSeenAt: now });
    await judge({});
    expect(await open()).toEqual([]);
  });

  test('does not close a fault of the machine that stood before, and its first firm burst does not either', async () => {
    await learned();
    await judge({ lines: LOOSE_FOOT });
    await judge({ ...LOOSE_SENSOR, lines: LOOSE_FOOT }, 6);
    await judge({});
    expect((await open()).map(({ verdict }) => verdict).sort()).toEqual(['looseness', 'sensor-loose']);
  });

  test('keeps what it was judged by, which gives the same answer again', async () => {
    await learned();
    await judge(LOOSE_SENSOR);
    const [{ id }] = await open();
    const kept = (await store.detail(id))!.diagnosis as MountDiagnosis & {
      references: { healthy: HealthyLevels[] };
    };
    const { references, ...diagnosis } = JSON.parse(JSON.stringify(kept)) as typeof kept;
    const burst = vibrationOf(decodeBurst((await store.window(id))!));
    expect(JSON.parse(JSON.stringify(diagnoseMount(burst, references.healthy)))).toEqual(diagnosis);
  });

  test('is compared with a baseline from before its bands were kept as soon as five healthy bursts have some', async () => {
    await learned();
    await shafts.change(SHAFT, (before) => ({
      ...before!,
      baseline: { bursts: before!.baseline!.bursts.map(({ levelsDb: _, ...burst }) => burst) },
    }));
    await judge({}, 5);
    const { bursts: kept } = (await shafts.read(SHAFT))!.baseline!;
    expect(kept).toHaveLength(BASELINE_BURSTS);
    expect(kept.filter(({ levelsDb }) => levelsDb)).toHaveLength(5);
    await judge(LOOSE_SENSOR);
    expect((await open()).map(({ verdict }) => verdict)).toEqual(['sensor-loose']);
  });

  test('has no word while nothing healthy is known to compare it with', async () => {
    await judge({});
    expect(await wordOn('vibration')).toBeUndefined();
  });
});
