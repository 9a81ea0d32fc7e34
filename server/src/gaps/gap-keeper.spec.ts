import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Gap, GapQuery } from '@linetwin/contracts';
import { ModelIndex, QUALITY_BAD } from '@linetwin/model';
import {
  eventually,
  FakeClock,
  Inbox,
  samplesOf,
  TEST_LAST,
  TEST_OTHER_LINE,
  TEST_PRESS,
  TEST_SPINDLE,
  testPlant,
  type SampleRow,
} from '@linetwin/testing';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { Twin } from '../twin/twin.ts';
import { GapKeeper } from './gap-keeper.ts';
import type { StoredGap } from './gap-store.port.ts';
import { GapsService } from './gaps.service.ts';
import { InMemoryGapStore } from './in-memory-gap-store.ts';

const index = new ModelIndex(testPlant());
const LINE = 'test/shop/line-1';
const ALL = [TEST_PRESS, TEST_SPINDLE, TEST_LAST];
const SECOND = 1000;

class FaultyStore extends InMemoryGapStore {
  isAway = false;

  override async keep(gaps: readonly StoredGap[]): Promise<void> {
    if (this.isAway) throw new Error('data base away');
    await super.keep(gaps);
  }

  override async recent(...call: Parameters<InMemoryGapStore['recent']>): Promise<StoredGap[]> {
    if (this.isAway) throw new Error('data base away');
    return super.recent(...call);
  }
}

class FaultyOutbox extends InMemoryOutbox {
  failures = 0;

  override async append(...call: Parameters<InMemoryOutbox['append']>): Promise<void> {
    if (this.failures-- > 0) throw new Error('disk full');
    await super.append(...call);
  }
}

let clock: FakeClock;
let store: FaultyStore;
let outbox: FaultyOutbox;
let events: EventBus;
let twin: Twin;
let keeper: GapKeeper;
let disconnected: Set<string>;
let brokerAway: boolean;
beforeEach(async () => {
  clock = new FakeClock();
  store = new FaultyStore();
  outbox = new FaultyOutbox();
  twin = new Twin(index);
  disconnected = new Set();
  brokerAway = false;
  keeper = await startKeeper();
});
afterEach(async () => {
  store.isAway = false;
  await keeper.stop();
});

/** A keeper over what the last one left on disk and in the data base. */
async function startKeeper(lines = ['line-1', 'line-2']): Promise<GapKeeper> {
  events = new EventBus((_owner, _event, error) => {
    throw error;
  });
  const started = new GapKeeper({
    index,
    twin,
    store,
    outbox,
    events,
    conditions: {
      skewMs: () => 0,
      isDisconnected: (equipment) => disconnected.has(equipment),
      isBrokerAway: () => brokerAway,
    },
    logger: pino({ level: 'silent' }),
    now: clock.now,
  });
  started.start();
  for (const line of lines) await started.takeLine(line);
  return started;
}

/** Rows of all periodic signals of machines at a time. */
function rowsAt(time: number, machines: readonly string[], except: readonly string[] = []): SampleRow[] {
  return machines
    .flatMap((machine) => index.signalsOf(index.equipment(machine)!))
    .filter(({ periodMs, id }) => periodMs !== undefined && !except.includes(id))
    .map(({ index: signal }) => [signal, time, 1] as const);
}

/** Values as the intake tells them: the twin has them first. */
function tell(rows: readonly SampleRow[]): void {
  const newest = rows.filter(([signal, time, value, quality = 0]) => {
    return twin.accept(signal, time, value, quality) === 'newest';
  });
  events.emit('SamplesAccepted', samplesOf(newest));
}

function tellLate(rows: readonly SampleRow[]): void {
  events.emit('LateValuesKept', samplesOf(rows));
}

/** Lets seconds pass, in each of which these machines speak. */
function pass(seconds: number, machines: readonly string[] = [], except: readonly string[] = []): void {
  for (let second = 0; second < seconds; second++) {
    clock.advance(SECOND);
    if (machines.length > 0) tell(rowsAt(clock.now(), machines, except));
    keeper.sweep();
  }
}

async function register(query: Partial<GapQuery> = {}): Promise<Gap[]> {
  return new GapsService({ store, keeper, index }).list({ to: clock.now(), limit: 100, ...query });
}

/** What the register says of line 1, times as seconds before now. */
async function shown() {
  return (await register({ line: 'line-1' })).map(({ scope, cause, from, to, missingMs }) => ({
    scope,
    cause,
    from: (from - clock.now()) / SECOND,
    to: to === null ? null : (to - clock.now()) / SECOND,
    missingS: missingMs === null ? null : missingMs / SECOND,
  }));
}

describe('the register of gaps', () => {
  test('has nothing while values come', async () => {
    pass(20, [...ALL, TEST_OTHER_LINE]);
    expect(await register()).toEqual([]);
  });

  test('has one gap for a silent line, from its last value to the next one', async () => {
    pass(5, ALL);
    pass(30);
    expect(await shown()).toEqual([
      { scope: LINE, cause: 'line-silent', from: -30, to: null, missingS: null },
    ]);
    pass(1, ALL);
    expect(await shown()).toEqual([{ scope: LINE, cause: 'line-silent', from: -31, to: 0, missingS: 31 }]);
  });

  test('has two gaps for a silent plant of two lines, and can be asked for what is open', async () => {
    pass(5, [...ALL, TEST_OTHER_LINE]);
    pass(10);
    expect((await register({ open: true })).map(({ scope }) => scope)).toEqual([LINE, 'test/shop/line-2']);
    pass(5, ALL);
    expect((await register({ open: true })).map(({ scope }) => scope)).toEqual(['test/shop/line-2']);
    expect((await register({ open: false })).map(({ scope }) => scope)).toEqual([LINE]);
  });

  test('says nothing of a line that never spoke', async () => {
    pass(60);
    expect(await register()).toEqual([]);
  });

  test('does not count a pause of two periods', async () => {
    pass(5, ALL);
    pass(1);
    pass(5, ALL);
    expect(await register()).toEqual([]);
  });

  test('has one gap for a silent machine, and none for its signals', async () => {
    pass(5, ALL);
    pass(30, [TEST_PRESS, TEST_LAST]);
    expect(await shown()).toEqual([
      { scope: TEST_SPINDLE, cause: 'equipment-silent', from: -30, to: null, missingS: null },
    ]);
    pass(1, ALL);
    expect(await shown()).toMatchObject([{ scope: TEST_SPINDLE, to: 0 }]);
  });

  test('has one for a silent signal of a machine that speaks', async () => {
    pass(5, ALL);
    pass(30, ALL, ['flow']);
    pass(2, ALL);
    expect(await shown()).toEqual([
      { scope: `${TEST_SPINDLE}/flow`, cause: 'signal-silent', from: -32, to: -1, missingS: 31 },
    ]);
  });

  test('has one for a sensor that says nothing but Bad', async () => {
    pass(5, ALL);
    const flow = index.signal(`${TEST_SPINDLE}/flow`)!.index;
    for (let second = 0; second < 20; second++) {
      clock.advance(SECOND);
      tell([...rowsAt(clock.now(), ALL, ['flow']), [flow, clock.now(), NaN, QUALITY_BAD]]);
      keeper.sweep();
    }
    expect(await shown()).toMatchObject([{ scope: `${TEST_SPINDLE}/flow`, cause: 'bad-quality', to: null }]);
    pass(1, ALL);
    expect(await shown()).toMatchObject([{ scope: `${TEST_SPINDLE}/flow`, to: 0 }]);
  });

  test('has one for a line whose machines fall silent one after the other within a moment', async () => {
    pass(5, ALL);
    pass(1, [TEST_PRESS, TEST_LAST]);
    pass(1, [TEST_LAST]);
    pass(10);
    expect((await shown()).map(({ scope }) => scope)).toEqual([LINE]);
  });

  test('takes the silence of a machine into that of its line, and gives it its own when it stays away', async () => {
    pass(5, ALL);
    pass(8, [TEST_PRESS, TEST_LAST]);
    expect((await shown()).map(({ scope }) => scope)).toEqual([TEST_SPINDLE]);
    pass(20);
    expect((await shown()).map(({ scope }) => scope)).toEqual([LINE]);
    pass(10, [TEST_PRESS, TEST_LAST]);
    expect(await shown()).toMatchObject([
      { scope: LINE, from: -30, to: -9 },
      { scope: TEST_SPINDLE, from: -38, to: null },
    ]);
  });

  test('leaves a machine that was broken before its own gap, and does not wait for it to fill that of the line', async () => {
    pass(5, ALL);
    pass(60, [TEST_PRESS, TEST_LAST]);
    pass(20);
    pass(1, [TEST_PRESS, TEST_LAST]);
    for (let second = 1; second <= 21; second++)
      tellLate(rowsAt(clock.now() - second * SECOND, [TEST_PRESS, TEST_LAST]));
    expect(await shown()).toMatchObject([
      { scope: LINE, to: 0, missingS: 0 },
      { scope: TEST_SPINDLE, to: null },
    ]);
  });

  test('says how much of a gap late values did not fill, by the machine that lacks most', async () => {
    pass(5, ALL);
    pass(29);
    pass(1, ALL);
    for (let second = 29; second >= 20; second--) tellLate(rowsAt(clock.now() - second * SECOND, ALL));
    for (let second = 19; second >= 10; second--)
      tellLate(rowsAt(clock.now() - second * SECOND, [TEST_PRESS]));
    expect(await shown()).toMatchObject([{ scope: LINE, from: -30, to: 0, missingS: 20 }]);
    for (let second = 1; second < 20; second++) tellLate(rowsAt(clock.now() - second * SECOND, ALL));
    expect(await shown()).toMatchObject([{ scope: LINE, from: -30, to: 0, missingS: 0 }]);
  });

  test('ends a gap when values come again, also when they come in order from its beginning', async () => {
    pass(5, ALL);
    const last = clock.now();
    pass(60);
    for (let second = 1; second <= 40; second++) tell(rowsAt(last + second * SECOND, ALL));
    expect(await shown()).toMatchObject([{ scope: LINE, from: -60, to: 0, missingS: 20 }]);
    for (let second = 41; second <= 60; second++) tell(rowsAt(last + second * SECOND, ALL));
    expect(await shown()).toMatchObject([{ scope: LINE, from: -60, to: 0, missingS: 0 }]);
    pass(10, ALL);
    expect(await shown()).toHaveLength(1);
  });

  test('knows that the session of the sender ended, also when that is noticed later', async () => {
    pass(5, ALL);
    disconnected.add(TEST_SPINDLE);
    pass(10, [TEST_PRESS, TEST_LAST]);
    expect(await shown()).toMatchObject([{ scope: TEST_SPINDLE, cause: 'source-disconnected' }]);
    pass(30);
    expect((await shown())[0]).toMatchObject({ scope: LINE, cause: 'line-silent' });
    disconnected.add(TEST_PRESS).add(TEST_LAST);
    pass(1);
    expect((await shown())[0]).toMatchObject({ scope: LINE, cause: 'source-disconnected', to: null });
  });

  test('knows that the broker was away', async () => {
    pass(5, ALL);
    brokerAway = true;
    pass(10);
    expect(await shown()).toMatchObject([{ scope: LINE, cause: 'broker-away' }]);
  });

  test('has a gap while the disk takes nothing, that values fill which are sent again', async () => {
    pass(5, ALL);
    const first = clock.now();
    for (let second = 0; second < 20; second++) {
      pass(1, ALL);
      events.emit('ValuesRefused', samplesOf(rowsAt(clock.now(), ALL)));
    }
    expect(await shown()).toMatchObject([{ scope: LINE, cause: 'values-refused', from: -19, to: null }]);
    pass(12, ALL);
    expect(await shown()).toMatchObject([{ cause: 'values-refused', from: -31, to: -12, missingS: 19 }]);
    for (let second = 1; second <= 20; second++) tellLate(rowsAt(first + second * SECOND, ALL));
    expect(await shown()).toMatchObject([{ cause: 'values-refused', from: -31, to: -12, missingS: 0 }]);
  });

  test('does not take its own being kept from work for the silence of machines', async () => {
    pass(5, ALL);
    clock.advance(30 * SECOND);
    keeper.sweep();
    expect(await shown()).toEqual([]);
    tell(rowsAt(clock.now(), ALL));
    expect(await shown()).toMatchObject([{ scope: LINE, cause: 'server-down', from: -30, to: 0 }]);
  });
});

describe('changes of the register', () => {
  test('are told once the register has them, without those that are known to be the beginning of a wider one', async () => {
    const told = new Inbox<Gap>();
    events.on('GapChanged', 'test', told.push);
    pass(5, ALL);
    store.isAway = true;
    pass(8, [TEST_PRESS, TEST_LAST]);
    pass(20);
    await keeper.settled();
    expect(told.items).toEqual([]);
    store.isAway = false;
    await told.first('the gap of the line', ({ scope }) => scope === LINE);
    pass(1, ALL);
    await told.first('its end', ({ scope, to }) => scope === LINE && to === clock.now());
    expect(new Set(told.items.map(({ scope }) => scope))).toEqual(new Set([LINE]));
  });
});

describe('over restarts and outages, the register', () => {
  const restart = async (awayS: number) => {
    await keeper.stop();
    clock.advance(awayS * SECOND);
    keeper = await startKeeper();
  };

  test('says that the server was not there, once values come again', async () => {
    pass(5, ALL);
    await restart(60);
    pass(1, ALL);
    expect(await shown()).toEqual([{ scope: LINE, cause: 'server-down', from: -61, to: 0, missingS: 61 }]);
    expect(await register({ line: 'line-2' })).toEqual([]);
  });

  test.each([5, 60])('says so also while they do not (away for %d s)', async (awayS) => {
    pass(5, ALL);
    await restart(awayS);
    pass(10);
    expect(await shown()).toMatchObject([{ scope: LINE, cause: 'server-down', from: -10 - awayS, to: null }]);
  });

  test('says nothing of a hand-over after which the broker gives what it held', async () => {
    pass(5, ALL);
    const last = clock.now();
    await restart(6);
    for (let second = 1; second <= 6; second++) tell(rowsAt(last + second * SECOND, ALL));
    pass(10, ALL);
    expect(await shown()).toEqual([]);
  });

  test('says what is missing when the broker held only the newest part', async () => {
    pass(5, ALL);
    await restart(60);
    for (let second = 20; second >= 0; second--) tell(rowsAt(clock.now() - second * SECOND, ALL));
    expect(await shown()).toMatchObject([{ cause: 'server-down', from: -60, missingS: 40 }]);
  });

  test('goes on with an open gap, and with late values for a closed one', async () => {
    pass(5, ALL);
    pass(29);
    pass(1, ALL);
    pass(20, [TEST_PRESS, TEST_LAST]);
    await restart(2);
    pass(1, ALL);
    for (let second = 1; second < 30; second++) tellLate(rowsAt(clock.now() - (22 + second) * SECOND, ALL));
    expect(await shown()).toMatchObject([
      { scope: TEST_SPINDLE, cause: 'equipment-silent', from: -23, to: 0 },
      { scope: LINE, cause: 'line-silent', from: -53, to: -23, missingS: 0 },
    ]);
  });

  test('loses no gap while the data base is away, also over a restart', async () => {
    pass(5, ALL);
    store.isAway = true;
    pass(20);
    await restart(5);
    pass(5);
    pass(1, ALL);
    await keeper.settled();
    store.isAway = false;
    await eventually('the gap in the register', shown, (gaps) => gaps.length === 1 && gaps[0].to !== null);
    expect(await shown()).toEqual([
      { scope: LINE, cause: expect.any(String), from: -31, to: 0, missingS: 31 },
    ]);
  });

  test('loses no gap when the disk takes nothing for a while', async () => {
    pass(5, ALL);
    outbox.failures = 3;
    pass(20);
    await eventually('the gap in the register', shown, (gaps) => gaps.length === 1);
  });

  test('is gone on with by the next owner of a line, and by nobody else', async () => {
    pass(5, ALL);
    pass(20);
    await keeper.dropLine('line-1');
    pass(5, ALL);
    expect(await shown()).toMatchObject([{ to: null }]);
    twin = new Twin(index);
    const before = keeper;
    for (const [signal, time, value] of rowsAt(clock.now() - 25 * SECOND, ALL))
      twin.accept(signal, time, value, 0);
    keeper = await startKeeper(['line-1']);
    pass(1, ALL);
    expect(await shown()).toMatchObject([{ from: -26, to: 0, cause: 'line-silent' }]);
    await before.stop();
  });

  test('closes a gap that ended while nobody who knew of it was there', async () => {
    pass(5, ALL);
    pass(20);
    await keeper.stop();
    clock.advance(10 * SECOND);
    for (const [signal, time, value] of rowsAt(clock.now(), ALL)) twin.accept(signal, time, value, 0);
    keeper = await startKeeper();
    expect(await shown()).toMatchObject([{ from: -30, to: 0 }]);
  });
});

describe('gaps that indicators touch', () => {
  test('are counted with the time that lies in at least one of them', () => {
    const since = clock.now();
    pass(5, ALL);
    pass(10, [TEST_PRESS, TEST_LAST]);
    pass(10, ALL);
    pass(20);
    expect(keeper.touching('line-1', since, clock.now())).toEqual({ count: 2, seconds: 31 });
    expect(keeper.touching('line-1', clock.now() - 5 * SECOND, clock.now())).toEqual({
      count: 1,
      seconds: 5,
    });
    expect(keeper.touching('line-2', since, clock.now())).toEqual({ count: 0, seconds: 0 });
  });

  test('are not those of signals that no indicator is made of', () => {
    const since = clock.now();
    pass(5, ALL);
    pass(30, ALL, ['flow']);
    expect(keeper.touching('line-1', since, clock.now()).count).toBe(0);
    pass(30, ALL, ['power']);
    expect(keeper.touching('line-1', since, clock.now()).count).toBe(3);
  });

  test('are remembered up to a number however often a machine falls silent', async () => {
    const since = clock.now();
    pass(2, ALL);
    for (let time = 0; time < 550; time++) {
      pass(6, [TEST_PRESS, TEST_LAST]);
      pass(1, ALL);
    }
    expect(keeper.touching('line-1', since, clock.now()).count).toBe(500);
    expect(await register({ limit: 1000 })).toHaveLength(550);
  });
});

describe('the register asked', () => {
  test('for a machine names its own gaps, those of its signals and those of its line', async () => {
    pass(5, ALL);
    pass(20, ALL, ['flow']);
    pass(10, ALL);
    pass(20, [TEST_SPINDLE, TEST_LAST]);
    pass(10, ALL);
    pass(20);
    const scopes = async (equipment: string) => (await register({ equipment })).map(({ scope }) => scope);
    expect(await scopes(TEST_SPINDLE)).toEqual([LINE, `${TEST_SPINDLE}/flow`]);
    expect(await scopes(TEST_PRESS)).toEqual([LINE, TEST_PRESS]);
  });

  test('for what is not in the plant files says so', async () => {
    await expect(register({ line: 'line-9' })).rejects.toThrow('There is no line "line-9"');
    await expect(register({ equipment: 'x' })).rejects.toThrow('There is no machine "x"');
  });
});
