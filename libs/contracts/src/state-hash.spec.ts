import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ModelIndex, PACKML_STATES, QUALITY_BAD, type PlantModel } from '@linetwin/model';
import fc from 'fast-check';
import type { Alarm, Finding } from './records.ts';
import {
  compareStates,
  stateHash,
  stateLines,
  STATE_VALUE_AGE_MS,
  type LineState,
  type LoggedState,
} from './state-hash.ts';

const LINE = 'line-1';
const TEST_SPINDLE = 'test/shop/line-1/S1';
const signal = (id: string) => ({
  address: `${TEST_SPINDLE}/${id}`,
  equipment: TEST_SPINDLE,
  periodMs: 1000,
  ...(id === 'state' && { role: 'state' }),
});
const index = new ModelIndex({
  lines: [{ id: LINE }],
  equipment: [{ address: TEST_SPINDLE, line: LINE }],
  signals: ['state', 'power', 'temperature', 'flow'].map(signal),
} as unknown as PlantModel);
const EXECUTE = PACKML_STATES.indexOf('Execute');
const AT = Date.UTC(2026, 0, 5, 8);

const alarm = (over: Partial<Alarm> = {}): Alarm => ({
  id: 'a',
  signal: `${TEST_SPINDLE}/temperature`,
  equipment: TEST_SPINDLE,
  limit: 'high',
  setPoint: 80,
  priority: 2,
  state: 'Unacknowledged',
  raisedAt: AT - 5000,
  clearedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  value: 95,
  message: null,
  ...over,
});
const finding = (over: Partial<Finding> = {}): Finding => ({
  id: 'f',
  equipment: TEST_SPINDLE,
  component: 'front',
  componentName: { zh: '前轴承', en: 'Front bearing' },
  kind: 'bearing',
  verdict: 'outer-race',
  grade: 'clear',
  confidence: 0.9,
  summary: { zh: '外圈', en: 'Outer race' },
  advice: [],
  sparePart: null,
  status: 'open',
  firstSeenAt: AT - 60_000,
  lastSeenAt: AT - 1000,
  bursts: 3,
  speedRpm: null,
  ...over,
});
const value = (name: string, over: object = {}) => ({
  address: `${TEST_SPINDLE}/${name}`,
  time: AT - 1000,
  value: 61.5,
  quality: 0,
  ...over,
});
const state = (over: Partial<LineState> = {}): LineState => ({
  line: LINE,
  at: AT,
  values: [value('temperature')],
  alarms: [alarm()],
  findings: [finding()],
  ...over,
});
const hash = (over: Partial<LineState> = {}) => stateHash(index, state(over));

describe('hash of a state', () => {
  test('is SHA-256 of lines that are written down to the bit', () => {
    const text = [
      `["state",1,"${LINE}",${AT}]`,
      `["alarm","a","Unacknowledged",2,${AT - 5000},null,null,null,null]`,
      `["finding","f","outer-race","clear",0.9,${AT - 60_000},${AT - 1000},3]`,
      `["machine","${TEST_SPINDLE}","Execute"]`,
      `["value","${TEST_SPINDLE}/state",${AT - 1000},${EXECUTE},0,false]`,
      `["value","${TEST_SPINDLE}/temperature",${AT - 1000},61.5,0,false]`,
    ].join('\n');
    expect(hash({ values: [value('state', { value: EXECUTE }), value('temperature')] })).toBe(
      // Another implementation than the one in use.
      createHash('sha256').update(text, 'utf8').digest('hex'),
    );
  });

  test('does not depend on the order of what it is given', () => {
    const values = index.model.signals
      .filter(({ equipment }) => equipment === TEST_SPINDLE)
      .map(({ address }, i) => ({ address, time: AT - i, value: i / 3, quality: i % 3 }));
    const alarms = [alarm(), alarm({ id: 'b' }), alarm({ id: 'c' })];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(values, { minLength: values.length }),
        fc.shuffledSubarray(alarms, { minLength: 3 }),
        (someValues, someAlarms) => {
          expect(hash({ values: someValues, alarms: someAlarms })).toBe(hash({ values, alarms }));
        },
      ),
    );
  });

  test.each<[string, Partial<LineState>]>([
    ['instant', { at: AT + 1 }],
    ['value', { values: [value('temperature', { value: 61.500000000000007 })] }],
    ['time of a value', { values: [value('temperature', { time: AT - 999 })] }],
    ['quality', { values: [value('temperature', { quality: 1 })] }],
    ['signal', { values: [] }],
    ['state of an alarm', { alarms: [alarm({ state: 'Acknowledged' })] }],
    ['one who acknowledged', { alarms: [alarm({ acknowledgedBy: 'Li Wei' })] }],
    ['alarm', { alarms: [] }],
    ['finding', { findings: [] }],
    ['count of a finding', { findings: [finding({ bursts: 4 })] }],
  ])('is another with another %s', (_name, over) => {
    expect(hash(over)).not.toBe(hash());
  });

  test('leaves out what is over, not of the line, or older than stores answer for', () => {
    expect(hash({ alarms: [alarm(), alarm({ id: 'over', state: 'Normal' })] })).toBe(hash());
    expect(hash({ findings: [finding(), finding({ id: 'over', status: 'closed' })] })).toBe(hash());
    expect(hash({ alarms: [alarm(), alarm({ id: 'x', equipment: 'test/shop/other/S1' })] })).toBe(hash());
    for (const time of [AT + 1, AT - STATE_VALUE_AGE_MS])
      expect(hash({ values: [value('temperature'), value('flow', { time })] })).toBe(hash());
  });

  test('says of silence and of a bad sensor what is known: a Bad value has no value, a stale machine no state', () => {
    const bad = { quality: QUALITY_BAD };
    const lines = (...values: ReturnType<typeof value>[]) =>
      stateLines(index, state({ values, alarms: [], findings: [] }));
    expect(lines(value('temperature', { ...bad, value: NaN }))).toEqual(
      lines(value('temperature', { ...bad, value: 5 })),
    );
    const { periodMs } = index.signal(`${TEST_SPINDLE}/state`)!;
    const machines = (age: number) =>
      lines(value('state', { value: EXECUTE, time: AT - age })).filter((line) =>
        line.startsWith('["machine"'),
      ).length;
    expect([machines(3 * periodMs!), machines(3 * periodMs! + 1)]).toEqual([1, 0]);
  });
});

describe('comparing a replayed with a logged state', () => {
  const logged = (over: Partial<LoggedState> = {}): LoggedState => ({
    line: LINE,
    at: AT,
    hash: 'x',
    modelVersion: 1,
    late: false,
    ...over,
  });
  test.each([
    ['equal', logged({ hash: 'y' }), false],
    ['differs', logged(), false],
    ['late', logged({ late: true }), false],
    ['other-model', logged({ modelVersion: 2 }), false],
    ['thinned', logged(), true],
    ['not-logged', null, false],
  ] as const)('says "%s"', (verdict, log, thinned) => {
    expect(compareStates({ hash: 'y', modelVersion: 1 }, log, thinned)).toBe(verdict);
  });
});
