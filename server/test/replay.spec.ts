import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { CursorCommand, CursorState, ReplayAnswer, ReplayRequest } from '@linetwin/contracts';
import { eventually, samplesOf } from '@linetwin/testing';
import { testAlarm } from '../src/alarms/alarm-log.conformance.ts';
import { SOCKET_ACCESS } from '../src/access/access-table.ts';
import type { ServerEvents } from '../src/events.ts';
import { NOBODY } from '../src/replay/proof-viewer.ts';
import { TestEdge, type Visitor } from './access/test-edge.ts';
import { LiveClient } from './live-client.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const edge = new TestEdge();
const opened: LiveClient[] = [];

beforeAll(async () => {
  await edge.start();
  const addresses = edge.twin.index.model.signals.map(({ address }) => address);
  // The value of the first signal says when it was measured.
  await edge.history.append(
    samplesOf(Array.from({ length: 600 }, (_, s) => [0, T0 + s * 1000, s] as const)),
    addresses,
    1,
  );
  edge.past.add({ time: T0 + 100_000, kind: 'alarm', alarm: testAlarm('a') });
}, 60_000);
afterAll(() => edge.stop());
afterEach(() => opened.splice(0).forEach((client) => client.close()));

class Looker extends LiveClient {
  readonly cursors: CursorState[] = [];
  constructor(visitor: Visitor) {
    super(edge.url, visitor.cookie ? { cookie: visitor.cookie } : {});
    this.socket.on('cursor', (state) => this.cursors.push(state));
    opened.push(this);
  }
  replay(request: Partial<ReplayRequest> = {}): Promise<ReplayAnswer> {
    return this.socket.timeout(10_000).emitWithAck('replay', { scope: '*', rateHz: 20, at: T0, ...request });
  }
  steer(command: CursorCommand): Promise<ReplayAnswer> {
    return this.socket.timeout(10_000).emitWithAck('steer', command);
  }
  get newest(): number | undefined {
    return this.frames()
      .flatMap(({ rows }) => rows)
      .filter(([signal]) => signal === 0)
      .at(-1)?.[2];
  }
}

describe('replay over the live connection', () => {
  test('shows three engineers three times at once, and walls what is now', async () => {
    const wall = new Looker(await edge.pairedDisplay('hall'));
    expect(await wall.subscribe()).toMatchObject({ ok: true });
    const people = await Promise.all([1, 2, 3].map(async () => new Looker(await edge.signedIn('engineer'))));
    for (const [i, person] of people.entries())
      expect(await person.replay({ at: T0 + i * 200_000, speed: 60, playing: true })).toMatchObject({
        ok: true,
      });
    for (const [i, person] of people.entries()) {
      await eventually(
        'plays on',
        () => person.newest ?? 0,
        (newest) => newest >= i * 200 + 20,
      );
      const values = person.frames().flatMap(({ rows }) => rows.map(([, , value]) => value));
      expect(Math.min(...values)).toBe(i * 200);
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
    expect(wall.frames().map(({ event }) => event)).toEqual(['snapshot']);
    edge.events.emit('SamplesAccepted', samplesOf([[0, Date.now(), 7777]]));
    await wall.valueOf(0, (value) => value === 7777);
    expect(
      people.flatMap((one) => one.frames()).some(({ rows }) => rows.some((row) => row[2] === 7777)),
    ).toBe(false);
  });

  test('is steered by the one who looks', async () => {
    const person = new Looker(await edge.signedIn('engineer'));
    await person.replay({ at: T0 + 90_000 });
    expect(person.newest).toBe(90);
    expect(person.cursors.at(-1)).toMatchObject({ at: T0 + 90_000, playing: false });
    await person.steer({ do: 'step', byMs: -10_000 });
    await eventually(
      'is earlier',
      () => person.newest,
      (newest) => newest === 80,
    );
    await person.steer({ do: 'seek', at: T0 + 100_000 });
    await person.arrivals.first('alarm', (one) => one.kind === 'records' && one.snapshot.alarms.length === 1);
    expect(await person.steer({ do: 'seek', at: -1 })).toMatchObject({ ok: false });
    expect(await person.steer({ do: 'jump' } as unknown as CursorCommand)).toMatchObject({ ok: false });
  });

  test('ends with the connection, and with one word', async () => {
    const person = new Looker(await edge.signedIn('engineer'));
    await person.replay();
    expect(edge.replay.cursors).toBe(1);
    await person.socket.timeout(5000).emitWithAck('end-replay');
    expect(edge.replay.cursors).toBe(0);
    expect(await person.steer({ do: 'play' })).toMatchObject({
      ok: false,
      words: { text: 'replay-ended', values: {} },
    });
    await person.replay();
    person.close();
    await eventually(
      'is gone',
      () => edge.replay.cursors,
      (count) => count === 0,
    );
  });

  test('is refused to one more than there can be, with words for pages in any language', async () => {
    const looking = Array.from({ length: 24 }, () => ({ ...NOBODY }));
    const request = { scope: '*', rateHz: 1, at: T0 };
    for (const viewer of looking) await edge.replay.open(request, viewer);
    const person = new Looker(await edge.signedIn('engineer'));
    expect(await person.replay()).toEqual({
      ok: false,
      error: '24 replays run already; end one of them first',
      words: { text: 'replays-full', values: { count: 24 } },
    });
    for (const viewer of looking) edge.replay.close(viewer);
  });

  test('is refused beside live values, with an unknown scope, and to those who are no engineers', async () => {
    const person = new Looker(await edge.signedIn('engineer'));
    expect(await person.replay({ scope: 'bearing-9' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('bearing-9'),
    });
    await person.subscribe();
    expect(await person.replay()).toMatchObject({ ok: false, error: expect.stringContaining('unsubscribe') });
    for (const role of ['viewer', 'operator'] as const) {
      const other = new Looker(await edge.signedIn(role));
      expect(await other.replay()).toEqual({
        ok: false,
        error: `This needs the role engineer; yours is ${role}.`,
        words: { text: 'needs-role', values: { needed: 'engineer', own: role } },
      });
    }
  });
});

describe('nothing goes from a replay to people or machines', () => {
  test('its events change nothing that would have to be audited', () => {
    for (const event of ['replay', 'steer', 'end-replay'] as const)
      expect(SOCKET_ACCESS[event].audit).toBeUndefined();
  });

  test('it tells nobody in the server, and asks the stores for nothing but what was', async () => {
    const told: string[] = [];
    const names: (keyof ServerEvents)[] = [
      'SamplesAccepted',
      'LateValuesKept',
      'SeamWelded',
      'BurstKept',
      'AlarmChanged',
      'FindingChanged',
      'KpiComputed',
      'GapChanged',
      'IncidentChanged',
    ];
    const undo = names.map((name) => edge.events.on(name, 'test', () => told.push(name), 'anywhere'));
    const mark = edge.history.lastMark();
    const person = new Looker(await edge.signedIn('engineer'));
    await person.replay({ at: T0 + 95_000, speed: 60, playing: true });
    await person.record('alarm');
    undo.forEach((one) => one());
    expect(told).toEqual([]);
    expect(edge.history.lastMark()).toBe(mark);
    expect(edge.alarms.standing()).toEqual([]);
  });
});
