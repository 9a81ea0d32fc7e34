import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { healthyMotorBurst, MOTOR_ADVICE, type MotorDiagnosis } from '@linetwin/condition';
import { decodeBurst, encodeBurst, type Burst } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import {
  currentBurst,
  TEST_SPINDLE,
  temporaryFolder,
  testPlant,
  type CurrentOptions,
} from '@linetwin/testing';
import { BASELINE_BURSTS } from '../bearing/bearing-health.ts';
import { InMemoryBearingHealthStore } from '../bearing/in-memory-bearing-health-store.ts';
import { BurstDiagnosis } from '../bursts/burst-diagnosis.ts';
import { FileBurstStore } from '../bursts/file-burst-store.ts';
import { InMemoryComponentStateStore } from '../component-state/in-memory-component-state-store.ts';
import { InMemoryFindingStore } from '../findings/in-memory-finding-store.ts';
import { foldMotorBurst, newMotorState, type MotorState } from './motor-health.ts';
import { diagnoseMotorOf, MOTOR, type MotorReferences } from './motor-judge.ts';

const T = Date.UTC(2026, 0, 5, 8);
const EVERY_MS = 300_000;
const COMPONENT = `${TEST_SPINDLE}#${MOTOR}`;
const CHANNEL = 'phase_current';

/** The test plant with a motor of two pole pairs on its spindle. */
const plant = testPlant();
const machine = plant.equipment.find(({ address }) => address === TEST_SPINDLE)!;
machine.motor = {
  name: { zh: '主轴电机', en: 'Spindle motor' },
  burstSignal: CHANNEL,
  polePairs: 2,
  ratedFrequencyHz: 50,
  ratedSpeedRpm: 1465,
  ratedPowerKw: 11,
  ratedCurrentA: 22,
  verified: true,
  source: 'test',
};
const index = new ModelIndex(plant);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let bursts: FileBurstStore;
let store: InMemoryFindingStore;
let motors: InMemoryComponentStateStore<MotorState>;
let worker: BurstDiagnosis;
let at: number;

beforeEach(async () => {
  folder = await temporaryFolder();
  bursts = new FileBurstStore(folder.path, { bursts: 20, bytes: 100e6 });
  await bursts.start();
  store = new InMemoryFindingStore();
  motors = new InMemoryComponentStateStore();
  at = T;
  worker = new BurstDiagnosis({
    index,
    bursts,
    store,
    motors,
    shafts: new InMemoryComponentStateStore(),
    health: new InMemoryBearingHealthStore(),
    hasActiveAlarm: async () => false,
  });
});
afterEach(() => folder.remove());

/** Each sort of burst is made once: only its time matters from one to the next. */
const made = new Map<string, Burst>();

function burstOf(shown: Omit<CurrentOptions, 'time'>): Burst {
  const key = JSON.stringify(shown);
  if (!made.has(key)) made.set(key, currentBurst({ time: T, channel: CHANNEL, ...shown }));
  return made.get(key)!;
}

/** One burst of class C through the worker. */
async function take(shown: Omit<CurrentOptions, 'time'> = {}): Promise<void> {
  const bytes = encodeBurst({ ...burstOf(shown), time: at }, 'int16');
  const { name } = await bursts.keep(TEST_SPINDLE, CHANNEL, at, bytes);
  await worker.handleDiagnoseBurst({ burst: name, equipment: TEST_SPINDLE, channel: CHANNEL, time: at });
  at += EVERY_MS;
}

/** The word on one healthy burst, and with broken bars beginning to show. */
const healthy = judged({});
const watched = judged({ sidebandDb: -51 });

function judged(shown: Omit<CurrentOptions, 'time'>): MotorDiagnosis {
  return diagnoseMotorOf(burstOf(shown), machine, { baseline: null });
}

/** Gives the worker what healthy bursts of this motor were like. */
async function learn(): Promise<void> {
  const bursts = Array.from({ length: BASELINE_BURSTS }, (_, i) =>
    healthyMotorBurst(T - i, healthy.features!),
  );
  await motors.change(COMPONENT, () => ({ ...newMotorState(COMPONENT), baseline: { bursts } }));
}

const open = async () => (await store.open()).filter(({ kind }) => kind === 'motor');

test('a broken rotor bar is named with what to do and which spare, and closed when it is gone', async () => {
  await take({ sidebandDb: -42 });
  const [finding] = await open();
  expect(finding).toMatchObject({
    component: MOTOR,
    componentName: { en: 'Spindle motor' },
    verdict: 'rotor-bar',
    grade: 'clear',
    sparePart: MOTOR_ADVICE['rotor-bar'].spare,
  });
  expect(finding.advice).toEqual([...MOTOR_ADVICE['rotor-bar'].checkFirst, MOTOR_ADVICE['rotor-bar'].action]);
  for (let i = 0; i < 5; i++) await take();
  expect(await open()).toEqual([]);
});

test('a short of the winding is told once the motor has shown what is usual for it', async () => {
  await take({ negative: 0.045, thirdDb: -47 });
  expect(await open()).toEqual([]);
  await learn();
  for (let i = 0; i < 3; i++) await take({ negative: 0.045, thirdDb: -47 });
  const [short] = await open();
  expect(short).toMatchObject({ verdict: 'stator-short', grade: 'probable' });
  expect(short.advice[0].en).toBe('Measure the phase voltages: more than 2 % unbalance is the supply');
});

test('with its voltages a short of the winding is told from an unbalanced supply, and both can be computed again', async () => {
  const usual = judged({ voltageUnbalance: 0.004 });
  const bursts = Array.from({ length: BASELINE_BURSTS }, (_, i) => healthyMotorBurst(T - i, usual.features!));
  await motors.change(COMPONENT, () => ({ ...newMotorState(COMPONENT), baseline: { bursts } }));
  await take({ negative: 0.045, thirdDb: -47, voltageUnbalance: 0.004 });
  const [short] = await open();
  expect(short).toMatchObject({ verdict: 'stator-short', grade: 'clear' });
  expect(short.summary.en).not.toMatch(/supply/);
  // The burst has measured the voltages already.
  expect(short.advice.map(({ en }) => en).join()).not.toMatch(/voltage/);
  await take({ negative: 0.17, voltageUnbalance: 0.026 });
  const [supply] = await open();
  expect(supply).toMatchObject({
    verdict: 'supply-unbalance',
    grade: 'clear',
    sparePart: MOTOR_ADVICE['supply-unbalance'].spare,
  });
  for (const { id } of [short, supply]) {
    const { references, ...kept } = (await store.detail(id))!.diagnosis as MotorDiagnosis & {
      references: MotorReferences;
    };
    const again = diagnoseMotorOf(
      decodeBurst((await store.window(id))!),
      index.equipment(TEST_SPINDLE)!,
      references,
    );
    expect(JSON.parse(JSON.stringify(again))).toEqual(kept);
  }
});

test('what a motor is compared with comes from healthy bursts at load only', () => {
  const quiet = { findingOpen: false, alarmActive: false };
  const after = (diagnoses: MotorDiagnosis[], around = quiet) =>
    diagnoses.reduce((state, one, i) => foldMotorBurst(state, i + 1, one, around), newMotorState(COMPONENT));
  const low: MotorDiagnosis = { ...healthy, verdict: 'not-diagnosable', reason: 'load-too-low' };
  const many = Array.from({ length: BASELINE_BURSTS }, () => healthy);
  expect(watched.watch).toBe(true);
  expect(after([low, watched, low])).toMatchObject({ at: 3, learning: [], baseline: null });
  expect(after(many, { ...quiet, alarmActive: true })).toMatchObject({ learning: [], baseline: null });
  expect(after([...many.slice(1), { ...healthy, verdict: 'rotor-bar', grade: 'clear' }]).learning).toEqual(
    [],
  );
  expect(after([low, ...many, watched]).baseline?.bursts).toHaveLength(BASELINE_BURSTS);
  const learned = after(many);
  expect(foldMotorBurst(learned, learned.at, watched, quiet)).toBe(learned);
});

test('a finding can be computed again from what is kept with it', async () => {
  await learn();
  for (let i = 0; i < 3; i++) await take({ negative: 0.045, thirdDb: -47 });
  const [{ id }] = await open();
  const { references, ...kept } = (await store.detail(id))!.diagnosis as MotorDiagnosis & {
    references: MotorReferences;
  };
  const burst = decodeBurst((await store.window(id))!);
  const again = diagnoseMotorOf(burst, index.equipment(TEST_SPINDLE)!, references);
  expect(JSON.parse(JSON.stringify(again))).toEqual(kept);
});

test('a current of a machine without a motor in its files is put aside', async () => {
  const other = index.model.equipment.find(({ address }) => address !== TEST_SPINDLE)!.address;
  const bytes = encodeBurst({
    channel: CHANNEL,
    time: T,
    sampleRateHz: 10_000,
    speedRpm: 1470,
    unit: 'A',
    samples: Float32Array.of(1, 2, 3),
  });
  const { name } = await bursts.keep(other, CHANNEL, T, bytes);
  const job = { burst: name, equipment: other, channel: CHANNEL, time: T };
  expect(await worker.handleDiagnoseBurst(job)).toEqual({ findings: [] });
  expect(await bursts.readPending(name)).toBeUndefined();
});
