import { beforeEach, describe, expect, test } from '@jest/globals';
import { stateHash, type Finding, type StandingValue } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { samplesOf, TEST_OTHER_LINE, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { testAlarm } from '../alarms/alarm-log.conformance.ts';
import { testAssessment } from '../condition/findings/finding-store.conformance.ts';
import { LineShadow, SETTLE_MS } from './line-shadow.ts';

const index = new ModelIndex(testPlant());
const LINE = index.equipment(TEST_SPINDLE)!.line;
const T = Date.UTC(2026, 0, 5, 8);
const PERIOD_MS = 10_000;
const temperature = `${TEST_SPINDLE}/temperature`;
const signal = index.signal(temperature)!.index;
const alarm = testAlarm('a', { equipment: TEST_SPINDLE });
const finding: Finding = {
  ...testAssessment(0).finding,
  equipment: TEST_SPINDLE,
  status: 'open',
  firstSeenAt: T + 1000,
  lastSeenAt: T + 1000,
};

let shadow: LineShadow;
beforeEach(() => {
  shadow = new LineShadow({ index, line: LINE, periodMs: PERIOD_MS, since: T });
});
/** Plant time, seconds after the beginning. */
const at = (second: number) => T + second * 1000;
const hear = (second: number, value: number) => shadow.hear(samplesOf([[signal, at(second), value]]));
const settle = (second: number) => shadow.settle(at(second) + SETTLE_MS);
const hashOf = (second: number, known: [second: number, value: number] | undefined, records: object = {}) => {
  const values: StandingValue[] = known
    ? [{ address: temperature, time: at(known[0]), value: known[1], quality: 0 }]
    : [];
  return stateHash(index, { line: LINE, at: at(second), values, alarms: [], findings: [], ...records });
};

describe('shadow of a line', () => {
  test('says of an instant what stood there, however much was heard since', () => {
    hear(3, 1);
    hear(9, 2);
    hear(10, 3);
    hear(11, 4);
    hear(19, 5);
    expect(settle(9)).toEqual([]);
    const version = index.model.version;
    expect(settle(20)).toEqual([
      { line: LINE, at: at(10), hash: hashOf(10, [10, 3]), modelVersion: version, late: false },
      { line: LINE, at: at(20), hash: hashOf(20, [19, 5]), modelVersion: version, late: false },
    ]);
    expect(settle(20)).toEqual([]);
  });

  test('waits for what comes out of order, and takes the newest by source time', () => {
    hear(9, 9);
    hear(5, 5);
    hear(21, 21);
    hear(14, 14);
    expect(settle(30).map(({ hash }) => hash)).toEqual([
      hashOf(10, [9, 9]),
      hashOf(20, [14, 14]),
      hashOf(30, [21, 21]),
    ]);
    expect(shadow.takeLate()).toEqual([]);
  });

  test('tells once which logged instants a late value belongs before: until the next value of its signal', () => {
    hear(5, 5);
    hear(25, 25);
    settle(30);
    hear(8, 8);
    expect(shadow.takeLate()).toEqual([{ from: at(8), to: at(25) - 1 }]);
    expect(shadow.takeLate()).toEqual([]);
    // It stood between two instants only, or is known.
    hear(21, 21);
    hear(25, 25);
    expect(shadow.takeLate()).toEqual([]);
    hear(27, 27);
    expect(shadow.takeLate()).toEqual([{ from: at(27), to: at(30) }]);
    expect(settle(40)[0].hash).toBe(hashOf(40, [27, 27]));
  });

  test('is not sure of an instant whose value the disk refused, until another one stands', () => {
    hear(5, 5);
    shadow.refuse(samplesOf([[signal, at(5), 5]]));
    expect(settle(10)[0].late).toBe(true);
    hear(15, 15);
    expect(settle(20)[0]).toMatchObject({ late: false, hash: hashOf(20, [15, 15]) });
  });

  test('is not sure of values of a clock too far ahead to be kept', () => {
    hear(95, 95);
    const states = settle(100);
    expect(states.filter(({ late }) => late).map((state) => state.at)).toEqual([at(100)]);
    hear(105, 105);
    expect(settle(110)[0]).toMatchObject({ late: false, hash: hashOf(110, [105, 105]) });
  });

  test('keeps alarms and findings as they stood, whatever became of them', () => {
    shadow.takeStanding([alarm], []);
    shadow.hearFinding(finding);
    shadow.hearAlarm({ ...alarm, state: 'Normal' }, at(11));
    shadow.hearFinding({ ...finding, status: 'closed', closedAt: at(21) });
    expect(settle(30).map(({ hash }) => hash)).toEqual([
      hashOf(10, undefined, { alarms: [alarm], findings: [finding] }),
      hashOf(20, undefined, { findings: [finding] }),
      hashOf(30, undefined),
    ]);
  });

  test('takes of two changes of an alarm the one told last, also where its time is earlier', () => {
    shadow.hearAlarm({ ...alarm, state: 'Acknowledged' }, at(15));
    shadow.hearAlarm({ ...alarm, state: 'Unacknowledged' }, at(5));
    const before = hashOf(10, undefined, { alarms: [{ ...alarm, state: 'Unacknowledged' }] });
    const after = hashOf(20, undefined, { alarms: [{ ...alarm, state: 'Unacknowledged' }] });
    expect(settle(20).map(({ hash }) => hash)).toEqual([before, after]);
  });

  test('marks all instants since the time of an alarm that is told after they were logged', () => {
    settle(30);
    shadow.hearAlarm(alarm, at(12));
    expect(shadow.takeLate()).toEqual([{ from: at(12), to: at(30) }]);
    expect(settle(40)[0].hash).toBe(hashOf(40, undefined, { alarms: [alarm] }));
  });

  test('knows nothing of other lines', () => {
    shadow.hearAlarm({ ...alarm, equipment: TEST_OTHER_LINE }, at(5));
    shadow.takeStanding([{ ...alarm, equipment: TEST_OTHER_LINE }], []);
    shadow.hear(samplesOf([[index.signal(`${TEST_OTHER_LINE}/power`)!.index, at(5), 1]]));
    expect(settle(10)[0].hash).toBe(hashOf(10, undefined));
  });

  test('says with few words that very much came late', () => {
    settle(10_000);
    for (let i = 0; i < 300; i++) hear(20 * i + 5, i);
    expect(shadow.takeLate().length).toBeLessThanOrEqual(100);
  });
});
