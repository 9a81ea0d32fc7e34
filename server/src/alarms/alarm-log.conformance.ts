import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { afterAlarmEvent, ALARM_EVENTS, type AlarmEvent } from '@linetwin/model';
import fc from 'fast-check';
import type { AlarmLog, AlarmTransition, LoggedTransition } from './alarm-log.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);

export function testAlarm(id: string, rest: Partial<Alarm> = {}): Alarm {
  return {
    id,
    signal: `site/area/line/m1/${id}`,
    equipment: 'site/area/line/m1',
    limit: 'high',
    setPoint: 80.5,
    priority: 2,
    state: 'Unacknowledged',
    raisedAt: T0,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    value: 81.25,
    message: { zh: '过热', en: 'Too hot' },
    ...rest,
  };
}

const raised = (id: string, at: number): AlarmTransition => ({
  alarm: testAlarm(id, { raisedAt: at }),
  event: 'Raised',
  at,
});

/** The promises of the port, for every adapter. `create` gives an empty log. */
export function alarmLogConformance(
  name: string,
  create: () => Promise<{ log: AlarmLog; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of AlarmLog`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let log: AlarmLog;
    beforeEach(async () => {
      subject = await create();
      log = subject.log;
    });
    afterEach(() => subject.dispose());

    let deliveries = 0;
    const append = (...transitions: AlarmTransition[]) =>
      log.append(transitions.map((one): LoggedTransition => ({ ...one, origin: `test.${++deliveries}` })));
    const standingIds = async () => (await log.standing()).map(({ id }) => id).sort();

    test('has nothing standing in the beginning, and takes nothing', async () => {
      await append();
      expect(await log.standing()).toEqual([]);
      expect(await log.raisedBetween(0, T0 * 2, 10)).toEqual([]);
      expect(await log.begin()).toBeUndefined();
    });

    test('begins with its oldest transition', async () => {
      await append(raised('b', T0 + 5));
      await append(raised('a', T0 + 2));
      expect(await log.begin()).toBe(T0 + 2);
    });

    test('gives an alarm back as its newest transition left it, in every field', async () => {
      const acknowledged = testAlarm('a', {
        state: 'Acknowledged',
        acknowledgedAt: T0 + 5.5,
        acknowledgedBy: 'Li Wei 李伟',
      });
      await append(raised('a', T0));
      await append({
        alarm: acknowledged,
        event: 'AcknowledgedByPerson',
        at: T0 + 5.5,
        by: 'Li Wei 李伟',
        comment: "it's on",
      });
      expect(await log.standing()).toEqual([acknowledged]);
    });

    test('takes the order of the calls for the order of transitions, not their times', async () => {
      await append(raised('a', T0 + 100));
      const earlier = testAlarm('a', { state: 'ReturnedToNormalUnacknowledged', clearedAt: T0 });
      await append({ alarm: earlier, event: 'Cleared', at: T0 });
      expect(await log.standing()).toEqual([earlier]);
    });

    test('no longer has an alarm standing that returned to normal', async () => {
      await append(raised('a', T0), raised('b', T0));
      await append({
        alarm: testAlarm('a', { state: 'Normal', clearedAt: T0 + 9 }),
        event: 'Cleared',
        at: T0 + 9,
      });
      expect(await standingIds()).toEqual(['b']);
    });

    test('stores a transition once that is delivered again under the same origin', async () => {
      const one = { ...raised('a', T0), origin: 'outbox.1' };
      await log.append([one]);
      const cleared = testAlarm('a', { state: 'ReturnedToNormalUnacknowledged' });
      const two = { alarm: cleared, event: 'Cleared' as const, at: T0 + 1, origin: 'outbox.2' };
      await log.append([one, two]);
      await log.append([one]);
      expect(await log.standing()).toEqual([cleared]);
    });

    test('stores all transitions of one call or none', async () => {
      // PostgreSQL takes no NUL character in a text, so that such an alarm cannot be stored there.
      const both = append(raised('good', T0), raised('b\u0000d', T0));
      const stored = await both.then(
        () => 2,
        () => 0,
      );
      expect(await log.standing()).toHaveLength(stored);
    });

    test('finds alarms by when they rose, both ends included, newest first, as they stand now', async () => {
      await append(raised('a', T0), raised('b', T0 + 10), raised('c', T0 + 20));
      const cleared = testAlarm('b', { raisedAt: T0 + 10, state: 'Normal', clearedAt: T0 + 30 });
      await append({ alarm: cleared, event: 'Cleared', at: T0 + 30 });
      const ids = async (from: number, to: number, limit: number) =>
        (await log.raisedBetween(from, to, limit)).map(({ id }) => id);
      expect(await ids(T0, T0 + 20, 10)).toEqual(['c', 'b', 'a']);
      expect(await ids(T0 + 1, T0 + 19, 10)).toEqual(['b']);
      expect(await ids(T0 + 21, T0 + 40, 10)).toEqual([]);
      expect(await ids(T0, T0 + 20, 2)).toEqual(['c', 'b']);
      expect((await log.raisedBetween(T0 + 10, T0 + 10, 1))[0]).toEqual(cleared);
    });

    test('shows alarms of a time as they stood at an instant, without what came later', async () => {
      await append(raised('a', T0), raised('b', T0 + 10));
      const seen = testAlarm('a', { state: 'Acknowledged', acknowledgedAt: T0 + 20 });
      await append({ alarm: seen, event: 'AcknowledgedByPerson', at: T0 + 20 });
      const over = { ...seen, state: 'Normal' as const, clearedAt: T0 + 30 };
      await append({ alarm: over, event: 'Cleared', at: T0 + 30 });
      const at = async (time: number) =>
        (await log.raisedBetween(T0, T0 + 100, 10, time)).map(({ id, state }) => `${id} ${state}`);
      expect(await at(T0 - 1)).toEqual([]);
      expect(await at(T0 + 5)).toEqual(['a Unacknowledged']);
      expect(await at(T0 + 20)).toEqual(['b Unacknowledged', 'a Acknowledged']);
      expect(await at(T0 + 30)).toEqual(['b Unacknowledged', 'a Normal']);
    });

    test('tells transitions by their time, oldest first, both ends included', async () => {
      await append(raised('a', T0), raised('c', T0 + 20), raised('b', T0 + 10));
      const cleared = testAlarm('b', { state: 'Normal', clearedAt: T0 + 30 });
      await append({ alarm: cleared, event: 'Cleared', at: T0 + 30, by: 'x', comment: 'y' });
      const told = await log.transitions(T0 + 10, T0 + 30, 10);
      expect(told.map(({ alarm, event }) => [alarm.id, event])).toEqual([
        ['b', 'Raised'],
        ['c', 'Raised'],
        ['b', 'Cleared'],
      ]);
      expect(told[2]).toEqual({ alarm: cleared, event: 'Cleared', at: T0 + 30 });
      expect(await log.transitions(T0, T0 + 30, 1)).toHaveLength(1);
    });

    test('names an alarm once that rose several times before it was acknowledged', async () => {
      await append(raised('a', T0), raised('b', T0 + 1), raised('a', T0 + 2), raised('a', T0 + 3));
      const found = await log.raisedBetween(T0, T0 + 10, 2);
      expect(found.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    });

    test('is the fold of all events, whatever happened', async () => {
      const happening = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(...ALARM_EVENTS));
      const states = new Map<string, Alarm['state']>();
      let at = T0;
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 15 }), async (happenings) => {
          const transitions = happenings.flatMap(([id, event]: [string, AlarmEvent]) => {
            const state = afterAlarmEvent(states.get(id) ?? 'Normal', event);
            if (!state) return [];
            states.set(id, state);
            return [{ alarm: testAlarm(id, { state }), event, at: at++ }];
          });
          await append(...transitions);
          const expected = [...states].filter(([, state]) => state !== 'Normal').map(([id]) => id);
          expect(await standingIds()).toEqual(expected.sort());
        }),
        { numRuns: 15 },
      );
    });
  });
}
