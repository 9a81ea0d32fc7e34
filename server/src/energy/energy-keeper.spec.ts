import { beforeEach, describe, expect, test } from '@jest/globals';
import { totalOf } from '@linetwin/energy';
import { ModelIndex, PACKML_STATES, type PackmlState } from '@linetwin/model';
import { TEST_PRESS, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { Twin } from '../twin/twin.ts';
import { EnergyKeeper } from './energy-keeper.ts';
import type { StoredInterval } from './energy-store.port.ts';
import { InMemoryEnergyStore } from './in-memory-energy-store.ts';

const index = new ModelIndex(testPlant());
/** 08:00 at the plant, where the day shift begins. */
const T0 = Date.UTC(2026, 0, 5, 0);

let twin: Twin;
let store: InMemoryEnergyStore;
let outbox: InMemoryOutbox;
let now: number;
beforeEach(() => {
  twin = new Twin(index);
  store = new InMemoryEnergyStore();
  outbox = new InMemoryOutbox();
  now = T0;
});

const keeper = (parts: { store?: InMemoryEnergyStore } = {}) =>
  new EnergyKeeper({
    twin,
    store: parts.store ?? store,
    outbox,
    logger: pino({ level: 'silent' }),
    orderOf: (line) => ({ product: line === 'line-1' ? '6205' : '', lot: '' }),
    now: () => now,
  });

/** The machine tells state, register and parts. */
function say(machine: string, state: PackmlState, energy: number, good = 0): void {
  const values = { state: PACKML_STATES.indexOf(state), energy, good };
  for (const [signal, value] of Object.entries(values))
    twin.accept(index.signal(`${machine}/${signal}`)!.index, now, value, 0);
}

const PRESS = 'line-1/P1';
const everything = { from: 0, to: 4e12, meters: index.model.energy.meters.map(({ id }) => id) };
const pressOf = async (one = store) =>
  (
    await one.attribute(everything, ['meter', 'shift', 'product'], () => ({
      floatingYuanPerKwh: 1,
      fixedYuanPerKwh: 0,
      kgPerKwh: 1,
    }))
  ).find(({ key }) => key.meter === PRESS)!;

describe('energy keeper', () => {
  test('books registers on the state, shift and product of the time, and brings them to the ledger', async () => {
    const energy = keeper();
    energy.start();
    await energy.takeLine('line-1');
    for (let second = 0; second <= 20; second++) {
      now = T0 + second * 1000;
      say(TEST_PRESS, second <= 10 ? 'Execute' : 'Idle', 100 + second * 0.01, 500 + Math.floor(second / 5));
      energy.update();
    }
    await energy.stop();
    const press = await pressOf();
    expect(press.key).toEqual({ meter: PRESS, product: '6205', lot: '', shift: 'day' });
    expect(press.kwh.productive).toBeCloseTo(0.1, 9);
    expect(press.kwh.idle).toBeCloseTo(0.1, 9);
    expect(press.good).toBe(4);
  });

  test('does not look at a value again that it has booked', async () => {
    const energy = keeper();
    await energy.takeLine('line-1');
    say(TEST_PRESS, 'Execute', 100);
    energy.update();
    now += 1000;
    say(TEST_PRESS, 'Execute', 100.01);
    for (let i = 0; i < 5; i++) energy.update();
    energy.start();
    await energy.stop();
    expect(totalOf((await pressOf()).kwh)).toBeCloseTo(0.01, 9);
  });

  test('goes on in the same quarter after a restart, and estimates what flowed meanwhile', async () => {
    const first = keeper();
    first.start();
    await first.takeLine('line-1');
    say(TEST_PRESS, 'Execute', 100);
    first.update();
    now += 1000;
    say(TEST_PRESS, 'Execute', 100.01);
    first.update();
    await first.dropLine('line-1');
    await first.stop();

    now += 60_000;
    const second = keeper();
    second.start();
    await second.takeLine('line-1');
    say(TEST_PRESS, 'Execute', 100.31);
    second.update();
    now += 1000;
    say(TEST_PRESS, 'Execute', 100.32);
    second.update();
    await second.stop();
    const press = await pressOf();
    expect(totalOf(press.kwh)).toBeCloseTo(0.32, 9);
    expect(press.kwh.productive).toBeCloseTo(0.02, 9);
    expect(press.estimatedKwh).toBeCloseTo(0.3, 9);
  });

  test('waits with a line until the ledger told where it stands, and loses nothing by that', async () => {
    class AwayStore extends InMemoryEnergyStore {
      away = true;
      override async books(line: string): Promise<StoredInterval[]> {
        if (this.away) throw new Error('away');
        return super.books(line);
      }
    }
    const away = new AwayStore();
    await away.keep([
      {
        meter: PRESS,
        from: T0,
        product: '6205',
        lot: '',
        shift: 'day',
        line: 'line-1',
        kwh: { productive: 5, idle: 0, standby: 0, 'start-up': 0, unknown: 0 },
        seconds: { productive: 9, idle: 0, standby: 0, 'start-up': 0, unknown: 0 },
        estimatedKwh: 0,
        missingS: 0,
        good: 0,
        scrap: 0,
        mark: { time: T0 + 9000, counter: 100 },
      },
    ]);
    const energy = keeper({ store: away });
    energy.start();
    await energy.takeLine('line-1');
    now = T0 + 15_000;
    say(TEST_PRESS, 'Execute', 100.05);
    for (let i = 0; i < 9; i++) energy.update();
    away.away = false;
    energy.update();
    await new Promise(setImmediate);
    energy.update();
    await energy.stop();
    expect((await pressOf(away)).kwh.productive).toBeCloseTo(5.05, 9);
  });

  test('has no state, and so no class, for a machine that is silent', async () => {
    const energy = keeper();
    energy.start();
    await energy.takeLine('line-1');
    const signal = index.signal(`${TEST_SPINDLE}/energy`)!.index;
    for (let second = 0; second <= 5; second++) {
      now = T0 + second * 1000;
      twin.accept(signal, now, second * 0.01, 0);
      energy.update();
    }
    await energy.stop();
    const [spindle] = await store.attribute({ ...everything, meters: ['line-1/S1'] }, ['meter'], () => ({
      floatingYuanPerKwh: null,
      fixedYuanPerKwh: null,
      kgPerKwh: null,
    }));
    expect(spindle.kwh.unknown).toBeGreaterThan(0);
    expect(totalOf(spindle.kwh)).toBe(spindle.kwh.unknown);
  });
});
