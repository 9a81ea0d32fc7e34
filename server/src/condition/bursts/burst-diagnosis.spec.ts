import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnoseBearing, diagnoseOverBursts } from '@linetwin/condition';
import type { BearingDiagnosis, BearingDiagnosisParameters } from '@linetwin/condition';
import { decodeBurst, vibrationOf } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import { impactBurstBytes, Inbox, TEST_SPINDLE, temporaryFolder, testPlant } from '@linetwin/testing';
import { EventBus } from '../../events.ts';
import { InMemoryJobQueue } from '../../jobs/in-memory-job-queue.ts';
import { BASELINE_BURSTS } from '../bearing/bearing-health.ts';
import { BurstDiagnosis, type References } from './burst-diagnosis.ts';
import { parseBurstName } from './burst-store.port.ts';
import { FileBurstStore } from './file-burst-store.ts';
import { BurstForwarder } from './burst-forwarder.ts';
import { FindingsService } from '../findings/findings.service.ts';
import { InMemoryBearingHealthStore } from '../bearing/in-memory-bearing-health-store.ts';
import { InMemoryFindingStore } from '../findings/in-memory-finding-store.ts';
import type { ShaftState } from '../shaft/shaft-health.ts';
import { InMemoryComponentStateStore } from '../component-state/in-memory-component-state-store.ts';

const RETENTION = { bursts: 20, bytes: 16e6 };

const index = new ModelIndex(testPlant());
const { bpfo } = bearingOrders(index.equipment(TEST_SPINDLE)!.bearings[0]);
const T = Date.UTC(2026, 0, 5, 8);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let bursts: FileBurstStore;
let store: InMemoryFindingStore;
let health: InMemoryBearingHealthStore;
let shafts: InMemoryComponentStateStore<ShaftState>;
let alarmActive: boolean;
let diagnosis: BurstDiagnosis;
const worker = (from: FileBurstStore) =>
  new BurstDiagnosis({
    index,
    bursts: from,
    store,
    health,
    shafts,
    motors: new InMemoryComponentStateStore(),
    hasActiveAlarm: async () => alarmActive,
  });
beforeEach(async () => {
  folder = await temporaryFolder();
  bursts = new FileBurstStore(folder.path, RETENTION);
  await bursts.start();
  store = new InMemoryFindingStore();
  health = new InMemoryBearingHealthStore();
  shafts = new InMemoryComponentStateStore();
  alarmActive = false;
  diagnosis = worker(bursts);
});
afterEach(() => folder.remove());

const keep = async (time: number, peak = 12, seed = 1) => {
  const bytes = impactBurstBytes({ impactsPerTurn: bpfo, time, peak, durationS: 2, seed });
  const { name } = await bursts.keep(TEST_SPINDLE, 'vibration', time, bytes);
  return { burst: name, equipment: TEST_SPINDLE, channel: 'vibration', time };
};

describe('burst store', () => {
  test('keeps a burst whole under a name that says whose and when it is', async () => {
    const { burst } = await keep(T);
    expect(parseBurstName(burst)).toEqual({ equipment: TEST_SPINDLE, channel: 'vibration', time: T });
    expect(await bursts.listPending()).toEqual([burst]);
    expect(await bursts.readPending(burst)).toHaveLength(76 + 24_000 * 4);
  });

  test('keeps the same burst once, pending or diagnosed, also when it comes twice at the same time', async () => {
    const bytes = impactBurstBytes({ impactsPerTurn: bpfo, durationS: 0.1 });
    const same = () => bursts.keep(TEST_SPINDLE, 'vibration', T, bytes);
    const [{ name }] = await Promise.all([same(), same()]);
    expect(await bursts.readPending(name)).toEqual(Buffer.from(bytes));
    expect((await same()).isNew).toBe(false);
    await bursts.settle(name);
    expect((await same()).isNew).toBe(false);
    expect(await bursts.listPending()).toEqual([]);
  });

  test('does not list a burst that was only half written when the server was killed', async () => {
    const { burst } = await keep(T);
    await writeFile(join(folder.path, 'pending', `${burst}.part`), 'half');
    expect(await bursts.listPending()).toEqual([burst]);
  });

  test('keeps the newest twenty diagnosed bursts of a channel', async () => {
    for (let i = 0; i < 23; i++) {
      const { name } = await bursts.keep('s/a/l/m', 'v', 999_999 + i, new Uint8Array(4));
      await bursts.settle(name);
    }
    const kept = await readdir(join(folder.path, 'diagnosed/s/a/l/m/v'));
    expect(kept.sort()[0]).toBe('1000002.ltvb');
    expect(kept).toHaveLength(20);
  });

  test('has nothing pending of a name it does not know', async () => {
    expect(await bursts.readPending('s/a/l/m/v/1.ltvb')).toBeUndefined();
  });
});

describe('diagnosis of a burst', () => {
  test('finds the fault, names the spare part and gives the advice', async () => {
    const { findings } = await diagnosis.handleDiagnoseBurst(await keep(T));
    expect(findings).toEqual([`${TEST_SPINDLE}/front/${T}`.replaceAll('/', '.')]);
    const [finding] = await store.open();
    expect(finding).toMatchObject({
      verdict: 'outer-race',
      grade: 'clear',
      firstSeenAt: T,
      sparePart: { en: 'Front bearing 6205' },
      summary: { en: expect.stringMatching(/^Outer race fault \(clear, confidence \d+ %\)$/) },
      componentName: { zh: '前轴承', en: 'Front bearing' },
    });
    expect(finding.advice.length).toBeGreaterThan(0);
    expect(await bursts.listPending()).toEqual([]);
  });

  test('keeps the burst with the finding, which gives the same answer again from what is kept', async () => {
    const { burst } = await keep(T);
    const sent = await bursts.readPending(burst);
    await diagnosis.handleDiagnoseBurst({ burst, equipment: TEST_SPINDLE, channel: 'vibration', time: T });
    const [{ id }] = await store.open();
    const window = (await store.window(id))!;
    expect(Buffer.from(window).equals(sent!)).toBe(true);
    const { references, ...kept } = (await store.detail(id))!.diagnosis as BearingDiagnosis & {
      references: References;
    };
    const { samples, sampleRateHz, unit } = vibrationOf(decodeBurst(window));
    const again = diagnoseBearing(
      { samples, sampleRateHz, unit, speedRpm: kept.shaft.givenRpm },
      kept.bearing,
      {
        parameters: kept.parameters as BearingDiagnosisParameters,
        baseline: references.baseline?.levels,
        isoGroup: kept.severity.isoGroup,
      },
    );
    expect(again).toEqual(kept);
  });

  test('learns the healthy baseline over workers that come and go, uses it, and lays it and the burst before under the next', async () => {
    alarmActive = true;
    await diagnosis.handleDiagnoseBurst(await keep(T - 1000, 0));
    alarmActive = false;
    // A burst is a second long here; each one is handled by a worker of its own.
    for (let i = 0; i < BASELINE_BURSTS; i++)
      await worker(bursts).handleDiagnoseBurst(await keep(T + i * 1000, 0));
    const at = T + BASELINE_BURSTS * 1000;
    await worker(bursts).handleDiagnoseBurst(await keep(at));
    const [{ id }] = await store.open();
    const { references } = (await store.detail(id))!.diagnosis as { references: References };
    expect(references.baseline).toMatchObject({
      version: 1,
      learnedAt: at - 1000,
      levels: { bursts: BASELINE_BURSTS },
    });
    expect(references.previous).toMatchObject({ at: at - 1000 });
    expect(references.previous?.spectra).toHaveLength(3);
    expect(await health.points(`${TEST_SPINDLE}#front`, 100)).toHaveLength(BASELINE_BURSTS + 2);
  }, 60_000);

  test('names a fault that no burst shows alone from several, over workers that come and go, and computes it again from what is kept', async () => {
    const PEAK = 1.6;
    for (let i = 0; i < 8 && (await store.open()).length === 0; i++)
      await worker(bursts).handleDiagnoseBurst(await keep(T + i * 1000, PEAK, i + 1));
    const [finding] = await store.open();
    expect(finding).toMatchObject({
      verdict: 'outer-race',
      summary: { en: expect.stringMatching(/from \d bursts together/) },
    });
    const { references, ...kept } = (await store.detail(finding.id))!.diagnosis as BearingDiagnosis & {
      references: References;
    };
    expect(kept.series).toMatchObject({ says: 'named', alone: { grade: 'none' } });
    expect(references.series?.bursts).toBe(kept.series!.bursts - 1);
    const { samples, sampleRateHz, unit } = vibrationOf(decodeBurst((await store.window(finding.id))!));
    const again = diagnoseOverBursts(
      { samples, sampleRateHz, unit, speedRpm: kept.shaft.givenRpm },
      kept.bearing,
      {
        parameters: kept.parameters as BearingDiagnosisParameters,
        baseline: references.baseline?.levels,
        isoGroup: kept.severity.isoGroup,
        series: [references.series!],
        circumstance: references.circumstance,
      },
    );
    expect(again.diagnosis).toEqual(kept);
    expect(
      diagnoseBearing({ samples, sampleRateHz, unit, speedRpm: kept.shaft.givenRpm }, kept.bearing).grade,
    ).toBe('none');
  });

  test('lets a burst that comes late stand alone', async () => {
    for (const i of [1, 2, 3]) await worker(bursts).handleDiagnoseBurst(await keep(T + i * 1000, 12, i));
    await worker(bursts).handleDiagnoseBurst(await keep(T, 12, 9));
    const { state } = await health.read(`${TEST_SPINDLE}#front`);
    expect(state?.series?.map((one) => one.bursts)).toEqual([3]);
  });

  test('opens nothing for noise, but keeps the word on the bearing and on the shaft', async () => {
    expect(await diagnosis.handleDiagnoseBurst(await keep(T, 0))).toEqual({ findings: [] });
    expect(await store.open()).toEqual([]);
    const words = await store.ofEquipment(TEST_SPINDLE, 10);
    expect(words.map(({ kind, verdict }) => `${kind} ${verdict}`).sort()).toEqual([
      'bearing healthy',
      'shaft healthy',
    ]);
  });

  test('that was done before a kill is not done again', async () => {
    const job = await keep(T);
    await diagnosis.handleDiagnoseBurst(job);
    expect(await diagnosis.handleDiagnoseBurst(job)).toEqual({ findings: [] });
    // Recorded, but killed before the burst was settled: it is pending again.
    const again = new FileBurstStore(join(folder.path, 'second'), RETENTION);
    await again.start();
    await again.keep(
      TEST_SPINDLE,
      'vibration',
      T,
      impactBurstBytes({ impactsPerTurn: bpfo, time: T, durationS: 2 }),
    );
    expect(await worker(again).handleDiagnoseBurst(job)).toEqual({ findings: [] });
    expect((await store.open()).map(({ bursts: count }) => count)).toEqual([1]);
    expect(await again.listPending()).toEqual([]);
  });

  test('of a machine that left the plant files settles the burst without a word', async () => {
    const { name } = await bursts.keep(
      's/a/l/gone',
      'v',
      T,
      impactBurstBytes({ impactsPerTurn: bpfo, durationS: 0.1 }),
    );
    const job = { burst: name, equipment: 's/a/l/gone', channel: 'v', time: T };
    expect(await diagnosis.handleDiagnoseBurst(job)).toEqual({ findings: [] });
    expect(await bursts.listPending()).toEqual([]);
  });

  test('uses the rated speed of the machine when the burst does not know its own', async () => {
    const bytes = impactBurstBytes({ impactsPerTurn: bpfo, time: T, durationS: 2 });
    new DataView(bytes.buffer).setFloat64(24, NaN, true);
    const { name } = await bursts.keep(TEST_SPINDLE, 'vibration', T, bytes);
    await diagnosis.handleDiagnoseBurst({
      burst: name,
      equipment: TEST_SPINDLE,
      channel: 'vibration',
      time: T,
    });
    expect((await store.open()).map(({ verdict }) => verdict)).toEqual(['outer-race']);
  });
});

describe('findings service', () => {
  test('has kept bursts diagnosed and tells of the findings, also of those kept before it started', async () => {
    const early = await keep(T);
    const jobs = new InMemoryJobQueue();
    jobs.handle('DiagnoseBurst', (job) => diagnosis.handleDiagnoseBurst(job));
    await jobs.start();
    const events = new EventBus((owner, event, error) => {
      throw new Error(`${owner} ${event} ${String(error)}`);
    });
    const told = new Inbox<number>();
    events.on('FindingChanged', 'test', ({ bursts: count }) => told.push(count));
    const service = new FindingsService({ store, jobs, events, onProblem: () => undefined });
    service.start();
    const forwarder = new BurstForwarder({ kept: bursts, jobs, events, onProblem: () => undefined });
    await forwarder.start();
    await told.first('finding of the early burst');
    const { burst, equipment, ...rest } = await keep(T + 1000);
    events.emit('BurstKept', { burst, equipment: index.equipment(equipment)!.address, ...rest });
    await told.first('finding seen again', (count) => count === 2);
    expect(parseBurstName(early.burst).time).toBe(T);
    await forwarder.stop();
    service.stop();
    await jobs.stop();
  });
});
