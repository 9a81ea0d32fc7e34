import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BY_RULES, type Command, type LineKpi } from '@linetwin/contracts';
import type { OrderView } from '@linetwin/energy';
import { ModelIndex, PACKML_STATES, type PackmlState } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { pino } from 'pino';
import { fileURLToPath } from 'node:url';
import { EventBus } from '../events.ts';
import { Twin } from '../twin/twin.ts';
import { InMemorySavingStore } from './in-memory-saving-store.ts';
import { isWorthAPerson, RuleKeeper, type CommandGiver, type WatchedDemand } from './rule-keeper.ts';

const plant = await readPlantFolder(fileURLToPath(new URL('../../../plants/liaocheng', import.meta.url)));
const LINE = 'bearing-1';
const addressOf = (id: string) => plant.equipment.find((one) => one.id === id)!.address;
const GRINDER = plant.equipment.find(({ id }) => id === 'B11-OR1')!.address;
const MINUTE = 60_000;

/** Commands to machines that always obey. */
class ObedientCommands implements CommandGiver {
  readonly given: Command[] = [];
  readonly returned: string[] = [];
  /** What a machine does that is asked back; nothing where it is silent. */
  onReturn: (command: Command) => void = () => undefined;

  async give(request: Parameters<CommandGiver['give']>[0], by: string): Promise<Command> {
    const { equipment, setting, value, readyAt = null, reason = null } = request;
    const command: Command = {
      id: `c${this.given.length + 1}`,
      line: LINE,
      equipment,
      setting,
      value,
      prior: 0,
      readyAt,
      by,
      reason,
      state: 'accepted',
      givenAt: 0,
      answeredAt: 0,
      endedAt: null,
      refusal: null,
      returned: null,
    };
    this.given.push(command);
    return command;
  }

  async giveBack(id: string): Promise<Command> {
    this.returned.push(id);
    const command = this.given.find((one) => one.id === id)!;
    this.onReturn(command);
    return command;
  }

  list(): Command[] {
    return this.given;
  }
}

test('nobody is asked for some fen, except where a peak is to be kept down', () => {
  expect(isWorthAPerson({ measure: 'free-cooling', estimatedKwh: 0.028 })).toBe(false);
  expect(isWorthAPerson({ measure: 'idle-shutdown', estimatedKwh: 0.1 })).toBe(true);
  expect(isWorthAPerson({ measure: 'demand-peak', estimatedKwh: 0.02 })).toBe(true);
});

describe('the energy rules on the server', () => {
  let now: number;
  let twin: Twin;
  let events: EventBus;
  let commands: ObedientCommands;
  let store: InMemorySavingStore;
  let rules: RuleKeeper;
  let watched: ReturnType<WatchedDemand['watched']>;
  /** What plans say of the sections of machines. */
  let ofMachines: Record<string, OrderView>;

  beforeEach(async () => {
    now = Date.UTC(2026, 0, 5, 8);
    twin = new Twin(new ModelIndex(plant));
    events = new EventBus((_owner, _event, error) => {
      throw error;
    });
    commands = new ObedientCommands();
    store = new InMemorySavingStore();
    const logger = pino({ level: 'silent' });
    watched = undefined;
    ofMachines = {};
    rules = new RuleKeeper({
      twin,
      events,
      commands,
      store,
      logger,
      now: () => now,
      demand: { watched: () => watched },
      plans: {
        refresh: async () => undefined,
        orderOf: () => undefined,
        orderOfMachine: (_line, machine) => ofMachines[machine],
      },
    });
    rules.start();
    await rules.takeLine(LINE);
  });
  afterEach(() => rules.stop());

  function tell(signal: string, value: number, machine: string = GRINDER): void {
    twin.accept(twin.index.signal(`${machine}/${signal}`)!.index, now, value, 0);
  }

  /** Time goes on with some machines in a state, at a power, look by look. */
  async function pass(
    minutes: number,
    state: PackmlState,
    kw: number,
    machines: readonly string[] = [GRINDER],
  ): Promise<void> {
    for (let i = 0; i < minutes * 2; i++) {
      now += MINUTE / 2;
      energy += (kw * 0.5) / 60;
      for (const machine of machines) {
        tell('state', PACKML_STATES.indexOf(state), machine);
        tell('power', kw, machine);
        tell('energy', energy, machine);
      }
      await rules.look();
    }
  }
  let energy = 1000;

  function orderDone(): void {
    const shiftBegan = now - 4 * 60 * MINUTE;
    events.emit('KpiComputed', { line: LINE, shift: 'early', since: shiftBegan, good: 2900 } as LineKpi);
  }

  test('keep to the limits that an engineer set for the line, from the next look on', async () => {
    await store.setLimit(LINE, 'standbyAfterS', 4 * 3600);
    await store.setLimit('another-line', 'standbyAfterS', 900);
    // Four hours are left of the shift, less than is asked for now.
    orderDone();
    await pass(2, 'Complete', 4);
    expect(await store.list({ open: true, limit: 10 })).toMatchObject([{ measure: 'idle-shutdown' }]);
    await store.setLimit(LINE, 'standbyAfterS', null);
    await pass(2, 'Complete', 4);
    const open = await store.list({ open: true, limit: 10 });
    expect(open.map(({ measure }) => measure)).toContain('deep-standby');
  });

  test('propose, wait for a click, carry it out, and compare the estimate with the meter', async () => {
    orderDone();
    await pass(2, 'Complete', 4);
    const [proposed] = await store.list({ open: true, limit: 10 });
    expect(proposed).toMatchObject({
      equipment: GRINDER,
      measure: 'deep-standby',
      state: 'proposed',
      value: 2,
    });
    expect(commands.given).toEqual([]);
    const applied = await rules.apply(proposed.id, '李伟', now);
    expect(applied).toMatchObject({ state: 'applied', by: '李伟', command: 'c1' });
    await expect(rules.apply(proposed.id, '李伟', now)).rejects.toThrow('applied already');
    await pass(60, 'Stopped', 0.5);
    events.emit('CommandChanged', {
      ...commands.given[0],
      state: 'returned',
      returned: 'ready-time',
      endedAt: now,
    });
    await rules.look();
    const ended = await store.read(proposed.id);
    expect(ended?.measuredKwh).toBeCloseTo(3.5, 1);
    expect(ended).toMatchObject({ state: 'verified', endedBy: 'ready-time' });
    expect(await store.ledger(0)).toMatchObject([{ measure: 'deep-standby', verified: 1 }]);
  });

  test('let a machine rest by the planned runs of its section while the rest of the line has work', async () => {
    ofMachines = { [addressOf('B03')]: { isOpen: false, nextStartMs: now + 150 * MINUTE } };
    await pass(2, 'Complete', 20, [addressOf('B03'), GRINDER]);
    const open = await store.list({ open: true, limit: 10 });
    expect(open.map(({ equipment, measure }) => [equipment, measure])).toEqual([
      [addressOf('B03'), 'deep-standby'],
    ]);
  });

  test('ask the waiting heater to give way before a quarter that reaches the contract', async () => {
    const heater = addressOf('B02');
    const ofDemand = async () =>
      (await store.list({ open: true, limit: 10 })).filter(({ measure }) => measure === 'demand-peak');
    watched = { siteForecastKw: 2370, contractKw: 2500 };
    await pass(0.5, 'Suspended', 30, [heater]);
    expect(await ofDemand()).toEqual([]);
    watched = { siteForecastKw: 2380, contractKw: 2500 };
    now += MINUTE;
    await pass(0.5, 'Execute', 250, [heater]);
    await pass(0.5, 'Suspended', 30, [heater]);
    const [proposed] = await ofDemand();
    expect(proposed).toMatchObject({ equipment: heater, setting: 'operating_level', value: 1 });
    // Until the quarter is over.
    expect(proposed.readyAt).toBe((Math.floor(now / (15 * MINUTE)) + 1) * 15 * MINUTE);
    expect(proposed.because).toMatchObject({ siteForecastKw: 2380 });
  });

  test('a person ends what stands, and the rules leave the machine alone for an hour', async () => {
    await store.setMode({ line: LINE, measure: 'deep-standby', mode: 'automatic' });
    await store.setMode({ line: LINE, measure: 'idle-shutdown', mode: 'automatic' });
    orderDone();
    await pass(2, 'Complete', 4);
    const [applied] = await store.list({ limit: 1 });
    const ended = { state: 'returned', returned: 'asked', endedAt: now } as const;
    commands.onReturn = (command) => events.emit('CommandChanged', Object.assign(command, ended));
    expect(await rules.end(applied.id)).toMatchObject({ endedBy: 'person', endedAt: now });
    await expect(rules.end(applied.id)).rejects.toThrow('does not stand');
    await pass(59, 'Complete', 4);
    expect(commands.given).toHaveLength(1);
    await pass(2, 'Complete', 4);
    expect(commands.given).toHaveLength(2);
  });

  test('a machine that does not answer is not called ended', async () => {
    await store.setMode({ line: LINE, measure: 'deep-standby', mode: 'automatic' });
    orderDone();
    await pass(2, 'Complete', 4);
    const [applied] = await store.list({ limit: 1 });
    await expect(rules.end(applied.id)).rejects.toThrow('did not answer');
    expect(await store.read(applied.id)).toMatchObject({ state: 'applied' });
  });

  test('act by themselves where an engineer lets them, and end what a guard trips', async () => {
    await store.setMode({ line: LINE, measure: 'deep-standby', mode: 'automatic' });
    orderDone();
    await pass(2, 'Complete', 4);
    expect(commands.given).toMatchObject([{ by: BY_RULES, setting: 'operating_level', value: 2 }]);
    tell('size', 12);
    await pass(1, 'Stopped', 0.5);
    expect(commands.returned).toContain('c1');
  });

  test.each([
    ['ready-time', 2],
    ['work', 1],
  ] as const)('after a return by %s have told a machine %d things a minute later', async (returned, told) => {
    for (const measure of ['deep-standby', 'idle-shutdown'] as const)
      await store.setMode({ line: LINE, measure, mode: 'automatic' });
    orderDone();
    await pass(2, 'Complete', 4);
    await pass(210, 'Stopped', 0.5);
    const command = Object.assign(commands.given[0], { state: 'returned', returned, endedAt: now });
    events.emit('CommandChanged', command);
    await pass(1, 'Complete', 4);
    expect(commands.given.map(({ value }) => value)).toEqual([2, 1].slice(0, told));
  });

  test('only advise where they may do no more, and say nothing where they are off', async () => {
    await store.setMode({ line: LINE, measure: 'deep-standby', mode: 'advise' });
    await store.setMode({ line: LINE, measure: 'idle-shutdown', mode: 'off' });
    orderDone();
    await pass(2, 'Complete', 4);
    const [advice, ...more] = await store.list({ limit: 10 });
    expect(more).toEqual([]);
    await expect(rules.apply(advice.id, 'a', now)).rejects.toMatchObject({
      message: expect.stringContaining('only advises'),
      words: { text: 'measure-advises', values: { measure: 'deep-standby' } },
    });
  });

  test('let a proposal expire when its reason is gone', async () => {
    orderDone();
    await pass(2, 'Complete', 4);
    const [proposed] = await store.list({ limit: 1 });
    await pass(4, 'Execute', 9);
    expect(await store.read(proposed.id)).toMatchObject({ state: 'expired' });
  });

  test('guard what another process applied, and end what nobody heard the end of', async () => {
    orderDone();
    await pass(2, 'Complete', 4);
    const [proposed] = await store.list({ limit: 1 });
    await rules.apply(proposed.id, 'a', now);
    await store.keep({ ...proposed, id: 'unheard', state: 'applied', command: 'gone' });
    await rules.dropLine(LINE);
    await rules.takeLine(LINE);
    expect(await store.read('unheard')).toMatchObject({
      state: 'measured',
      endedBy: 'unheard',
      measuredKwh: null,
    });
    tell('size', 12);
    await pass(1, 'Stopped', 0.5);
    expect(commands.returned).toContain('c1');
  });

  test('touch no machine that is silent', async () => {
    orderDone();
    now += 10 * MINUTE;
    await rules.look();
    expect(await store.list({ limit: 1 })).toEqual([]);
  });
});
