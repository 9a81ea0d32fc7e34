import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FileBurstStore } from '../condition/bursts/file-burst-store.ts';
import { EventBus } from '../events.ts';
import { InMemoryHistory } from '../history/in-memory-history.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { InMemorySpool } from '../spool/in-memory-spool.ts';
import { restoreTwin } from '../twin/restore.ts';
import { Twin } from '../twin/twin.ts';
import { InMemorySeamStore } from '../weld/in-memory-seam-store.ts';
import { SeamKeeper } from '../weld/seam-keeper.ts';
import { ModelIndex } from '@linetwin/model';
import { MAX_BURST_BYTES, MAX_SEAM_BYTES, type SampleBatch, type SeamMessage } from '@linetwin/contracts';
import {
  impactBurstBytes,
  rowsOf,
  seamMessage,
  telemetryBytes,
  temporaryFolder,
  TEST_PRESS,
  TEST_SPINDLE,
  testPlant,
  type SampleRow,
} from '@linetwin/testing';
import fc from 'fast-check';
import { pino } from 'pino';
import { BurstIntake } from './burst-intake.ts';
import { Intake } from './intake.ts';
import { Rejects } from './rejects.ts';
import { SeamIntake } from './seam-intake.ts';
import { Sources } from './sources.ts';

const RETENTION = { bursts: 20, bytes: 16e6 };

const index = new ModelIndex(testPlant());
const addresses = index.model.signals.map(({ address }) => address);
const power = index.signal(`${TEST_PRESS}/power`)!.index;
const T = Date.now() - 10_000;

/** A spool whose disk is full, or slow, when a test says so. */
class FaultySpool extends InMemorySpool {
  failures = 0;
  hold: Promise<void> | undefined;

  override async append(samples: SampleBatch): Promise<number> {
    await this.hold;
    if (this.failures > 0) {
      this.failures--;
      throw new Error('disk full');
    }
    return super.append(samples);
  }
}

/** An outbox whose disk is full when a test says so. */
class FaultyOutbox extends InMemoryOutbox {
  failures = 0;

  override async append(...call: Parameters<InMemoryOutbox['append']>): Promise<void> {
    if (this.failures-- > 0) throw new Error('disk full');
    await super.append(...call);
  }
}

let outbox: FaultyOutbox;
let seamStore: InMemorySeamStore;
let seamKeeper: SeamKeeper | undefined;
let spool: FaultySpool;
let twin: Twin;
let rejects: Rejects;
let events: EventBus;
let sources: Sources;
let intake: Intake;
let told: SampleRow[];
let disk: { problem: string | undefined; suspected: number; suspect(): void };
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  folder = await temporaryFolder();
  spool = new FaultySpool(addresses);
  outbox = new FaultyOutbox();
  seamStore = new InMemorySeamStore();
  rejects = new Rejects();
  events = new EventBus((owner, event, error) => {
    throw new Error(`${owner} failed at ${event}: ${String(error)}`);
  });
  told = [];
  events.on('SamplesAccepted', 'test', (samples) => told.push(...rowsOf(samples)));
  await restart();
});
afterEach(async () => {
  await intake.stop();
  await seamKeeper?.stop();
  await folder.remove();
});

/** A new twin and intake over the same spool, as after a kill. */
async function restart(): Promise<void> {
  await seamKeeper?.stop();
  twin = new Twin(index);
  await restoreTwin(twin, new InMemoryHistory(), spool, (error) => {
    throw error;
  });
  const store = new FileBurstStore(folder.path, RETENTION);
  await store.start();
  const bursts = new BurstIntake(index, store, events, rejects);
  const logger = pino({ level: 'silent' });
  seamKeeper = new SeamKeeper({ store: seamStore, outbox, events, logger, keepDays: 90 });
  seamKeeper.start();
  const seams = new SeamIntake(index, seamKeeper, rejects);
  sources = new Sources(5000);
  disk = { problem: undefined, suspected: 0, suspect: () => void disk.suspected++ };
  intake = new Intake({ twin, spool, bursts, seams, events, rejects, sources, disk });
  intake.start();
}

/** @returns `undefined` when the message was acknowledged, else why not */
const take = (topic: string, payload: Uint8Array) =>
  new Promise<Error | undefined>((resolve) => intake.take(topic, payload, resolve));
const tell = (value: number, time: number) =>
  take(`${TEST_PRESS}/telemetry`, telemetryBytes({ power: value }, { time }));
const spooled = () => spool.read(0, Number.MAX_SAFE_INTEGER).flatMap(({ samples }) => rowsOf(samples));

describe('intake of telemetry', () => {
  test('acknowledges after the values are in the spool, not before', async () => {
    let release: () => void = () => undefined;
    spool.hold = new Promise((resolve) => (release = resolve));
    let acknowledged = false;
    const answer = tell(5, T).then((error) => {
      acknowledged = true;
      return error;
    });
    await new Promise<void>((resolve) => {
      const unsubscribe = events.on('SamplesAccepted', 'wait', () => {
        unsubscribe();
        setImmediate(resolve);
      });
    });
    expect([acknowledged, spooled()]).toEqual([false, []]);
    release();
    expect(await answer).toBeUndefined();
    expect(spooled()).toEqual([[power, T, 5, 0]]);
  });

  test('groups messages that come together into one write', async () => {
    expect(await Promise.all([tell(1, T), tell(2, T + 1), tell(3, T + 2)])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(spool.read(0, 100)).toHaveLength(1);
    expect(spooled().map(([, , value]) => value)).toEqual([1, 2, 3]);
  });

  test('does not acknowledge what the spool did not take, while live goes on', async () => {
    spool.failures = 1;
    expect(await tell(5, T)).toEqual(new Error('disk full'));
    expect(twin.value[power]).toBe(5);
    expect(told).toEqual([[power, T, 5, 0]]);
    expect(await tell(6, T + 1)).toBeUndefined();
    expect(spooled()).toEqual([[power, T + 1, 6, 0]]);
  });

  test('keeps nothing while there is no room on the disk and says so, while live goes on', async () => {
    disk.problem = 'the disk is full: 10 of 10 GB used';
    expect(await tell(5, T)).toEqual(new Error(disk.problem));
    expect(intake.problem).toBe(disk.problem);
    const seam = new TextEncoder().encode(JSON.stringify(seamMessage({ time: T })));
    expect(await take(`${TEST_PRESS}/seam`, seam)).toEqual(new Error(disk.problem));
    const burst = impactBurstBytes({ impactsPerTurn: 3, time: T });
    expect(await take(`${TEST_SPINDLE}/burst`, burst)).toEqual(new Error(disk.problem));
    expect(told).toEqual([[power, T, 5, 0]]);
    expect(spooled()).toEqual([]);

    disk.problem = undefined;
    expect(await tell(5, T)).toBeUndefined();
    expect(spooled()).toEqual([[power, T, 5, 0]]);
    expect(intake.problem).toBeUndefined();
  });

  test('has the disk looked at when something could not be written', async () => {
    await tell(4, T - 1);
    expect(disk.suspected).toBe(0);
    spool.failures = 1;
    await tell(5, T);
    outbox.failures = 1;
    await take(`${TEST_PRESS}/seam`, new TextEncoder().encode(JSON.stringify(seamMessage({ time: T }))));
    expect(disk.suspected).toBe(2);
  });

  test('keeps a message that is sent again after the spool had refused it', async () => {
    spool.failures = 1;
    await tell(5, T);
    expect(await tell(5, T)).toBeUndefined();
    expect(spooled()).toEqual([[power, T, 5, 0]]);
  });

  test('keeps a refused message that is sent again after a newer one', async () => {
    spool.failures = 1;
    await tell(5, T);
    await tell(6, T + 1);
    expect(await tell(5, T)).toBeUndefined();
    expect(spooled()).toEqual([
      [power, T + 1, 6, 0],
      [power, T, 5, 0],
    ]);
    expect(twin.value[power]).toBe(6);
  });

  test('does not acknowledge a repetition while the first is still on its way to disk and fails', async () => {
    let release: () => void = () => undefined;
    spool.hold = new Promise((resolve) => (release = resolve));
    spool.failures = 2;
    const first = tell(5, T);
    await new Promise<void>((resolve) => events.on('SamplesAccepted', 'wait', () => resolve()));
    const again = tell(5, T);
    release();
    expect((await first)?.message).toBe('disk full');
    expect((await again)?.message).toBe('disk full');
    expect(spooled()).toEqual([]);
  });

  test('acknowledges a repetition of what is on disk, counts it, and does not keep it twice', async () => {
    await tell(5, T);
    expect(await tell(5, T)).toBeUndefined();
    expect(spooled()).toHaveLength(1);
    expect(rejects.report().counts.duplicate).toBe(1);
    expect(told).toHaveLength(1);
  });

  test('knows repetitions after a restart too', async () => {
    await tell(5, T);
    await restart();
    expect(await tell(5, T)).toBeUndefined();
    expect(spooled()).toHaveLength(1);
  });

  test('keeps a late value for history only, with a remark', async () => {
    await tell(6, T + 10);
    await tell(5, T);
    expect(spooled()).toHaveLength(2);
    expect(told).toEqual([[power, T + 10, 6, 0]]);
    expect(twin.value[power]).toBe(6);
    expect(rejects.report().remarks['out-of-order']).toBe(1);
  });

  test('tells of late values, and of values sent again, once they are on disk; never of repetitions', async () => {
    const late: SampleRow[] = [];
    events.on('LateValuesKept', 'test', (samples) => late.push(...rowsOf(samples)));
    spool.failures = 1;
    await tell(6, T + 10);
    await tell(6, T + 10);
    await tell(5, T);
    await tell(6, T + 10);
    await tell(7, T + 20);
    expect(late).toEqual([
      [power, T + 10, 6, 0],
      [power, T, 5, 0],
    ]);
    spool.failures = 1;
    await tell(4, T + 5);
    expect(late).toHaveLength(2);
  });

  test('knows who sent, how late, and never counts a repetition as late', async () => {
    const from = (client: string | undefined, time: number) =>
      new Promise((resolve) =>
        intake.take(`${TEST_PRESS}/telemetry`, telemetryBytes({ power: 1 }, { time }), resolve, client),
      );
    await from('gateway-1', T + 10);
    await from('gateway-1', T);
    await from('gateway-1', T + 10);
    await from(undefined, T + 20);
    expect(sources.report().map(({ source, kind, lateValues }) => [source, kind, lateValues])).toEqual([
      ['gateway-1', 'client', 1],
      [TEST_PRESS, 'equipment', 0],
    ]);
  });

  test('tells which values the disk refused', async () => {
    const refused: SampleRow[] = [];
    events.on('ValuesRefused', 'test', (samples) => refused.push(...rowsOf(samples)));
    await tell(5, T);
    spool.failures = 1;
    await tell(6, T + 1);
    expect(refused).toEqual([[power, T + 1, 6, 0]]);
  });

  test('never replaces a value by an older one, whatever the order of arrival', async () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 100 })), {
      minLength: 1,
      maxLength: 30,
    });
    let base = T;
    await fc.assert(
      fc.asyncProperty(steps, async (arrivals) => {
        base += 100;
        told = [];
        const newest = new Map<number, number>();
        for (const [step, value] of arrivals) if (!newest.has(step)) newest.set(step, value);
        await Promise.all(arrivals.map(([step, value]) => tell(value, base + step)));
        const last = Math.max(...newest.keys());
        expect([twin.time[power], twin.value[power]]).toEqual([base + last, newest.get(last)]);
        const times = told.map(([, time]) => time);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        // Of two rows of one time history takes the first, hence the reversal.
        const kept = spooled().filter(([, time]) => time >= base);
        expect(new Map(kept.reverse().map(([, time, value]) => [time - base, value]))).toEqual(newest);
      }),
      { numRuns: 15 },
    );
  });

  test('acknowledges and counts what nobody can take, so that it is not sent for ever', async () => {
    expect(await take('some/where', telemetryBytes({}))).toBeUndefined();
    expect(await take(`${TEST_PRESS}/telemetry`, new Uint8Array([1, 2, 3]))).toBeUndefined();
    expect(rejects.report().counts).toMatchObject({ 'unknown-topic': 1, malformed: 1 });
  });

  test('takes nothing more while it stops, but finishes what it has', async () => {
    const before = tell(5, T);
    const stopped = intake.stop();
    expect((await tell(6, T + 1))?.message).toBe('the server is stopping');
    await stopped;
    expect(await before).toBeUndefined();
    expect(spooled()).toEqual([[power, T, 5, 0]]);
  });

  test('survives any bytes on any topic', async () => {
    const topic = fc.oneof(
      fc.constantFrom(
        ...['telemetry', 'burst', 'seam'].flatMap((kind) => [`${TEST_SPINDLE}/${kind}`, `x/${kind}`]),
      ),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(topic, fc.uint8Array({ maxLength: 80 }), async (name, junk) => {
        const counted = () => Object.values(rejects.report().counts).reduce((sum, n) => sum + n, 0);
        const before = counted();
        expect(await take(name, junk)).toBeUndefined();
        expect(counted()).toBe(before + 1);
      }),
      { numRuns: 30 },
    );
  });
});

describe('intake of bursts', () => {
  const burst = (rest: object = {}) =>
    impactBurstBytes({ impactsPerTurn: 3.6, durationS: 0.05, time: T, ...rest });
  let kept: string[];
  beforeEach(() => {
    kept = [];
    events.on('BurstKept', 'test', ({ burst: name }) => kept.push(name));
  });

  test('acknowledges after the burst is a file, and tells of it', async () => {
    expect(await take(`${TEST_SPINDLE}/burst`, burst())).toBeUndefined();
    expect(kept).toEqual([`${TEST_SPINDLE}/vibration/${T}.ltvb`]);
    expect(await new FileBurstStore(folder.path, RETENTION).readPending(kept[0])).toEqual(
      Buffer.from(burst()),
    );
  });

  test('tells of the same burst once', async () => {
    await take(`${TEST_SPINDLE}/burst`, burst());
    expect(await take(`${TEST_SPINDLE}/burst`, burst())).toBeUndefined();
    expect(kept).toHaveLength(1);
    expect(rejects.report().counts.duplicate).toBe(1);
  });

  test.each<[string, string, Uint8Array, string]>([
    ['larger than allowed', TEST_SPINDLE, new Uint8Array(MAX_BURST_BYTES + 1), 'oversized'],
    ['of an unknown machine', 'a/b/c/d', burst(), 'unknown-equipment'],
    ['that is no burst', TEST_SPINDLE, new Uint8Array(100), 'malformed'],
    ['of a signal that is no waveform', TEST_SPINDLE, burst({ channel: 'temperature' }), 'unknown-signal'],
    ['of a signal that does not exist', TEST_SPINDLE, burst({ channel: '../../../etc' }), 'unknown-signal'],
    ['from the future', TEST_SPINDLE, burst({ time: Date.now() + 120_000 }), 'time-in-future'],
    ['from a clock never set', TEST_SPINDLE, burst({ time: 5 }), 'time-too-old'],
  ])('rejects a burst %s, and counts it', async (_what, equipment, payload, reason) => {
    expect(await take(`${equipment}/burst`, payload)).toBeUndefined();
    expect(kept).toEqual([]);
    expect(rejects.report().counts).toMatchObject({ [reason]: 1 });
  });

  test('does not acknowledge a burst that the disk did not take', async () => {
    await folder.remove();
    const { writeFile } = await import('node:fs/promises');
    await writeFile(folder.path, 'a file where the folder was');
    expect(await take(`${TEST_SPINDLE}/burst`, burst())).toMatchObject({ code: 'ENOTDIR' });
  });
});

describe('intake of seams', () => {
  const bytes = (seam: unknown) => new TextEncoder().encode(JSON.stringify(seam));
  let seams: SeamMessage[];
  beforeEach(() => {
    seams = [];
    events.on('SeamWelded', 'test', ({ seam }) => seams.push(seam));
  });

  test('tells of a seam once, and of none that is older than the newest', async () => {
    const seam = seamMessage({ time: T });
    for (const one of [seam, seam, { ...seam, time: T - 1 }, { ...seam, time: T + 1 }]) {
      expect(await take(`${TEST_PRESS}/seam`, bytes(one))).toBeUndefined();
    }
    expect(seams.map(({ time }) => time)).toEqual([T, T + 1]);
    expect(rejects.report()).toMatchObject({ counts: { duplicate: 1 }, remarks: { 'out-of-order': 1 } });
  });

  test('does not acknowledge a seam that the disk refuses, and takes it when it is sent again', async () => {
    const seam = bytes(seamMessage({ time: T }));
    outbox.failures = 1;
    expect(await take(`${TEST_PRESS}/seam`, seam)).toMatchObject({ message: 'disk full' });
    expect(seams).toEqual([]);
    expect(await take(`${TEST_PRESS}/seam`, seam)).toBeUndefined();
    expect(seams.map(({ time }) => time)).toEqual([T]);
    expect(rejects.report().counts.duplicate).toBe(0);
  });

  test('has every acknowledged seam on its way to the store, the late ones too', async () => {
    for (const time of [T, T - 1]) await take(`${TEST_PRESS}/seam`, bytes(seamMessage({ time })));
    await seamKeeper!.settled();
    const kept = await seamStore.list({ from: T - 10, to: T, limit: 10 });
    expect(kept.map(({ endedAt }) => endedAt)).toEqual([T, T - 1]);
  });

  test.each<[string, string, Uint8Array, string]>([
    ['larger than allowed', TEST_PRESS, new Uint8Array(MAX_SEAM_BYTES + 1), 'oversized'],
    ['of an unknown machine', 'a/b/c/d', bytes(seamMessage()), 'unknown-equipment'],
    ['that is not JSON', TEST_PRESS, bytes(seamMessage()).slice(1), 'malformed'],
    ['that lacks a field', TEST_PRESS, bytes({ ...seamMessage(), part: undefined }), 'malformed'],
    ['from the future', TEST_PRESS, bytes(seamMessage({ time: Date.now() + 120_000 })), 'time-in-future'],
    ['from a clock never set', TEST_PRESS, bytes(seamMessage({ time: 5 })), 'time-too-old'],
  ])('rejects a seam %s, and counts it', async (_what, equipment, payload, reason) => {
    expect(await take(`${equipment}/seam`, payload)).toBeUndefined();
    expect(seams).toEqual([]);
    expect(rejects.report().counts).toMatchObject({ [reason]: 1 });
  });
});
