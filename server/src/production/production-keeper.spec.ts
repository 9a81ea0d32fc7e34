import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { ModelIndex, PACKML_STATES, type PackmlState } from '@linetwin/model';
import { TEST_PRESS, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { Twin } from '../twin/twin.ts';
import { FirstAlarms } from './first-alarms.ts';
import { InMemoryOrderStore } from './in-memory-order-store.ts';
import { InMemoryProductionStore } from './in-memory-production-store.ts';
import { ProductionKeeper } from './production-keeper.ts';
import type { ProductionWords } from './production-store.port.ts';
import { RunningOrders } from './running-orders.ts';

const index = new ModelIndex(testPlant());
const logger = pino({ level: 'silent' });
/** 08:00 at the plant, where the day shift begins. */
const T0 = Date.UTC(2026, 0, 5, 0);
const ALL = { from: 0, to: 4e12 };

let twin: Twin;
let store: InMemoryProductionStore;
let outbox: InMemoryOutbox;
let now: number;
let running: { product: string; order: string };
let alarms: FirstAlarms;
let events: EventBus;
beforeEach(() => {
  twin = new Twin(index);
  store = new InMemoryProductionStore();
  outbox = new InMemoryOutbox();
  now = T0;
  running = { product: '6205', order: '' };
  events = new EventBus(() => undefined);
  alarms = new FirstAlarms(events);
  alarms.start();
});

const newKeeper = (over = store) =>
  new ProductionKeeper({
    twin,
    store: over,
    outbox,
    logger,
    orderOf: () => running,
    firstAlarmOf: (machine, from, to) => alarms.of(machine, from, to),
    now: () => now,
  });

/** The press says the same every second for so long. */
function say(keeper: ProductionKeeper, seconds: number, state: PackmlState, good: number, scrap = 0): void {
  for (let s = 0; s < seconds; s++) {
    now += 1000;
    const values = { state: PACKML_STATES.indexOf(state), good, scrap };
    for (const [signal, value] of Object.entries(values))
      twin.accept(index.signal(`${TEST_PRESS}/${signal}`)!.index, now, value, 0);
    keeper.update();
  }
}
const pressOf = async (by: ('product' | 'order' | 'shift')[] = []) =>
  (await store.sums(ALL, by)).filter(({ machine }) => machine === TEST_PRESS);
const pressStops = async () => (await store.stops(ALL, 100)).filter(({ machine }) => machine === TEST_PRESS);

describe('production keeper', () => {
  test('brings time, items and stops of the machines in the flow to the ledger', async () => {
    const keeper = newKeeper();
    keeper.start();
    await keeper.takeLine('line-1');
    say(keeper, 61, 'Execute', 100);
    say(keeper, 400, 'Held', 100);
    say(keeper, 30, 'Execute', 105, 1);
    await keeper.stop();
    const [press] = await pressOf(['product', 'shift']);
    expect(press).toMatchObject({ product: '6205', shift: 'day' });
    expect(press.sums).toMatchObject({ good: 5, scrap: 1, plannedRunS: 36, time: { run: 90, held: 400 } });
    expect(await pressStops()).toMatchObject([{ class: 'held', to: T0 + 461_000, cause: null }]);
  });

  test('lets the next owner go on where the last one stopped, with what happened meanwhile unknown', async () => {
    const first = newKeeper();
    first.start();
    await first.takeLine('line-1');
    say(first, 11, 'Held', 100);
    await first.dropLine('line-1');
    await first.stop();
    now += 60_000;
    const second = newKeeper();
    second.start();
    await second.takeLine('line-1');
    say(second, 10, 'Held', 107);
    say(second, 5, 'Execute', 107);
    await second.stop();
    const [press] = await pressOf();
    expect(press.sums).toMatchObject({ good: 7, timedItems: 0, time: { held: 19, unknown: 61, run: 5 } });
    expect(await pressStops()).toMatchObject([{ from: T0 + 1000, to: T0 + 81_000 }]);
  });

  test('waits with a line until the ledger told where it stands', async () => {
    class AwayStore extends InMemoryProductionStore {
      away = true;
      override async books(line: string): Promise<ProductionWords> {
        if (this.away) throw new Error('away');
        return super.books(line);
      }
    }
    const away = new AwayStore();
    store = away;
    const keeper = newKeeper(away);
    keeper.start();
    await keeper.takeLine('line-1');
    say(keeper, 9, 'Execute', 100);
    away.away = false;
    say(keeper, 1, 'Execute', 100);
    await new Promise(setImmediate);
    say(keeper, 20, 'Execute', 101);
    await keeper.stop();
    expect((await pressOf())[0].sums).toMatchObject({ good: 0, time: { run: 19 } });
  });

  test('books what an order makes on it, and stops before its first good item as changeover', async () => {
    const keeper = newKeeper();
    keeper.start();
    await keeper.takeLine('line-1');
    say(keeper, 20, 'Execute', 100);
    running = { product: '6206', order: 'W-8' };
    say(keeper, 120, 'Held', 100);
    say(keeper, 10, 'Execute', 101);
    say(keeper, 30, 'Held', 101);
    say(keeper, 1, 'Execute', 101);
    await keeper.stop();
    const sums = await pressOf(['order', 'product']);
    expect(sums.find(({ order }) => order === 'W-8')).toMatchObject({
      product: '6206',
      sums: { good: 1, time: { changeover: 120, held: 30 } },
    });
  });

  test('takes the alarm that rose first near the stop for its cause, and no older one', async () => {
    const keeper = newKeeper();
    keeper.start();
    await keeper.takeLine('line-1');
    say(keeper, 5, 'Execute', 1);
    const raise = (id: string, raisedAt: number) =>
      events.emit('AlarmChanged', {
        id,
        equipment: TEST_PRESS,
        signal: `${TEST_PRESS}/${id}`,
        limit: 'high',
        state: 'Unacknowledged',
        raisedAt,
      } as Alarm);
    raise('old', now - 3_600_000);
    say(keeper, 400, 'Held', 1);
    say(keeper, 5, 'Execute', 1);
    raise('second', now + 900);
    raise('first', now + 500);
    say(keeper, 400, 'Aborted', 1);
    say(keeper, 5, 'Execute', 1);
    await keeper.stop();
    expect((await pressStops()).map(({ cause }) => cause)).toEqual([
      { kind: 'alarm', alarm: `${TEST_PRESS}/first high` },
      null,
    ]);
  });
});

describe('running orders', () => {
  test('are what the records say, else the first product of the line, and stay while the records are away', async () => {
    const orders = new InMemoryOrderStore();
    const known = new RunningOrders({ store: orders, index, logger });
    expect(known.of('line-1')).toEqual({ product: '', order: '' });
    await orders.create({
      id: 'W-1',
      line: 'line-1',
      product: '6205',
      quantity: 5,
      dueAt: 1,
      state: 'running',
      note: '',
      startedAt: 1,
      endedAt: null,
      createdAt: 1,
      createdBy: 'Li',
      changedAt: 1,
      changedBy: 'Li',
    });
    await known.ask();
    orders.list = async () => Promise.reject(new Error('away'));
    await known.ask();
    expect(known.of('line-1')).toEqual({ product: '6205', order: 'W-1' });
    expect(known.of('line-2').order).toBe('');
  });
});
