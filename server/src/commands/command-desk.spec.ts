import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Command, CommandAnswer, CommandMessage } from '@linetwin/contracts';
import { ModelIndex, type EquipmentAddress } from '@linetwin/model';
import { TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { CommandDesk } from './command-desk.ts';
import { InMemoryCommandStore } from './in-memory-command-store.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const [, , LINE] = TEST_SPINDLE.split('/');

describe('the command desk', () => {
  const index = new ModelIndex(withSetting());
  let events: EventBus;
  let store: InMemoryCommandStore;
  let sent: CommandMessage[];
  let desk: CommandDesk;
  /** What the machine says to a message, or nothing. */
  let machine: (message: CommandMessage) => CommandAnswer | undefined;

  function open(rhythm?: { keepMs: number; freshMs: number }): CommandDesk {
    return new CommandDesk({
      rhythm,
      index,
      store,
      events,
      send: (equipment, message) => {
        sent.push(message);
        const answer = machine(message);
        if (answer) events.emit('CommandAnswered', { equipment: equipment as EquipmentAddress, answer });
      },
      logger: pino({ level: 'silent' }),
      now: () => NOW,
      answerTimeoutMs: 20,
    });
  }

  beforeEach(async () => {
    events = new EventBus((_owner, _event, error) => {
      throw error;
    });
    store = new InMemoryCommandStore();
    sent = [];
    machine = obedient;
    desk = open();
    desk.start();
    await desk.takeLine(LINE);
  });
  afterEach(() => desk.stop());

  const request = (more: object = {}) => ({
    equipment: TEST_SPINDLE,
    setting: 'operating_level',
    value: 1,
    seenAt: NOW - 1000,
    ...more,
  });

  test('records a command before it is sent, and its answer', async () => {
    const command = await desk.give(request(), '李伟');
    expect(command).toMatchObject({ state: 'accepted', by: '李伟', prior: 0, value: 1 });
    expect(sent[0]).toMatchObject({ do: 'set', setting: 'operating_level', value: 1, watchdogS: 120 });
    expect(await store.read(command.id)).toMatchObject({ state: 'accepted', answeredAt: NOW });
  });

  test('gives no command that could not be recorded', async () => {
    store.keep = () => Promise.reject(new Error('data base away'));
    await expect(desk.give(request(), 'a')).rejects.toThrow('data base away');
    expect(sent).toEqual([]);
  });

  test('says that a machine refused, and why', async () => {
    machine = ({ id, time }) => ({ answer: 'refused', id, time, reason: 'at-work' });
    expect(await desk.give(request(), 'a')).toMatchObject({ state: 'refused', refusal: 'at-work' });
    expect(desk.list()).toEqual([]);
  });

  test('ends a command that nobody answers, and takes it back in case it was heard', async () => {
    machine = () => undefined;
    const command = await desk.give(request(), 'a');
    expect(command.state).toBe('unanswered');
    expect(sent.map((message) => message.do)).toEqual(['set', 'return']);
  });

  test.each([
    [{ setting: 'nothing' }, 'has no setting "nothing"'],
    [{ value: 9 }, 'takes 0 to 2'],
    [{ equipment: 'x/y/z/w' }, 'no machine'],
    [{ seenAt: NOW - 3_600_000 }, 'not now'],
    [{ readyAt: NOW - 1 }, 'over already'],
  ])('refuses %j without sending anything', async (more, message) => {
    await expect(desk.give(request(more), 'a')).rejects.toThrow(message);
    expect(sent).toEqual([]);
    expect(await store.list({ limit: 1 })).toEqual([]);
  });

  test('lets a machine go back, and knows why it went back by itself', async () => {
    const first = await desk.give(request(), 'a');
    expect(await desk.giveBack(first.id)).toMatchObject({ state: 'returned', returned: 'asked' });
    await expect(desk.giveBack(first.id)).rejects.toThrow('does not stand');
    const second = await desk.give(request({ value: 2 }), 'a');
    const answer = {
      answer: 'returned',
      id: second.id,
      time: NOW,
      setting: 'operating_level',
      value: 0,
    } as const;
    events.emit('CommandAnswered', {
      equipment: TEST_SPINDLE as EquipmentAddress,
      answer: { ...answer, reason: 'work' },
    });
    await desk.dropLine(LINE);
    expect(await store.read(second.id)).toMatchObject({ state: 'returned', returned: 'work' });
  });

  test('hears no machine that answers for another one', async () => {
    const command = await desk.give(request(), 'a');
    const answer = {
      answer: 'returned',
      id: command.id,
      time: NOW,
      setting: 's',
      value: 0,
      reason: 'work',
    } as const;
    events.emit('CommandAnswered', { equipment: 'other/machine' as EquipmentAddress, answer });
    expect(desk.list()).toMatchObject([{ state: 'accepted' }]);
  });

  test('knows from a machine that a command does not stand any more, as after an outage', async () => {
    const command = await desk.give(request(), 'a');
    await desk.dropLine(LINE);
    machine = ({ id, time }) => ({ answer: 'refused', id, time, reason: 'not-standing' });
    const next = open();
    next.start();
    await next.takeLine(LINE);
    await next.stop();
    expect(await store.read(command.id)).toMatchObject({ state: 'returned', returned: 'watchdog', prior: 0 });
  });

  test('learns soon after a restart what ended meanwhile, from machines that connect again after it', async () => {
    const command = await desk.give(request(), 'a');
    await desk.dropLine(LINE);
    machine = () => undefined;
    const next = open({ keepMs: 3600_000, freshMs: 5 });
    next.start();
    const ended = new Promise<Command>((resolve) => {
      events.on('CommandChanged', 'test', resolve);
    });
    await next.takeLine(LINE);
    expect(next.list()).toMatchObject([{ id: command.id, state: 'accepted' }]);
    // Only now it is connected.
    machine = ({ id, time }) => ({ answer: 'refused', id, time, reason: 'not-standing' });
    expect(await ended).toMatchObject({ id: command.id, state: 'returned', returned: 'watchdog' });
    await next.stop();
  });

  test('keeps nothing alive that was taken back, and asks a machine again that did not answer', async () => {
    const own = open({ keepMs: 5, freshMs: 3600_000 });
    await desk.stop();
    own.start();
    await own.takeLine(LINE);
    const command = await own.give(request(), 'a');
    machine = () => undefined;
    sent = [];
    expect(await own.giveBack(command.id)).toMatchObject({ state: 'accepted' });
    const said = sent.filter((message) => message.do !== 'return');
    expect(said).toEqual([]);
    const ended = new Promise<Command>((resolve) => {
      events.on('CommandChanged', 'test', resolve);
    });
    machine = obedient;
    expect(await ended).toMatchObject({ state: 'returned', returned: 'asked' });
    await own.stop();
  });

  test('gives up what another process sent and heard no answer to', async () => {
    await store.keep({ ...(await desk.give(request(), 'a')), id: 'lost', state: 'given' });
    await desk.dropLine(LINE);
    machine = () => undefined;
    sent = [];
    const next = open();
    await next.takeLine(LINE);
    await next.stop();
    expect(sent).toContainEqual({ do: 'return', id: 'lost', time: NOW });
    expect(await store.read('lost')).toMatchObject({ state: 'unanswered' });
  });

  test('goes on with what stands when another process takes the line over', async () => {
    const command = await desk.give(request(), 'a');
    await desk.dropLine(LINE);
    sent = [];
    const next = open();
    await next.takeLine(LINE);
    expect(sent).toEqual([{ do: 'keep', id: command.id, time: NOW }]);
    await next.stop();
  });

  test('asks a machine back that another process took back and heard no answer from', async () => {
    const command = await desk.give(request(), 'a');
    machine = () => undefined;
    await desk.giveBack(command.id);
    await desk.dropLine(LINE);
    sent = [];
    const next = open();
    await next.takeLine(LINE);
    expect(sent).toEqual([{ do: 'return', id: command.id, time: NOW }]);
    await next.stop();
  });

  test('tells the next owner what was taken back, though the data base was away meanwhile', async () => {
    const command = await desk.give(request(), 'a');
    machine = () => undefined;
    const takeBack = store.takeBack.bind(store);
    store.takeBack = () => Promise.reject(new Error('data base away'));
    await desk.giveBack(command.id);
    expect(await store.takenBack(LINE)).toEqual(new Set());
    store.takeBack = takeBack;
    await desk.dropLine(LINE);
    expect(await store.takenBack(LINE)).toEqual(new Set([command.id]));
  });
});

function obedient(message: CommandMessage): CommandAnswer | undefined {
  const { id, time } = message;
  if (message.do === 'set')
    return { answer: 'accepted', id, time, setting: message.setting, value: message.value, prior: 0 };
  if (message.do === 'return')
    return { answer: 'returned', id, time, setting: 'operating_level', value: 0, reason: 'asked' };
  return undefined;
}

function withSetting() {
  const model = testPlant();
  const setting = {
    id: 'operating_level',
    name: { zh: '级别', en: 'Level' },
    unit: '',
    range: [0, 2] as [number, number],
    usual: 0,
  };
  return { ...model, equipment: model.equipment.map((one) => ({ ...one, settings: [setting] })) };
}
