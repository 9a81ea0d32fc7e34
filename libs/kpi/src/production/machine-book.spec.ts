import { describe, expect, test } from '@jest/globals';
import type { PackmlState } from '@linetwin/model';
import fc from 'fast-check';
import { MachineBook, type KeptProduction, type ProductionMoment } from './machine-book.ts';
import { addProduction, noProduction, type ProductionInterval } from './production-sums.ts';
import { asksForReason, clippedTime, stopSeconds, type Stop } from './stop.ts';
import { TIME_CLASSES } from './time-classes.ts';

const T0 = Date.UTC(2026, 0, 5);
const PLAN = { microStopS: 300, planAt: () => ({ shift: 'early', isPlanned: true }) };
const moment = (state: PackmlState | undefined, more: Partial<ProductionMoment> = {}): ProductionMoment => ({
  state,
  interlock: undefined,
  counters: { good: null, scrap: null, rework: null },
  product: '6205',
  order: '',
  changingOver: false,
  runTimeS: 10,
  firstAlarm: undefined,
  ...more,
});

class Shift {
  time = T0;
  readonly intervals = new Map<string, ProductionInterval>();
  readonly stops = new Map<number, Stop>();
  book: MachineBook;

  constructor(kept?: KeptProduction, plan = PLAN) {
    this.book = new MachineBook('m', plan, kept);
    if (!kept) this.book.observe(this.time, moment('Execute'));
  }

  /** The machine says the same every second for so long. */
  for(seconds: number, state: PackmlState | undefined, more: Partial<ProductionMoment> = {}): this {
    for (let s = 0; s < seconds; s++) this.book.observe((this.time += 1000), moment(state, more));
    return this;
  }

  take(): this {
    const { intervals, stops } = this.book.takeChanged();
    for (const one of intervals)
      this.intervals.set(`${one.from} ${one.product} ${one.order} ${one.shift}`, one);
    for (const one of stops) this.stops.set(one.from, one);
    return this;
  }

  get sums() {
    return [...this.take().intervals.values()].reduce(addProduction, noProduction());
  }

  get list() {
    return [...this.take().stops.values()];
  }
}

describe('machine book', () => {
  test('books every second on the class of the state, and side of the neighbour it waits for', () => {
    const shift = new Shift()
      .for(600, 'Execute')
      .for(30, 'Suspended', { interlock: 'starved' })
      .for(90, 'Suspended', { interlock: 'blocked' })
      .for(60, 'Held')
      .for(20, undefined)
      .for(100, 'Execute');
    expect(shift.sums.time).toMatchObject({ run: 700, starved: 30, blocked: 90, held: 60, unknown: 20 });
  });

  test('makes a stop of everything between leaving Execute and being back, by what was gravest', () => {
    const shift = new Shift()
      .for(100, 'Execute')
      .for(2, 'Aborting', { firstAlarm: 'm/temp H' })
      .for(600, 'Aborted', { firstAlarm: 'm/temp H' })
      .for(5, 'Clearing')
      .for(8, 'Resetting')
      .for(10, 'Starting')
      .for(50, 'Execute');
    expect(shift.list).toMatchObject([
      { from: T0 + 100_000, to: T0 + 725_000, class: 'down', cause: { kind: 'alarm', alarm: 'm/temp H' } },
    ]);
    expect(shift.sums).toMatchObject({ failures: 1, repairS: 625 });
    expect(asksForReason(shift.list[0], 300)).toBe(false);
  });

  test('asks why of a long stop that nothing is known of, not of micro-stops and waits', () => {
    const shift = new Shift()
      .for(420, 'Held')
      .for(9, 'Execute')
      .for(40, 'Held')
      .for(9, 'Execute')
      .for(400, 'Suspended', { interlock: 'starved' })
      .for(9, 'Execute');
    expect(shift.list.map((stop) => asksForReason(stop, 300))).toEqual([true, false, false]);
    expect(shift.list[2].cause).toEqual({ kind: 'starved' });
    expect(shift.sums).toMatchObject({ microStops: 1, microStopS: 40 });
  });

  test('keeps short waits in the sums only', () => {
    const shift = new Shift().for(50, 'Suspended').for(10, 'Execute');
    expect(shift.list).toEqual([]);
    expect(shift.sums.time.waiting).toBe(50);
  });

  test('does not count time outside of the plan, unless the machine works', () => {
    const plan = { ...PLAN, planAt: () => ({ shift: '', isPlanned: false }) };
    const shift = new Shift(undefined, plan).for(60, 'Stopped').for(60, undefined).for(30, 'Execute');
    expect(shift.sums.time).toMatchObject({ offPlan: 120, run: 30, stopped: 0, unknown: 0 });
    expect(shift.list).toEqual([]);
  });

  test('counts items of a silence, but judges no speed by them', () => {
    const counters = { good: 10, scrap: 1, rework: null };
    const shift = new Shift().for(1, 'Execute', { counters });
    shift.time += 3_600_000;
    shift.for(1, 'Execute', { counters: { good: 110, scrap: 3, rework: null } });
    shift.for(1, 'Execute', { counters: { good: 111, scrap: 3, rework: null } });
    // A counter that starts anew has counted what it shows.
    shift.for(1, 'Execute', { counters: { good: 2, scrap: 3, rework: null } });
    expect(shift.sums).toMatchObject({ good: 103, scrap: 2, timedItems: 3, plannedRunS: 30 });
    expect(shift.sums.time.unknown).toBe(3601);
    expect(shift.intervals.size).toBe(5);
  });

  test('judges no speed by items of a silence either where a machine tells its state before its counters', () => {
    const at = (good: number | null) => ({ counters: { good, scrap: null, rework: null } });
    const shift = new Shift().for(1, 'Execute', at(100)).for(9, 'Execute', at(101));
    shift.time += 60_000;
    shift.for(1, undefined, at(null)).for(2, 'Execute', at(null)).for(1, 'Execute', at(107));
    expect(shift.sums).toMatchObject({ good: 7, timedItems: 1, plannedRunS: 10 });
    expect(shift.for(9, 'Execute', at(108)).sums).toMatchObject({ good: 8, timedItems: 2, plannedRunS: 20 });
  });

  test('books changeover from stops while the line changes over', () => {
    const shift = new Shift().for(120, 'Held', { changingOver: true }).for(9, 'Execute');
    expect(shift.sums.time).toMatchObject({ changeover: 120, held: 0 });
    expect(shift.list[0].class).toBe('changeover');
  });

  test('loses and doubles nothing, however its owners change and whatever the machine says', () => {
    const state = fc.constantFrom<PackmlState | undefined>(
      'Execute',
      'Held',
      'Suspended',
      'Aborted',
      undefined,
    );
    const piece = fc.record({ state, seconds: fc.integer({ min: 1, max: 400 }), handOver: fc.boolean() });
    const UNKNOWN_AT_HAND_OVER = [
      { state: 'Held' as const, seconds: 1, handOver: false },
      { state: undefined, seconds: 1, handOver: true },
      { state: 'Execute' as const, seconds: 1, handOver: false },
    ];
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const shift = new Shift();
        const whole = new Shift();
        let good = 0;
        for (const { state, seconds, handOver } of pieces) {
          const counters = { good: (good += 3), scrap: 0, rework: null };
          shift.for(seconds, state, { counters });
          whole.for(seconds, state, { counters });
          if (!handOver) continue;
          shift.take();
          const newest = Math.floor(shift.time / 900_000) * 900_000;
          shift.book = new MachineBook('m', PLAN, {
            mark: shift.book.lastMark!,
            open: [...shift.intervals.values()].filter(({ from }) => from === newest),
            stop: structuredClone(shift.book.openStop),
          });
        }
        // A new owner does not know of a silence that ends with its first look, and takes what was made in it for speed.
        const forgotten = pieces.some(({ state, handOver }) => handOver && state === undefined);
        const { timedItems, plannedRunS } = whole.sums;
        expect(forgotten ? { ...shift.sums, timedItems, plannedRunS } : shift.sums).toEqual(whole.sums);
        const known = (stops: Stop[]) => stops.map(({ from, to, class: name }) => [from, to, name]);
        expect(known(shift.list)).toEqual(known(whole.list));
        const all = TIME_CLASSES.reduce((sum, name) => sum + shift.sums.time[name], 0);
        expect(all).toBe((shift.time - T0) / 1000);
      }),
      { numRuns: 40, examples: [[UNKNOWN_AT_HAND_OVER]] },
    );
  });
});

describe('a stop', () => {
  test('has the share of its time in a span that lies in it', () => {
    const [stop] = new Shift().for(200, 'Held').for(9, 'Execute').list;
    expect(stopSeconds(stop)).toBe(200);
    expect(clippedTime(stop, T0 + 150_000, T0 + 900_000, T0).held).toBeCloseTo(50, 9);
    expect(clippedTime(stop, T0 + 300_000, T0 + 900_000, T0).held).toBe(0);
  });
});
