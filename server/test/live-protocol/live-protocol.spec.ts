import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { LIVE_PROTOCOL_VERSION, type SubscribeAnswer } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { WIDE_MACHINE, widePlantTexts } from '@linetwin/testing';
import { LiveClient, type Arrival, type FrameArrival } from '../live-client.ts';
import { Machine } from '../machine.ts';
import { TestServer } from '../test-server.ts';

/**
 * The live protocol as docs/protocol/live.md promises it, against any server:
 *
 *     LINETWIN_URL=http://127.0.0.1:8080 npm run test:live-protocol -w @linetwin/server
 *
 * tests a server that runs, and only listens to what its machines tell (at least one must tell something). Without
 * the variable a server of its own is started, and what needs a machine that does as it is told is tested too.
 */
const { LINETWIN_URL } = process.env;
/** With machines of our own; a running server's machines are not ours to speak for. */
const ownTest = LINETWIN_URL ? test.skip : test;

const SIGNALS = 3000;
let server: TestServer | undefined;
let machine: Machine | undefined;
let url: string;
let index: ModelIndex;
let client: LiveClient;
const clients: LiveClient[] = [];

beforeAll(async () => {
  if (!LINETWIN_URL) {
    server = await TestServer.start({ plant: widePlantTexts(SIGNALS) });
    machine = await Machine.connect(server.mqtt);
  }
  url = LINETWIN_URL ?? server!.http;
  index = new ModelIndex((await (await fetch(`${url}/api/model`)).json()) as PlantModel);
}, 60_000);
afterAll(async () => {
  await machine?.close();
  await server?.stop();
}, 30_000);
afterEach(() => {
  for (const one of clients.splice(0)) one.close();
});

const connect = () => {
  client = new LiveClient(url);
  clients.push(client);
  return client;
};
const kinds = (one: LiveClient) =>
  one.arrivals.items.map((arrival) => (arrival.kind === 'frame' ? arrival.event : arrival.kind));
const frameAfter = async (from: number, fits: (frame: FrameArrival) => boolean = () => true) =>
  (await client.arrivals.first(
    'frame',
    (one: Arrival) => one.kind === 'frame' && one.event === 'frame' && fits(one),
    from,
  )) as FrameArrival;
/** All signals of the wide machine at once, or the first few. */
const tell = (value: number, time: number, signals = SIGNALS) =>
  machine!.tell(
    WIDE_MACHINE,
    Object.fromEntries(Array.from({ length: signals }, (_, i) => [`s${i}`, value])),
    { time },
  );

let now = Date.now();
/** Source times that only ever grow. */
const tick = () => (now = Math.max(now + 1, Date.now()));

describe('subscribe', () => {
  test('is answered with run, protocol and model version, and the rate granted', async () => {
    expect(await connect().subscribe({ rateHz: 5 })).toEqual({
      ok: true,
      run: expect.any(String),
      protocol: LIVE_PROTOCOL_VERSION,
      modelVersion: index.model.version,
      rateHz: 5,
    });
  });

  test('sends the model first, then the snapshot, then what stands of records, then frames', async () => {
    await connect().subscribe();
    expect(kinds(client).slice(0, 3)).toEqual(['model', 'snapshot', 'records']);
    const [first] = client.arrivals.items;
    expect(first.kind === 'model' && first.model).toEqual(index.model);
    expect(client.frames()[0]).toMatchObject({ type: 'snapshot', modelVersion: index.model.version });
  });

  test('does not send a model again that the client holds, and sends it when it holds another one', async () => {
    await connect().subscribe({ modelVersion: index.model.version });
    expect(kinds(client)[0]).toBe('snapshot');
    await connect().subscribe({ modelVersion: (index.model.version + 1) >>> 0 });
    expect(kinds(client)[0]).toBe('model');
  });

  test('limits snapshots and frames to its scope', async () => {
    const { address, firstSignal, signalCount } = index.model.equipment[0];
    await connect().subscribe({ scope: address });
    for (const { rows } of client.frames()) {
      for (const [signal] of rows) {
        expect(signal).toBeGreaterThanOrEqual(firstSignal);
        expect(signal).toBeLessThan(firstSignal + signalCount);
      }
    }
    expect(await client.subscribe({ scope: index.model.lines[0].id })).toMatchObject({ ok: true });
  });

  test.each<[string, object, RegExp]>([
    [
      'a scope that is not in the plant',
      { scope: 'line-99' },
      /^scope: there is no line or machine "line-99"/,
    ],
    ['an empty scope', { scope: '' }, /^scope: /],
    ['a rate too high', { rateHz: 21 }, /^rateHz: /],
    ['a rate too low', { rateHz: 0 }, /^rateHz: /],
    ['a rate that is no number', { rateHz: '10' }, /^rateHz: /],
    ['an unknown mode', { mode: 'all' }, /^mode: /],
    ['an unknown field', { speed: 1 }, /speed/],
  ])('with %s is refused, and says why', async (_what, wrong, message) => {
    const answer = await connect().request({ scope: '*', rateHz: 10, mode: 'batch', ...wrong });
    expect(answer).toEqual({ ok: false, error: expect.stringMatching(message) });
    expect(kinds(client)).toEqual([]);
  });

  test.each([[undefined], [null], ['*'], [[]], [42]])(
    'with %p is refused, and the connection lives',
    async (junk) => {
      expect(await connect().request(junk)).toMatchObject({ ok: false });
      expect(await client.subscribe()).toMatchObject({ ok: true });
    },
  );

  test('without an acknowledgement is ignored, and the connection lives', async () => {
    (connect().socket as unknown as { emit: (...args: unknown[]) => void }).emit('subscribe', { scope: '*' });
    expect(await client.subscribe()).toMatchObject({ ok: true });
    expect(kinds(client).filter((kind) => kind === 'snapshot')).toHaveLength(1);
  });

  test('that is refused leaves the subscription before it alone', async () => {
    await connect().subscribe();
    const before = client.arrivals.items.length;
    expect(await client.request({ scope: 'nowhere', rateHz: 1, mode: 'latest' })).toMatchObject({
      ok: false,
    });
    if (machine) await tell(1, tick(), 3);
    expect((await frameAfter(before)).type).toBe('batch');
  });

  test('again replaces the subscription before it', async () => {
    await connect().subscribe({ mode: 'batch' });
    await client.subscribe({ mode: 'latest', modelVersion: index.model.version });
    const before = client.arrivals.items.length;
    if (machine) await tell(2, tick(), 3);
    expect((await frameAfter(before)).type).toBe('latest');
    expect(client.frames().filter(({ type }) => type === 'snapshot')).toHaveLength(2);
  });
});

describe('unsubscribe', () => {
  test('ends frames and records, until the client subscribes again', async () => {
    await connect().subscribe();
    await client.unsubscribe();
    const before = client.arrivals.items.length;
    const watcher = new LiveClient(url);
    clients.push(watcher);
    await watcher.subscribe();
    if (machine) await tell(3, tick(), 3);
    await watcher.arrivals.first('frame', (one) => one.kind === 'frame' && one.event === 'frame');
    await watcher.record('kpi');
    expect(client.arrivals.items.length).toBe(before);
    expect(await client.subscribe()).toMatchObject({ ok: true });
  });

  test('without a subscription is answered too', async () => {
    await connect().unsubscribe();
  });
});

describe('frames', () => {
  test('are numbered one by one in their room', async () => {
    await connect().subscribe({ rateHz: 19.5 });
    for (let i = 0; i < 3 && machine; i++) {
      const before = client.arrivals.items.length;
      await tell(i, tick(), 3);
      await frameAfter(before);
    }
    await client.arrivals.until('three frames', () => client.frames().length >= 4, 20_000);
    const sequences = client.frames().map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, i) => sequences[0] + i));
  });

  ownTest('in mode batch carry every value in order', async () => {
    await connect().subscribe({ rateHz: 2, mode: 'batch' });
    const first = tick();
    for (let i = 0; i < 50; i++) await tell(i, first + i, 1);
    now = first + 50;
    const values = () =>
      client
        .frames()
        .flatMap(({ event, rows }) =>
          event === 'frame' ? rows.map(([, time, value]) => [time, value]) : [],
        );
    await client.arrivals.until('last value', () => values().some(([time]) => time === first + 49));
    expect(values().filter(([time]) => time >= first)).toEqual(
      Array.from({ length: 50 }, (_, i) => [first + i, i]),
    );
  });

  ownTest('in mode latest carry the newest value per signal and say how many were folded', async () => {
    await connect().subscribe({ rateHz: 2, mode: 'latest' });
    const before = client.arrivals.items.length;
    const first = tick();
    await Promise.all(Array.from({ length: 50 }, (_, i) => tell(i, first + i, 1)));
    now = first + 50;
    await frameAfter(before, ({ rows }) => rows.some(([, time]) => time === first + 49));
    const frames = client.frames().filter(({ event }) => event === 'frame');
    const sent = frames.reduce((sum, { rows }) => sum + rows.filter(([, time]) => time >= first).length, 0);
    const folded = frames.reduce((sum, one) => sum + one.folded, 0);
    expect(sent + folded).toBe(50);
    for (const { rows } of frames) expect(new Set(rows.map(([signal]) => signal)).size).toBe(rows.length);
  });

  test('come at most as often as asked for', async () => {
    await connect().subscribe({ rateHz: 4, mode: 'latest' });
    let telling = machine !== undefined;
    const told = (async () => {
      while (telling) await tell(1, tick(), 1);
    })();
    await client.arrivals
      .until('five frames', () => client.frames().length >= 6, 30_000)
      .finally(() => (telling = false));
    await told;
    const times = client
      .frames()
      .slice(1)
      .map(({ at }) => at);
    // Five frames are four intervals of 250 ms; arrival may jitter, the sum of them hardly.
    expect(times[4] - times[0]).toBeGreaterThan(4 * 250 - 100);
  });

  ownTest('say of a value that is no number that it is Bad', async () => {
    await connect().subscribe();
    const before = client.arrivals.items.length;
    const time = tick();
    await machine!.tell(WIDE_MACHINE, { s0: null, s1: 5 }, { time, quality: { s1: 'Uncertain' } });
    const { rows } = await frameAfter(before, (one) => one.rows.some(([, at]) => at === time));
    expect(rows.filter(([, at]) => at === time)).toEqual([
      [0, time, NaN, 2],
      [1, time, 5, 1],
    ]);
  });

  ownTest('are of one room for all that asked for the same', async () => {
    await connect().subscribe({ rateHz: 10.5 });
    const other = client;
    await connect().subscribe({ rateHz: 10.5 });
    const before = client.arrivals.items.length;
    const time = tick();
    await tell(7, time, 2);
    const holds = ({ rows }: FrameArrival) => rows.some(([, at]) => at === time);
    const mine = await frameAfter(before, holds);
    const theirs = (await other.arrivals.first(
      'the same frame',
      (one) => one.kind === 'frame' && one.event === 'frame' && holds(one),
    )) as FrameArrival;
    expect([theirs.sequence, theirs.rows]).toEqual([mine.sequence, mine.rows]);
  });
});

describe('a client that cannot keep up', () => {
  ownTest(
    'is given the newest value of every signal instead of a growing queue, and others feel nothing of it',
    async () => {
      const slow = connect();
      const slowAnswer = await slow.subscribe({
        rateHz: 20,
        mode: 'batch',
        modelVersion: index.model.version,
      });
      const quick = connect();
      await quick.subscribe({ rateHz: 20, mode: 'batch', modelVersion: index.model.version });
      expect(slowAnswer).toMatchObject({ ok: true });
      const socket = networkSocketOf(slow);
      socket.pause();

      // Until the server itself says that one client is behind.
      const behind = async () =>
        Number(
          /^linetwin_live_clients_behind (\d+)$/m.exec(await (await fetch(`${url}/api/metrics`)).text())?.[1],
        );
      let rounds = 0;
      while ((await behind()) === 0) {
        expect(++rounds).toBeLessThan(300);
        await Promise.all(Array.from({ length: 20 }, () => tell(rounds, tick())));
      }
      const final = 1_000_000 - rounds;
      const last = tick();
      await tell(final, last);
      await quick.valueOf(SIGNALS - 1, (value) => value === final);

      const received = slow.frames().length;
      socket.resume();
      const frame = await slow.valueOf(SIGNALS - 1, (value) => value === final);
      expect(frame).toMatchObject({ event: 'frame', type: 'snapshot' });
      expect(frame.rows).toHaveLength(SIGNALS);
      expect(frame.rows.every(([, time, value]) => time === last && value === final)).toBe(true);

      // What lay in buffers came first, and is a part of all that was sent meanwhile, not all of it.
      const sentToQuick = quick.frames().length;
      expect(slow.frames().length - received).toBeLessThan(sentToQuick);
      const sequences = quick
        .frames()
        .slice(1)
        .map(({ sequence }) => sequence);
      expect(sequences).toEqual(sequences.map((_, i) => sequences[0] + i));

      // From here on it is a client like the others.
      const next = tick();
      await tell(-7, next, 1);
      const after = await slow.valueOf(0, (value) => value === -7);
      expect(after).toMatchObject({ type: 'batch', sequence: frame.sequence + 1 });
    },
    60_000,
  );
});

describe('records', () => {
  test('come numbered one by one', async () => {
    await connect().subscribe();
    await client.arrivals.until(
      'three records',
      (items) => items.filter(({ kind }) => kind === 'record').length >= 3,
    );
    const snapshot = client.arrivals.items.find((one) => one.kind === 'records')!;
    const sequences = client.arrivals.items.flatMap((one) =>
      one.kind === 'record' ? [one.event.sequence] : [],
    );
    const start = snapshot.kind === 'records' ? snapshot.snapshot.sequence : NaN;
    expect(sequences).toEqual(sequences.map((_, i) => start + 1 + i));
  });

  test('that a client missed while it was away are sent when it comes back, and nothing else', async () => {
    const answer = (await connect().subscribe()) as Extract<SubscribeAnswer, { ok: true }>;
    const seen = await client.record('kpi');
    client.close();
    const watcher = connect();
    await watcher.subscribe();
    const missed = await watcher.record('kpi', ({ sequence }) => sequence > seen.sequence + 1);

    await connect().subscribe({
      run: answer.run,
      lastRecord: seen.sequence,
      modelVersion: answer.modelVersion,
    });
    await client.record('kpi', ({ sequence }) => sequence === missed.sequence);
    const sequences = client.arrivals.items.flatMap((one) =>
      one.kind === 'record' ? [one.event.sequence] : [],
    );
    expect(sequences).toEqual(sequences.map((_, i) => seen.sequence + 1 + i));
    expect(kinds(client)).not.toContain('records');
  });

  test.each([
    ['of another run', { run: 'another', lastRecord: 1 }],
    ['that was never told', { lastRecord: 4_000_000_000 }],
  ])('of a client that names an event %s start over with what stands', async (_what, last) => {
    const answer = (await connect().subscribe()) as Extract<SubscribeAnswer, { ok: true }>;
    await connect().subscribe({ run: answer.run, ...last });
    expect(kinds(client)).toContain('records');
  });
});

/** The connection under socket.io, to stop reading from it as a slow network does. */
function networkSocketOf(one: LiveClient): { pause(): void; resume(): void } {
  const { transport } = one.socket.io.engine as unknown as {
    transport: { ws: { _socket?: { pause(): void; resume(): void }; pause?(): void; resume?(): void } };
  };
  const socket = transport.ws._socket;
  if (!socket) throw new Error('the transport has no socket to pause');
  return socket;
}
