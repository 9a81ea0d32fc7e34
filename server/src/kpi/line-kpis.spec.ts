import { beforeEach, describe, expect, test } from '@jest/globals';
import { ModelIndex, PACKML_STATES, QUALITY_BAD, type PackmlState } from '@linetwin/model';
import { TEST_LAST, TEST_PRESS, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { Twin } from '../twin/twin.ts';
import { LineKpis, type LineBook } from './line-kpis.ts';

const index = new ModelIndex(testPlant());
const line = index.line('line-1')!;
const { timeZone } = index.model.site;
/** 08:00 in the plant: the day shift begins. */
const SHIFT_START = Date.UTC(2026, 0, 5, 0);

let twin: Twin;
let kpis: LineKpis;
let now: number;
beforeEach(() => {
  twin = new Twin(index);
  kpis = new LineKpis(line, index, twin);
  now = SHIFT_START;
});

const set = (machine: string, signal: string, value: number, quality = 0) =>
  twin.accept(index.signal(`${machine}/${signal}`)!.index, now, value, quality);
const setState = (state: PackmlState) => {
  for (const machine of [TEST_PRESS, TEST_SPINDLE, TEST_LAST])
    set(machine, 'state', PACKML_STATES.indexOf(state));
};
/** Lets seconds pass with all machines in a state (or silent), computing once a second as the server does. */
const pass = (seconds: number, state?: PackmlState) => {
  let kpi = kpis.update(now, timeZone);
  for (let i = 0; i < seconds; i++) {
    now += 1000;
    if (state) setState(state);
    kpi = kpis.update(now, timeZone);
  }
  return kpi;
};

describe('indicators of a line', () => {
  test('are computed since the shift began, with its plan', () => {
    expect(pass(1)).toMatchObject({ line: 'line-1', shift: 'day', since: SHIFT_START, planned: 3600 });
  });

  test('count what leaves the last station as good, and scrap of all stations', () => {
    for (const machine of [TEST_PRESS, TEST_SPINDLE, TEST_LAST]) {
      set(machine, 'good', 100);
      set(machine, 'scrap', 10);
    }
    pass(1, 'Execute');
    now += 10;
    set(TEST_PRESS, 'good', 190);
    set(TEST_SPINDLE, 'good', 170);
    set(TEST_LAST, 'good', 160);
    set(TEST_PRESS, 'scrap', 13);
    set(TEST_LAST, 'scrap', 11);
    expect(pass(0)).toMatchObject({ good: 60, scrap: 4, qualityRatio: 60 / 64 });
  });

  test('take availability and effectiveness from the station that sets the pace', () => {
    pass(0);
    set(TEST_SPINDLE, 'good', 0);
    set(TEST_LAST, 'good', 0);
    pass(60, 'Execute');
    pass(30, 'Aborted');
    set(TEST_SPINDLE, 'good', 5);
    set(TEST_LAST, 'good', 5);
    const kpi = pass(0);
    expect(kpi.availability).toBeCloseTo(60 / 90, 9);
    // Five parts of the spindle's 10 s in 60 s of production.
    expect(kpi.effectiveness).toBeCloseTo(50 / 60, 9);
    expect(kpi.oee).toBeCloseTo((60 / 90) * (50 / 60), 9);
  });

  test('say what an effectiveness above 100 % comes from: the item begun before, or a planned time that is too long', () => {
    pass(0);
    set(TEST_SPINDLE, 'good', 0);
    expect(pass(65, 'Execute').overEffective).toBeNull();
    // Seven parts of 10 s in 65 s: no more than the one that was on the spindle when the shift began.
    set(TEST_SPINDLE, 'good', 7);
    const { effectiveness, overEffective } = pass(0);
    expect(effectiveness).toBeCloseTo(70 / 65, 9);
    expect(overEffective).toMatchObject({ reason: 'begun-before', plannedS: 10 });
    expect(overEffective!.actualS).toBeCloseTo(65 / 7, 9);
    now += 10;
    set(TEST_SPINDLE, 'good', 12);
    expect(pass(0).overEffective).toMatchObject({ reason: 'run-time-too-long' });
  });

  test('do not run backwards when a counter is reset, rolls over or drops out', () => {
    set(TEST_LAST, 'good', 100);
    pass(1);
    for (const [value, quality] of [
      [110, 0],
      [3, 0],
      [NaN, QUALITY_BAD],
      [5, 0],
    ] as const) {
      now += 10;
      set(TEST_LAST, 'good', value, quality);
      pass(0);
    }
    expect(pass(0).good).toBe(10 + 3 + 2);
  });

  test('say by their coverage that states were not known, and do not take silence for standing still', () => {
    pass(60, 'Execute');
    const kpi = pass(60);
    // The last state holds for its three periods; then nobody knows.
    expect(kpi.coverage).toBeCloseTo(63 / 120, 1);
    expect(kpi.availability).toBe(1);
  });

  test('book the part of the shift before the server was there as unknown', () => {
    now = SHIFT_START + 3600_000;
    expect(pass(60, 'Execute').coverage).toBeCloseTo(60 / 3660, 3);
  });

  test('sum power of machines that tell it now, which is not zero where none does, and energy since the shift began', () => {
    for (const [machine, power, energy] of [
      [TEST_PRESS, 5, 100],
      [TEST_SPINDLE, 7, 200],
    ] as const) {
      set(machine, 'power', power);
      set(machine, 'energy', energy);
    }
    expect(pass(0)).toMatchObject({ powerKw: 12, energyKwh: 0, kwhPerGoodPart: null });
    now += 2000;
    set(TEST_SPINDLE, 'energy', 203);
    set(TEST_SPINDLE, 'power', NaN, QUALITY_BAD);
    set(TEST_LAST, 'good', 0);
    expect(pass(0)).toMatchObject({ powerKw: 5, energyKwh: 3 });
    now += 2000;
    expect(pass(0).powerKw).toBeNull();
  });

  test('take no reading of another meter for energy of the shift', () => {
    for (const reading of [200, 203, 150, 151]) {
      now += 2000;
      set(TEST_SPINDLE, 'energy', reading);
      pass(0);
    }
    expect(pass(0).energyKwh).toBe(3 + 1);
  });

  test('expect for the shift what its rate so far gives, once there is a minute to judge by', () => {
    set(TEST_LAST, 'good', 0);
    expect(pass(59, 'Execute').expectedByShiftEnd).toBeNull();
    set(TEST_LAST, 'good', 12);
    expect(pass(61, 'Execute').expectedByShiftEnd).toBe(Math.round((12 / 120) * 12 * 3600));
  });

  test('start anew with the next shift, without counting parts of the one before', () => {
    now = SHIFT_START + 12 * 3600_000 - 10_000;
    set(TEST_LAST, 'good', 100);
    pass(1, 'Execute');
    now += 10;
    set(TEST_LAST, 'good', 150);
    expect(pass(0, 'Execute')).toMatchObject({ shift: 'day', good: 50 });
    pass(15, 'Execute');
    now += 10;
    set(TEST_LAST, 'good', 151);
    expect(pass(0)).toMatchObject({ shift: 'night', since: SHIFT_START + 12 * 3600_000, good: 1 });
    expect(kpis.update(now, timeZone).coverage).toBeGreaterThan(0.99);
  });

  test('go on over a restart with the books that were kept, and know nothing of the time in between', () => {
    set(TEST_LAST, 'good', 100);
    pass(100, 'Execute');
    const kept = JSON.parse(JSON.stringify(kpis.books)) as LineBook;
    now += 100_000;
    set(TEST_LAST, 'good', 130);
    kpis = new LineKpis(line, index, twin, kept);
    const kpi = pass(1, 'Execute');
    expect(kpi).toMatchObject({ since: SHIFT_START, good: 30 });
    expect(kpi.coverage).toBeCloseTo(101 / 201, 2);
  });

  test('take no items of a time that nobody saw for speed, before and after what is seen', () => {
    const pacing = [TEST_PRESS, TEST_SPINDLE, TEST_LAST];
    const count = (items: number) => {
      for (const machine of pacing) set(machine, 'good', items);
    };
    count(100);
    pass(100, 'Execute');
    count(110);
    const seen = pass(1, 'Execute');
    const kept = JSON.parse(JSON.stringify(kpis.books)) as LineBook;
    // The server is away for an hour, in which the line goes on; its machines tell their state before their counters.
    now += 3_600_000;
    twin = new Twin(index);
    kpis = new LineKpis(line, index, twin, kept);
    pass(3);
    pass(2, 'Execute');
    count(470);
    const after = pass(1, 'Execute');
    expect(after.good).toBe(seen.good + 360);
    expect(after.effectiveness).toBeCloseTo(seen.effectiveness! * (101 / 104), 2);
    count(471);
    expect(pass(9, 'Execute').effectiveness).toBeCloseTo(seen.effectiveness!, 1);
  });

  test('are there for a line without shifts too', () => {
    kpis = new LineKpis(index.line('line-2')!, index, twin);
    const first = pass(10);
    expect(first).toMatchObject({
      shift: null,
      since: SHIFT_START,
      planned: null,
      expectedByShiftEnd: null,
      coverage: 0,
    });
    expect(pass(10).since).toBe(SHIFT_START);
  });
});
