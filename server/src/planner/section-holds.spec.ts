import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  BY_RULES,
  type CommandAnswer,
  type CommandMessage,
  type MeasureMode,
  type OrderProgress,
  type PlanSection,
  type StartPlan,
} from '@linetwin/contracts';
import { ModelIndex, type EquipmentAddress } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { pino } from 'pino';
import { CommandDesk } from '../commands/command-desk.ts';
import { InMemoryCommandStore } from '../commands/in-memory-command-store.ts';
import { EventBus } from '../events.ts';
import { AppliedPlans } from './applied-plans.ts';
import { InMemoryPlanStore } from './in-memory-plan-store.ts';
import { BY_SHIFT, PLAN_MEASURE } from './plan-maker.ts';
import { SectionHolds } from './section-holds.ts';
import { PLAN_FROM, startPlan } from './testing.ts';

const plant = await readPlantFolder(fileURLToPath(new URL('../../../plants/liaocheng/', import.meta.url)));
const LINE = 'bearing-1';
const SECTION = 'bearing-1/B01-B04';
const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;
const addressOf = (id: string) => plant.equipment.find((one) => one.id === id)!.address;
const [SHEAR, HEATER] = [addressOf('B01'), addressOf('B02')];
const logger = pino({ level: 'silent' });

/** A plan of two hours in which the forge works in the third and the fourth quarter, and pauses before and after. */
function forgePlan(id = 'p1', runs: [number, number][] = [[2, 4]]): StartPlan {
  const plan = startPlan(id, [LINE], 0);
  const pieces = new Array<number>(8 + 64).fill(1500);
  const section: PlanSection = {
    id: SECTION,
    line: LINE,
    stations: ['B01', 'B04'],
    machines: ['B01', 'B02', 'B03', 'B04-OR', 'B04-IR'].map(addressOf),
    furnace: addressOf('B05'),
    stayMinutes: 960,
    pieces: 200,
    stock: {
      now: 1500,
      inFurnace: 7000,
      assumedShare: 0,
      room: 2500,
      least: 600,
      most: 1900,
      today: pieces,
      plan: pieces,
    },
  };
  const spans = runs.map(([from, to]) => ({
    resource: SECTION,
    what: 'run' as const,
    order: null,
    from,
    to,
  }));
  return { ...plan, quarters: 8, sections: [section], plan: { ...plan.plan, spans } };
}

/** Settings of machines as their controllers keep them. */
class Controllers {
  readonly standing = new Map<string, { id: string; equipment: string }>();
  answers = true;

  hear(equipment: string, message: CommandMessage): CommandAnswer[] {
    if (!this.answers) return [];
    const { id, time } = message;
    const setting = 'intake';
    const earlier = this.standing.get(equipment);
    if (message.do === 'set') {
      this.standing.set(equipment, { id, equipment });
      return [
        ...(earlier
          ? [
              {
                answer: 'returned' as const,
                id: earlier.id,
                time,
                setting,
                value: 0,
                reason: 'superseded' as const,
              },
            ]
          : []),
        { answer: 'accepted', id, time, setting: message.setting, value: message.value, prior: 1 },
      ];
    }
    if (earlier?.id !== id) return [{ answer: 'refused', id, time, reason: 'not-standing' }];
    if (message.do === 'keep') return [];
    return [this.open(equipment, 'asked', time)];
  }

  /** The machine is back at its prior setting. */
  open(equipment: string, reason: 'asked' | 'watchdog' | 'ready-time', time: number): CommandAnswer {
    const { id } = this.standing.get(equipment)!;
    this.standing.delete(equipment);
    return { answer: 'returned', id, time, setting: 'intake', value: 1, reason };
  }

  get closed(): string[] {
    return [...this.standing.keys()].sort();
  }
}

describe('a section that an applied plan moves', () => {
  let now: number;
  let events: EventBus;
  let controllers: Controllers;
  let record: InMemoryCommandStore;
  let desk: CommandDesk;
  let plans: InMemoryPlanStore;
  let holds: SectionHolds;
  let mode: MeasureMode;
  let stock: number | undefined;
  let orders: OrderProgress[];
  let recordsAway: boolean;

  beforeEach(async () => {
    now = PLAN_FROM + MINUTE_MS;
    events = new EventBus((_owner, _event, error) => {
      throw error;
    });
    controllers = new Controllers();
    record = new InMemoryCommandStore();
    plans = new InMemoryPlanStore();
    [mode, stock, orders, recordsAway] = ['ask', 1500, [], false];
    const index = new ModelIndex(plant);
    desk = new CommandDesk({
      index,
      store: record,
      events,
      send: (equipment, message) => {
        for (const answer of controllers.hear(equipment, message))
          events.emit('CommandAnswered', { equipment: equipment as EquipmentAddress, answer });
      },
      logger,
      now: () => now,
      answerTimeoutMs: 20,
    });
    holds = new SectionHolds({
      index,
      events,
      commands: desk,
      plans: new AppliedPlans({ store: plans, logger, now: () => now }),
      modes: async () => {
        if (recordsAway) throw new Error('data base away');
        return [{ line: LINE, measure: PLAN_MEASURE, mode }];
      },
      openOrders: async () => orders,
      seenStocks: () => (stock === undefined ? [] : [{ section: SECTION, pieces: stock }]),
      logger,
      now: () => now,
    });
    desk.start();
    holds.start();
    await desk.takeLine(LINE);
    holds.takeLine(LINE);
  });
  afterEach(async () => {
    await holds.stop();
    await desk.stop();
  });

  async function apply(plan = forgePlan(), by = '李伟'): Promise<void> {
    await plans.keep(plan);
    await plans.change(plan.id, { from: 'proposed', to: 'applied', by, at: now });
    await holds.look();
  }
  const given = () => record.list({ limit: 50 });
  const lookAt = async (time: number) => {
    now = time;
    await holds.look();
  };

  describe('says of a pause that runs', () => {
    const reasons = () => holds.report(LINE).flatMap(({ machines }) => machines.map(({ reason }) => reason));

    test('that its machines are held, and nothing outside a pause', async () => {
      await holds.look();
      expect(holds.report(LINE)).toEqual([]);
      await apply();
      expect(holds.report(LINE)).toEqual([
        {
          section: SECTION,
          plan: 'p1',
          until: PLAN_FROM + 2 * QUARTER_MS,
          machines: [SHEAR, HEATER].map((equipment) => ({ equipment, held: true, reason: null })),
        },
      ]);
      await lookAt(PLAN_FROM + 2 * QUARTER_MS);
      expect(holds.report(LINE)).toEqual([]);
    });

    test('why it is not: the mode, a stock that is unknown or low, records that are away', async () => {
      mode = 'advise';
      await apply();
      expect(reasons()).toEqual(['advises', 'advises']);
      [mode, stock] = ['ask', undefined];
      await holds.look();
      expect(reasons()).toEqual(['stock-unknown', 'stock-unknown']);
      recordsAway = true;
      await holds.look();
      expect(reasons()).toEqual(['records-away', 'records-away']);
      [recordsAway, stock] = [false, 299];
      await holds.look();
      expect(reasons()).toEqual(['stock-low', 'stock-low']);
      // It is not put at risk again in this pause, and that is still why.
      stock = 1500;
      await holds.look();
      expect(reasons()).toEqual(['stock-low', 'stock-low']);
    });

    test('which of its machines a person opened, fell back, or hold something else that was commanded', async () => {
      await apply();
      await desk.giveBack(desk.list().find(({ equipment }) => equipment === SHEAR)!.id);
      await holds.look();
      expect(reasons()).toEqual(['person', null]);
      events.emit('CommandAnswered', {
        equipment: HEATER,
        answer: controllers.open(HEATER, 'watchdog', now),
      });
      await holds.look();
      expect(reasons()).toEqual(['person', 'watchdog']);
      await desk.give({ equipment: SHEAR, setting: 'intake', value: 0, seenAt: now }, '王芳');
      await holds.look();
      expect(reasons()).toEqual(['other-command', 'watchdog']);
      controllers.answers = false;
      await lookAt(now + 5 * MINUTE_MS);
      expect(reasons()).toEqual(['other-command', 'unanswered']);
    });
  });

  test('is closed by a command in whose record stand the person who applied the plan and the begin of the next run', async () => {
    await plans.keep(forgePlan());
    await holds.look();
    expect(await given()).toEqual([]);
    await apply();
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
    const [command] = await given();
    expect(command).toMatchObject({
      setting: 'intake',
      value: 0,
      prior: 1,
      by: '李伟',
      reason: PLAN_MEASURE,
    });
    expect(command.readyAt).toBe(PLAN_FROM + 2 * QUARTER_MS);
    await holds.look();
    expect(await given()).toHaveLength(2);
  });

  test('is opened when its run begins, closed again after it, and opened when the plan ends', async () => {
    await apply();
    // The clock of a machine may be behind: it is asked back then.
    await lookAt(PLAN_FROM + 2 * QUARTER_MS);
    expect(controllers.closed).toEqual([]);
    await lookAt(PLAN_FROM + 4 * QUARTER_MS);
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
    expect((await given()).map(({ readyAt }) => readyAt)).toContain(PLAN_FROM + 8 * QUARTER_MS);
    await lookAt(PLAN_FROM + 8 * QUARTER_MS);
    expect(controllers.closed).toEqual([]);
  });

  test('is opened when the plan is withdrawn, and follows the one that replaces it', async () => {
    await apply();
    await plans.change('p1', { from: 'applied', to: 'withdrawn', by: '王芳', at: now });
    await holds.look();
    expect(controllers.closed).toEqual([]);
    await apply(forgePlan('p2'));
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
    await apply(forgePlan('p3', [[3, 5]]));
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
    expect(desk.list().map(({ readyAt }) => readyAt)).toEqual([
      PLAN_FROM + 3 * QUARTER_MS,
      PLAN_FROM + 3 * QUARTER_MS,
    ]);
  });

  test.each([
    ['advise', '李伟', 0, undefined],
    ['off', '李伟', 0, undefined],
    // Applied before a shift while plans still did so by themselves.
    ['ask', BY_SHIFT, 0, undefined],
    ['ask', '李伟', 2, '李伟'],
    ['automatic', BY_SHIFT, 2, BY_RULES],
  ] as const)('in the mode %s, applied by %s, is sent %d commands', async (own, by, count, giver) => {
    mode = own;
    await apply(forgePlan(), by);
    expect(await given()).toHaveLength(count);
    expect((await given())[0]?.by).toBe(giver);
  });

  test('is opened when an engineer lets plans only advise', async () => {
    await apply();
    mode = 'advise';
    await holds.look();
    expect(controllers.closed).toEqual([]);
  });

  test('is opened when its stock lacks so much that half of the reserve will be gone, and not closed again in this pause', async () => {
    await apply();
    // Of a reserve of 600 are left what was planned for 16 h later less what is missing now.
    stock = 301;
    await holds.look();
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
    stock = 299;
    await holds.look();
    expect(controllers.closed).toEqual([]);
    stock = 1500;
    await holds.look();
    expect(controllers.closed).toEqual([]);
    await lookAt(PLAN_FROM + 4 * QUARTER_MS);
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
  });

  test('is closed with a stock as low as the plan reckoned, where it will be full again when what is made now comes', async () => {
    const plan = forgePlan();
    Object.assign(plan.sections[0].stock, {
      now: 100,
      plan: plan.sections[0].stock.plan.map((_, t) => 100 + 20 * t),
    });
    stock = 90;
    await apply(plan);
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
  });

  test('is opened while nobody knows its stock, or the records do not answer', async () => {
    await apply();
    stock = undefined;
    await holds.look();
    expect(controllers.closed).toEqual([]);
    stock = 1500;
    await holds.look();
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
    recordsAway = true;
    await holds.look();
    expect(controllers.closed).toEqual([]);
  });

  test('is opened when an order that the plan keeps is over its date, and not for one that is made', async () => {
    const dueAt = PLAN_FROM + QUARTER_MS;
    const order = { id: 'A-1', line: LINE, product: 'b', source: 'order' as const, dueAt, quantity: 900 };
    await apply({
      ...forgePlan(),
      orders: [{ ...order, quarters: 1, lateMinutes: 0, unplacedMinutes: 0 }],
    });
    orders = [{ ...order, good: 900 } as unknown as OrderProgress];
    await lookAt(dueAt + MINUTE_MS);
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
    orders = [{ ...order, good: 899 } as unknown as OrderProgress];
    await holds.look();
    expect(controllers.closed).toEqual([]);
  });

  test('stays open in a pause in which a person opened it, and stays as a person closed it', async () => {
    await apply();
    await desk.giveBack(desk.list().find(({ equipment }) => equipment === SHEAR)!.id);
    await holds.look();
    expect(controllers.closed).toEqual([HEATER]);
    const own = { equipment: SHEAR, setting: 'intake', value: 0, seenAt: now };
    const { id } = await desk.give(own, '王芳');
    await lookAt(PLAN_FROM + 2 * QUARTER_MS);
    await lookAt(PLAN_FROM + 4 * QUARTER_MS);
    expect(desk.list().find(({ equipment }) => equipment === SHEAR)).toMatchObject({ id, by: '王芳' });
  });

  test('is closed again some minutes after a machine fell back by its watchdog or did not answer', async () => {
    await apply();
    for (const equipment of [SHEAR, HEATER])
      events.emit('CommandAnswered', { equipment, answer: controllers.open(equipment, 'watchdog', now) });
    await holds.look();
    expect(controllers.closed).toEqual([]);
    controllers.answers = false;
    await lookAt(now + 5 * MINUTE_MS);
    const unanswered = (await given()).filter(({ state }) => state === 'unanswered');
    expect(unanswered).toHaveLength(2);
    controllers.answers = true;
    await holds.look();
    expect(controllers.closed).toEqual([]);
    await lookAt(now + 5 * MINUTE_MS);
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
  });

  test('goes on being held by the process that takes its line over', async () => {
    await apply();
    await holds.dropLine(LINE);
    await plans.change('p1', { from: 'applied', to: 'withdrawn', by: '王芳', at: now });
    await holds.look();
    expect(controllers.closed).toEqual([SHEAR, HEATER]);
    holds.takeLine(LINE);
    await holds.look();
    expect(controllers.closed).toEqual([]);
  });
});
