import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AlarmState } from '@linetwin/model';
import { afterAlarmEvent, loadPlant, ModelIndex, PACKML_STATES, QUALITY_BAD } from '@linetwin/model';
import { samplesOf, TEST_PLANT_TEXTS, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import fc from 'fast-check';
import { Twin } from '../twin/twin.ts';
import { AlarmStateError } from './alarm-book.ts';
import { AlarmEngine } from './alarm-engine.ts';
import type { AlarmTransition } from './alarm-log.port.ts';

const index = new ModelIndex(testPlant());
const LINE = index.equipment(TEST_SPINDLE)!.line;
const T = Date.UTC(2026, 0, 5, 8);
const temperature = index.signal(`${TEST_SPINDLE}/temperature`)!.index;
const flow = index.signal(`${TEST_SPINDLE}/flow`)!.index;
const state = index.signal(`${TEST_SPINDLE}/state`)!.index;
const code = (name: (typeof PACKML_STATES)[number]) => PACKML_STATES.indexOf(name);

let twin: Twin;
let engine: AlarmEngine;
beforeEach(() => {
  twin = new Twin(index);
  engine = new AlarmEngine(index, twin);
});

/** A value on its way: first the twin, then the alarms, as in the server. */
function apply(signal: number, seconds: number, value: number, quality = 0): AlarmTransition[] {
  const time = T + seconds * 1000;
  twin.accept(signal, time, value, quality);
  return engine.apply(samplesOf([[signal, time, value, quality]]));
}
const events = (transitions: AlarmTransition[]) =>
  transitions.map(({ event, alarm }) => [alarm.limit, event, alarm.state]);

describe('alarm engine', () => {
  test('raises an alarm with all that a person needs to know', () => {
    const [{ alarm, event, at }] = apply(temperature, 0, 95);
    expect([event, at]).toEqual(['Raised', T]);
    expect(alarm).toEqual({
      id: `test.shop.line-1.S1.temperature.high.${T}`,
      signal: `${TEST_SPINDLE}/temperature`,
      equipment: TEST_SPINDLE,
      limit: 'high',
      setPoint: 80,
      priority: 2,
      state: 'Unacknowledged',
      raisedAt: T,
      clearedAt: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      value: 95,
      message: { zh: '主轴过热', en: 'Spindle too hot' },
      firstOut: true,
    });
    expect(engine.standing()).toEqual([alarm]);
  });

  test('keeps each limit of a signal apart', () => {
    expect(events([0, 1, 2, 3].flatMap((second) => apply(temperature, second, 130)))).toEqual([
      ['high', 'Raised', 'Unacknowledged'],
      ['highHigh', 'Raised', 'Unacknowledged'],
    ]);
    expect(engine.standing()).toHaveLength(2);
  });

  test('goes to Normal when acknowledged and cleared, in either order, and then stands no more', () => {
    const [{ alarm: first }] = apply(temperature, 0, 95);
    const acknowledged = engine.acknowledge(first.id, 'Li Wei', T + 500, 'on my way');
    expect(acknowledged).toMatchObject({
      event: 'AcknowledgedByPerson',
      by: 'Li Wei',
      comment: 'on my way',
      alarm: { state: 'Acknowledged', acknowledgedAt: T + 500, acknowledgedBy: 'Li Wei' },
    });
    expect(apply(temperature, 1, 60)).toMatchObject([
      { event: 'Cleared', alarm: { state: 'Normal', clearedAt: T + 1000, acknowledgedBy: 'Li Wei' } },
    ]);
    expect(engine.standing()).toEqual([]);

    const [{ alarm: second }] = apply(temperature, 2, 95);
    expect(second.id).not.toBe(first.id);
    expect(events(apply(temperature, 3, 60))).toEqual([
      ['high', 'Cleared', 'ReturnedToNormalUnacknowledged'],
    ]);
    expect(engine.acknowledge(second.id, 'Li Wei', T + 4000).alarm.state).toBe('Normal');
    expect(engine.standing()).toEqual([]);
  });

  test('is the same alarm when it rises again before anyone acknowledged it', () => {
    const [{ alarm }] = apply(temperature, 0, 95);
    apply(temperature, 1, 60);
    const [again] = apply(temperature, 2, 99);
    expect(again).toMatchObject({
      event: 'Raised',
      alarm: { id: alarm.id, state: 'Unacknowledged', clearedAt: null, value: 99, raisedAt: T },
    });
  });

  test('says why it cannot acknowledge', () => {
    expect(() => engine.acknowledge('nothing', 'Li Wei', T)).toThrow(AlarmStateError);
    const [{ alarm }] = apply(temperature, 0, 95);
    engine.acknowledge(alarm.id, 'Li Wei', T);
    expect(() => engine.acknowledge(alarm.id, 'Wang Fang', T)).toThrow('is Acknowledged; there is nothing');
    apply(temperature, 1, 60);
    expect(() => engine.acknowledge(alarm.id, 'Wang Fang', T)).toThrow('There is no standing alarm');
  });

  test('watches a limit only in the states it is meant for', () => {
    expect(apply(flow, 0, 5)).toEqual([]);
    apply(state, 1, code('Idle'));
    expect(apply(flow, 2, 5)).toEqual([]);
    apply(state, 3, code('Execute'));
    expect(events(apply(flow, 4, 5))).toEqual([['low', 'Raised', 'Unacknowledged']]);
  });

  test('suppresses by design the alarm of a machine that left the watched states, until its first good value there', () => {
    apply(state, 0, code('Execute'));
    apply(flow, 1, 5);
    apply(state, 2, code('Stopped'));
    expect(events(apply(flow, 3, 5))).toEqual([['low', 'SuppressedByState', 'SuppressedByDesign']]);
    expect(apply(flow, 4, 3)).toEqual([]);
    expect(engine.standing()).toMatchObject([{ suppression: { by: null, at: T + 3000, until: null } }]);
    apply(state, 5, code('Execute'));
    const [ended] = apply(flow, 6, 40);
    expect(ended).toMatchObject({ event: 'SuppressionEnded', alarm: { state: 'Normal' } });
    expect(ended.alarm.suppression).toBeUndefined();
    expect(engine.standing()).toEqual([]);
  });

  test('raises a suppressed alarm anew when the machine runs again and nothing got better', () => {
    apply(state, 0, code('Execute'));
    const [{ alarm }] = apply(flow, 1, 5);
    engine.acknowledge(alarm.id, 'Li Wei', T);
    apply(state, 2, code('Stopped'));
    apply(flow, 3, 5);
    apply(state, 4, code('Execute'));
    const again = apply(flow, 5, 5);
    expect(events(again)).toEqual([
      ['low', 'SuppressionEnded', 'Normal'],
      ['low', 'Raised', 'Unacknowledged'],
    ]);
    expect(again[1].alarm.id).not.toBe(alarm.id);
  });

  test('neither raises nor clears while nobody knows the state of the machine', () => {
    apply(state, 0, code('Execute'));
    apply(flow, 1, 5);
    apply(state, 2, NaN, QUALITY_BAD);
    expect(apply(flow, 3, 5)).toEqual([]);
    expect(apply(flow, 4, 50)).toEqual([]);
    expect(engine.standing()).toHaveLength(1);
  });

  test('does not take a Bad value for a good one, in neither direction', () => {
    expect(apply(temperature, 0, 95, QUALITY_BAD)).toEqual([]);
    apply(temperature, 1, 95);
    expect(apply(temperature, 2, NaN, QUALITY_BAD)).toEqual([]);
    expect(apply(temperature, 3, 20, QUALITY_BAD)).toEqual([]);
    expect(engine.standing()).toHaveLength(1);
  });

  test('takes up the alarms that stood before a restart, and clears or raises them on', () => {
    const [{ alarm }] = apply(temperature, 0, 95);
    const returned = {
      ...alarm,
      id: 'flow',
      signal: `${TEST_SPINDLE}/flow`,
      limit: 'low' as const,
      state: 'ReturnedToNormalUnacknowledged' as const,
    };
    const next = new AlarmEngine(index, twin);
    next.restore(LINE, [alarm, returned]);
    expect(next.standing()).toEqual([alarm, returned]);
    engine = next;
    apply(state, 1, code('Execute'));
    expect(apply(flow, 2, 5)).toMatchObject([
      { event: 'Raised', alarm: { id: 'flow', state: 'Unacknowledged' } },
    ]);
    expect(apply(temperature, 2, 96)).toEqual([]);
    expect(apply(temperature, 3, 60)).toMatchObject([{ event: 'Cleared', alarm: { id: alarm.id } }]);
    expect(next.acknowledge(alarm.id, 'Li Wei', T).alarm.state).toBe('Normal');
  });

  test('leaves out a standing alarm whose limit the plant no longer has', () => {
    const [{ alarm }] = apply(temperature, 0, 95);
    const next = new AlarmEngine(index, twin);
    next.restore(LINE, [
      { ...alarm, limit: 'lowLow' },
      { ...alarm, signal: 'gone' },
    ]);
    expect(next.standing()).toEqual([]);
  });

  test('watches nothing on machines without a state signal that asks for states', () => {
    const texts = TEST_PLANT_TEXTS.map(({ file, text }) => ({
      file,
      text: text.replace('    role: state\n', ''),
    }));
    const stateless = new ModelIndex(loadPlant(texts));
    const blind = new AlarmEngine(stateless, new Twin(stateless));
    expect(blind.apply(samplesOf([[stateless.signal(`${TEST_SPINDLE}/flow`)!.index, T, 5]]))).toEqual([]);
  });

  test('marks the alarm that came first on a machine, and only that one', () => {
    apply(state, 0, code('Execute'));
    const [first] = apply(temperature, 1, 95);
    const [second] = apply(flow, 1, 5);
    expect([first.alarm.firstOut, second.alarm.firstOut]).toEqual([true, undefined]);
  });

  test('marks an alarm that changes three times within a minute as chattering, and no slower one', () => {
    const chattering = (seconds: number[]) =>
      seconds.map((second, at) => apply(temperature, second, at % 2 ? 60 : 95)[0].alarm.chattering);
    expect(chattering([0, 20, 59])).toEqual([undefined, undefined, true]);
    engine = new AlarmEngine(index, twin);
    expect(chattering([100, 140, 161])).toEqual([undefined, undefined, undefined]);
  });

  const point = `test.shop.line-1.S1.temperature.high`;
  const shelve = (at = T, until = T + 3_600_000) =>
    engine.change(point, { event: 'ShelvedByPerson', by: 'Li Wei', at, reason: 'probe is replaced', until });

  test('keeps a shelved alarm quiet, says why and until when, and raises it anew at the end of the shelf', () => {
    const [{ alarm }] = apply(temperature, 0, 95);
    expect(shelve()).toMatchObject([
      {
        event: 'ShelvedByPerson',
        by: 'Li Wei',
        comment: 'probe is replaced',
        alarm: {
          id: alarm.id,
          state: 'Shelved',
          suppression: { by: 'Li Wei', reason: 'probe is replaced', at: T, until: T + 3_600_000 },
        },
      },
    ]);
    expect(apply(temperature, 1, 60)).toEqual([]);
    expect(apply(temperature, 2, 95)).toEqual([]);
    expect(() => engine.acknowledge(alarm.id, 'x', T)).toThrow('is Shelved');
    expect(engine.expire(T + 3_599_999)).toEqual([]);
    expect(events(engine.expire(T + 3_600_000))).toEqual([
      ['high', 'ShelfExpired', 'Normal'],
      ['high', 'Raised', 'Unacknowledged'],
    ]);
    expect(engine.expire(T + 3_600_001)).toEqual([]);
  });

  test('takes a limit out of service that never rose, through a restart, and returns it without a word', () => {
    engine.change(point, { event: 'TakenOutOfService', by: 'Wang Fang', at: T, reason: 'rebuild' });
    expect(apply(temperature, 1, 95)).toEqual([]);
    const standing = engine.standing();
    expect(standing).toMatchObject([{ state: 'OutOfService', suppression: { until: null } }]);
    const next = new AlarmEngine(index, twin);
    next.restore(LINE, standing);
    engine = next;
    expect(apply(temperature, 2, 60)).toEqual([]);
    expect(events(engine.change(point, { event: 'ReturnedToService', by: 'Wang Fang', at: T }))).toEqual([
      ['high', 'ReturnedToService', 'Normal'],
    ]);
    expect(engine.standing()).toEqual([]);
  });

  test('refuses what the state does not allow, and says so', () => {
    const ask = (event: 'UnshelvedByPerson' | 'ReturnedToService' | 'ResetByPerson', at = point) =>
      engine.change(at, { event, by: 'x', at: T });
    expect(() => ask('UnshelvedByPerson')).toThrow('is Normal; it is not shelved');
    expect(() => ask('ReturnedToService')).toThrow('it is not out of service');
    expect(() => ask('ResetByPerson')).toThrow('only a latched alarm');
    expect(() => ask('ResetByPerson', 'no.such.limit')).toThrow('There is no alarm limit');
    shelve();
    expect(() => shelve()).toThrow('it cannot be shelved');
  });

  test('holds a latching alarm after its value is back until a person acknowledged and reset it', () => {
    const texts = TEST_PLANT_TEXTS.map(({ file, text }) => ({
      file,
      text: text.replace('type: high, at: 80,', 'type: high, at: 80, latching: true,'),
    }));
    const latching = new ModelIndex(loadPlant(texts));
    twin = new Twin(latching);
    engine = new AlarmEngine(latching, twin);
    const [{ alarm }] = apply(temperature, 0, 95);
    expect(events(apply(temperature, 1, 60))).toEqual([['high', 'Latched', 'LatchedUnacknowledged']]);
    const reset = () => engine.change(point, { event: 'ResetByPerson', by: 'Li Wei', at: T });
    expect(reset).toThrow('only a latched alarm that was acknowledged');
    expect(engine.acknowledge(alarm.id, 'Li Wei', T).alarm.state).toBe('LatchedAcknowledged');
    expect(events(reset())).toEqual([['high', 'ResetByPerson', 'Normal']]);
  });

  test('follows the state machine of ISA-18.2, whatever values and people do', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('value' as const), value: fc.constantFrom(60, 78, 95, 100) }),
      fc.record({ do: fc.constant('acknowledge' as const) }),
      fc.record({ do: fc.constant('restart' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        twin = new Twin(index);
        engine = new AlarmEngine(index, twin);
        // The model: the state by the table, and which side of the set point and deadband the value is on.
        let modelState: AlarmState = 'Normal';
        let active = false;
        steps.forEach((one, second) => {
          const standing = engine.standing();
          if (one.do === 'restart') {
            engine = new AlarmEngine(index, twin);
            engine.restore(LINE, standing);
          } else if (one.do === 'acknowledge') {
            const after = afterAlarmEvent(modelState, 'AcknowledgedByPerson');
            if (after) {
              modelState = after;
              engine.acknowledge(standing[0].id, 'x', T);
            } else
              expect(() => engine.acknowledge(standing[0]?.id ?? 'none', 'x', T)).toThrow(AlarmStateError);
          } else {
            const change =
              !active && one.value > 80 ? 'Raised' : active && one.value <= 75 ? 'Cleared' : undefined;
            const transitions = apply(temperature, second, one.value);
            expect(transitions.map(({ event }) => event)).toEqual(change ? [change] : []);
            if (change) {
              active = change === 'Raised';
              modelState = afterAlarmEvent(modelState, change)!;
              expect(transitions[0].alarm.state).toBe(modelState);
            }
          }
          expect(engine.standing().map((alarm) => alarm.state)).toEqual(
            modelState === 'Normal' ? [] : [modelState],
          );
        });
      }),
    );
  });
});
