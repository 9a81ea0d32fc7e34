import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  createSampleBatch,
  decodeFrame,
  type CursorState,
  type RecordEvent,
  type RecordsSnapshot,
} from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { rowsOf, samplesOf, testPlant, type SampleRow } from '@linetwin/testing';
import fc from 'fast-check';
import { testAlarm } from '../alarms/alarm-log.conformance.ts';
import { InMemoryHistory } from '../history/in-memory-history.ts';
import { InMemoryPastRecords } from './in-memory-past-records.ts';
import { ReplayCursor, SETTLED_AFTER_MS, type CursorStart } from './replay-cursor.ts';
import type { ReplayViewer } from './replay-viewer.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const NOW = T0 + 3_600_000;
const RATE_HZ = 10;
const index = new ModelIndex(testPlant());
const addresses = index.model.signals.map(({ address }) => address);
const SPAN = { first: 0, count: addresses.length };

/** Somebody who looks, and keeps the picture as a dashboard does. */
class Screen implements ReplayViewer {
  readonly values = new Map<number, [time: number, value: number, quality: number]>();
  readonly alarms = new Map<string, string>();
  cursor: CursorState | undefined;
  frames = 0;
  snapshots = 0;
  congested = false;

  isCongested = (): boolean => this.congested;
  sendSnapshot(frame: Uint8Array): void {
    this.snapshots++;
    this.values.clear();
    this.show(frame);
  }
  sendFrame(frame: Uint8Array): void {
    this.frames++;
    this.show(frame);
  }
  sendRecords({ alarms }: RecordsSnapshot): void {
    this.alarms.clear();
    for (const { id, state } of alarms) this.alarms.set(id, state);
  }
  sendRecord(event: RecordEvent): void {
    if (event.kind !== 'alarm') return;
    if (event.alarm.state === 'Normal') this.alarms.delete(event.alarm.id);
    else this.alarms.set(event.alarm.id, event.alarm.state);
  }
  sendCursor(state: CursorState): void {
    this.cursor = state;
  }
  private show(frame: Uint8Array): void {
    const samples = createSampleBatch(64);
    decodeFrame(frame, samples);
    for (const [signal, time, value, quality] of rowsOf(samples))
      this.values.set(signal, [time, value, quality]);
  }
}

describe('replay cursor', () => {
  let history: InMemoryHistory;
  let records: InMemoryPastRecords;
  let screen: Screen;
  let wall: number;
  let marks: number;
  beforeEach(() => {
    history = new InMemoryHistory();
    records = new InMemoryPastRecords();
    screen = new Screen();
    wall = 0;
    marks = 0;
  });

  const keep = (rows: readonly SampleRow[]) => history.append(samplesOf(rows), addresses, ++marks);
  const open = async (start: Partial<CursorStart> = {}) => {
    const latest = () => NOW - SETTLED_AFTER_MS;
    const cursor = new ReplayCursor({ history, records, index, wall: () => wall, latest }, screen, {
      span: SPAN,
      rateHz: RATE_HZ,
      at: T0,
      speed: 1,
      playing: false,
      loop: null,
      ...start,
    });
    await cursor.open();
    return cursor;
  };
  /** Lets so many frames' time go by, each with all that history brings. */
  const play = async (cursor: ReplayCursor, frames: number) => {
    cursor.tick();
    await cursor.settled();
    for (let i = 0; i < frames; i++) {
      wall += 1000 / RATE_HZ;
      cursor.tick();
      await cursor.settled();
    }
  };
  const stoodAt = async (time: number) =>
    new Map(
      (await history.newestAt(time)).map((one) => [
        index.signal(one.address)!.index,
        [one.time, Math.fround(one.value), one.quality],
      ]),
    );

  test('shows how everything stood where it begins, and nothing of what came after', async () => {
    await keep([
      [0, T0 - 5000, 1],
      [0, T0, 2],
      [0, T0 + 1, 3],
    ]);
    records.add({ time: T0 - 1, kind: 'alarm', alarm: testAlarm('a') });
    records.add({ time: T0 + 1, kind: 'alarm', alarm: testAlarm('a', { state: 'Normal' }) });
    await open();
    expect(screen.values).toEqual(new Map([[0, [T0, 2, 0]]]));
    expect([...screen.alarms.keys()]).toEqual(['a']);
    expect(screen.cursor).toMatchObject({ at: T0, playing: false, latest: NOW - SETTLED_AFTER_MS });
  });

  test.each([0.1, 1, 60, 600])(
    'shows at %d times the pace what stood at each of its instants',
    async (speed) => {
      const value = fc.tuple(
        fc.nat(2),
        fc.integer({ min: -2000, max: 600_000 }),
        fc.integer({ min: 0, max: 100 }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(value, { maxLength: 60 }), async (some) => {
          history = new InMemoryHistory();
          screen = new Screen();
          // Near its beginning at slow paces, all over the range at fast ones.
          const scale = Math.min(1, speed / 60);
          await keep(some.map(([signal, offset, size]) => [signal, T0 + Math.round(offset * scale), size]));
          const cursor = await open({ speed, playing: true });
          for (let i = 0; i < 25; i++) {
            await play(cursor, 1);
            expect(screen.values).toEqual(await stoodAt(cursor.where().at));
          }
          expect(cursor.where().at).toBeGreaterThan(T0);
        }),
        { numRuns: 8 },
      );
    },
  );

  test('goes as fast as it was told', async () => {
    const cursor = await open({ speed: 60, playing: true });
    await play(cursor, 50);
    expect(cursor.where().at - T0).toBeGreaterThan(60 * 4500);
    expect(cursor.where().at - T0).toBeLessThanOrEqual(60 * 5000);
    cursor.steer({ do: 'speed', speed: 0.5 });
    const { at } = cursor.where();
    await play(cursor, 20);
    expect(cursor.where().at - at).toBeGreaterThan(0.5 * 1500);
    expect(cursor.where().at - at).toBeLessThanOrEqual(0.5 * 2000);
  });

  test('tells alarms as they came', async () => {
    records.add({ time: T0 + 150, kind: 'alarm', alarm: testAlarm('a') });
    records.add({ time: T0 + 450, kind: 'alarm', alarm: testAlarm('a', { state: 'Normal' }) });
    const cursor = await open({ playing: true });
    await play(cursor, 3);
    expect([...screen.alarms.keys()]).toEqual(['a']);
    await play(cursor, 5);
    expect([...screen.alarms.keys()]).toEqual([]);
  });

  test('goes back as well as on, and steps, and stands still afterwards', async () => {
    await keep([
      [0, T0, 1],
      [0, T0 + 60_000, 2],
    ]);
    const cursor = await open({ at: T0 + 60_000, playing: true });
    expect(screen.values.get(0)?.[1]).toBe(2);
    cursor.steer({ do: 'step', byMs: -1000 });
    await cursor.settled();
    expect(screen.values.get(0)?.[1]).toBe(1);
    expect(screen.cursor).toMatchObject({ at: T0 + 59_000, playing: false });
    await play(cursor, 5);
    expect(cursor.where().at).toBe(T0 + 59_000);
  });

  test('shows the last of many seeks, and reads few of those between', async () => {
    let reads = 0;
    const newestAt = history.newestAt.bind(history);
    history.newestAt = (time) => {
      reads++;
      return newestAt(time);
    };
    const cursor = await open();
    for (let i = 1; i <= 200; i++) cursor.steer({ do: 'seek', at: T0 + i * 1000 });
    await cursor.settled();
    expect(screen.cursor?.at).toBe(T0 + 200_000);
    expect(reads).toBeLessThanOrEqual(3);
  });

  test('plays between two marks again and again', async () => {
    await keep([[0, T0 + 500, 1]]);
    const cursor = await open({ playing: true, loop: { from: T0, to: T0 + 1000 } });
    await play(cursor, 35);
    expect(screen.snapshots).toBeGreaterThanOrEqual(3);
    expect(cursor.where().at).toBeLessThanOrEqual(T0 + 1000);
    expect(cursor.where().playing).toBe(true);
  });

  test('does not go beyond what is settled', async () => {
    const cursor = await open({ at: NOW - SETTLED_AFTER_MS - 1000, speed: 600, playing: true });
    await play(cursor, 10);
    expect(cursor.where().at).toBe(NOW - SETTLED_AFTER_MS);
    cursor.steer({ do: 'seek', at: NOW + 5000 });
    await cursor.settled();
    expect(cursor.where().at).toBe(NOW - SETTLED_AFTER_MS);
  });

  test('waits for a viewer that cannot keep up, and queues nothing for it', async () => {
    await keep(Array.from({ length: 50 }, (_, i): SampleRow => [0, T0 + i * 100, i]));
    const cursor = await open({ playing: true });
    await play(cursor, 2);
    screen.congested = true;
    const { frames } = screen;
    const { at } = cursor.where();
    await play(cursor, 20);
    expect(screen.frames).toBe(frames);
    expect(cursor.where().at).toBe(at);
    screen.congested = false;
    await play(cursor, 3);
    expect(screen.values).toEqual(await stoodAt(cursor.where().at));
  });

  test('stands still and says why when history does not answer', async () => {
    const cursor = await open();
    history.newestAt = async () => Promise.reject(new Error('the disk is gone'));
    cursor.steer({ do: 'play' });
    cursor.steer({ do: 'seek', at: T0 + 5000 });
    await cursor.settled();
    expect(screen.cursor).toMatchObject({
      problem: 'the disk is gone',
      words: { text: 'past-unread', values: { detail: 'the disk is gone' } },
      playing: false,
    });
  });
});
