import {
  bookTime,
  carriedOn,
  coverage,
  emptyTimeBook,
  lineRoles,
  oee,
  overEffective,
  runningShift,
  type OverEffective,
  type ProductionCount,
  type TimeBook,
} from '@linetwin/kpi';
import type { LineKpi } from '@linetwin/contracts';
import { z } from 'zod';
import type { Equipment, Line, ModelIndex } from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';

/** A counter of a machine as seen so far in this shift: rollovers and resets never make it run backwards. */
const counterBookSchema = z.object({ last: z.number().nullable(), sum: z.number() });
type CounterBook = z.infer<typeof counterBookSchema>;

const seconds = z.number().min(0);
const timeBookSchema = z.object({
  APT: seconds,
  ADET: seconds,
  AUST: seconds,
  ADOT: seconds,
  none: seconds,
  unknown: seconds,
} satisfies Record<keyof TimeBook, z.ZodNumber>);

/** Books of one line since its shift began, in a form that can be kept on disk: what each machine did. */
export const lineBookSchema = z.object({
  since: z.number(),
  shift: z.string().nullable(),
  bookedUntil: z.number(),
  machines: z.record(
    z.string(),
    z.object({
      time: timeBookSchema,
      good: counterBookSchema,
      scrap: counterBookSchema,
      energy: counterBookSchema,
      /** Items that came out while nobody looked. */
      untimed: z.number().default(0),
      /** Time passed unseen, and the counters have not been read since. */
      missed: z.boolean().default(false),
    }),
  ),
});
export type LineBook = z.infer<typeof lineBookSchema>;

/**
 * Effectiveness compares finished parts with the time they took. The first part was begun before anyone looked, so
 * that over few cycles it comes out far too high; over this many the error is at most a fifth.
 */
const MIN_CYCLES = 5;

/** What a counter adds that stands lower than before: one of parts begins again from 0. */
const FROM_ZERO = (value: number) => value;
/** A register of energy does not: it is another one, or was set back, and what flowed meanwhile is not known. */
const ANOTHER_REGISTER = () => 0;

interface Machine {
  equipment: Equipment;
  position: number;
  good: number;
  scrap: number;
  power: number;
  energy: number;
}

/**
 * Indicators of one line since its shift began, from machine states and counters of the twin. The line's OEE is
 * that of its pacing station (the one in the flow with the longest cycle per parallel machine), with the quality
 * ratio of the whole line: what leaves the last station against all that was scrapped on the way.
 */
export class LineKpis {
  readonly line: Line;
  private readonly twin: Twin;
  private readonly machines: Machine[];
  private readonly pacing: ReadonlySet<string>;
  private readonly last: ReadonlySet<string>;
  private book: LineBook;

  constructor(line: Line, index: ModelIndex, twin: Twin, kept?: LineBook) {
    this.line = line;
    this.twin = twin;
    const signal = (equipment: Equipment, role: 'goodCount' | 'scrapCount' | 'power' | 'energy') =>
      index.signalWithRole(equipment, role)?.index ?? -1;
    this.machines = index.model.equipment.flatMap((equipment, position) =>
      equipment.line !== line.id
        ? []
        : [
            {
              equipment,
              position,
              good: signal(equipment, 'goodCount'),
              scrap: signal(equipment, 'scrapCount'),
              power: signal(equipment, 'power'),
              energy: signal(equipment, 'energy'),
            },
          ],
    );
    ({ pacing: this.pacing, last: this.last } = lineRoles(line, index));
    this.book = kept ?? { since: 0, shift: null, bookedUntil: 0, machines: {} };
  }

  /** The books as they stand, to be kept over a restart. */
  get books(): LineBook {
    return this.book;
  }

  /** Books the time since the last call and gives the indicators. `now` in ms since 1970 UTC. */
  update(now: number, timeZone: string): Omit<LineKpi, 'gaps'> {
    const running = runningShift(this.line.shifts, timeZone, now);
    const since = running?.start ?? this.book.since;
    if (
      this.book.since === 0 ||
      since !== this.book.since ||
      (running?.shift.id ?? null) !== this.book.shift
    ) {
      this.startBook(running?.start ?? now, running?.shift.id ?? null, now);
    }
    this.bookMachines(now);
    const books = this.machines.map(({ equipment }) => this.book.machines[equipment.address]);
    const good = this.sum(this.last, 'good');
    const scrap = books.reduce((total, machine) => total + machine.scrap.sum, 0);
    const energyKwh = books.reduce((total, machine) => total + machine.energy.sum, 0);
    const counts = this.pacingCounts();
    const pacing = oee(counts);
    const qualityRatio = good + scrap > 0 ? good / (good + scrap) : null;
    const { availability } = pacing;
    const effectiveness = this.hasSeenEnough() ? pacing.effectiveness : null;
    const planned = running?.shift.plannedQuantity ?? null;
    return {
      line: this.line.id,
      time: now,
      shift: this.book.shift,
      since: this.book.since,
      good,
      scrap,
      planned,
      expectedByShiftEnd: running ? this.expected(good, now, running.end) : null,
      powerKw: this.powerNow(now),
      energyKwh,
      kwhPerGoodPart: good > 0 ? energyKwh / good : null,
      availability,
      effectiveness,
      qualityRatio,
      oee:
        availability !== null && effectiveness !== null && qualityRatio !== null
          ? availability * effectiveness * qualityRatio
          : null,
      overEffective: whyOver(effectiveness, counts),
      coverage: coverage(books.map(({ time }) => time)),
    };
  }

  /** What the machines of the pacing station did. */
  private pacingCounts(): ProductionCount[] {
    return this.machines
      .filter(({ equipment }) => this.pacing.has(equipment.address))
      .map(({ equipment }) => {
        const book = this.book.machines[equipment.address];
        return {
          time: book.time,
          plannedRunTimeS: equipment.cycleS ?? 0,
          good: book.good.sum,
          scrap: book.scrap.sum,
          untimed: book.untimed,
        };
      });
  }

  private startBook(since: number, shift: string | null, now: number): void {
    const before = this.book.machines;
    this.book = { since, shift, bookedUntil: Math.max(since, this.book.bookedUntil), machines: {} };
    // Time of the shift before we were there is unknown, and is booked as that.
    if (this.book.bookedUntil > now) this.book.bookedUntil = now;
    for (const { equipment } of this.machines) {
      const last = before[equipment.address];
      this.book.machines[equipment.address] = {
        time: emptyTimeBook(),
        good: { last: last?.good.last ?? null, sum: 0 },
        scrap: { last: last?.scrap.last ?? null, sum: 0 },
        energy: { last: last?.energy.last ?? null, sum: 0 },
        untimed: 0,
        missed: last?.missed ?? false,
      };
    }
  }

  private bookMachines(now: number): void {
    const elapsedMs = Math.max(0, now - this.book.bookedUntil);
    // A longer pause than this was not observed: the server was down, and nothing is known of it.
    const observedMs = elapsedMs > 5000 ? 0 : elapsedMs;
    this.book.bookedUntil = now;
    for (const machine of this.machines) {
      const book = (this.book.machines[machine.equipment.address] ??= {
        time: emptyTimeBook(),
        good: { last: null, sum: 0 },
        scrap: { last: null, sum: 0 },
        energy: { last: null, sum: 0 },
        untimed: 0,
        missed: false,
      });
      const state = this.twin.machineState(machine.position, now);
      bookTime(book.time, undefined, (elapsedMs - observedMs) / 1000);
      bookTime(book.time, state, observedMs / 1000);
      const before = book.good.sum + book.scrap.sum;
      this.bookCounter(book.good, machine.good, FROM_ZERO);
      this.bookCounter(book.scrap, machine.scrap, FROM_ZERO);
      if (elapsedMs > observedMs || state === undefined) book.missed = true;
      if (book.missed) book.untimed += book.good.sum + book.scrap.sum - before;
      if (state !== undefined && this.isRead(machine.good)) book.missed = false;
      this.bookCounter(book.energy, machine.energy, ANOTHER_REGISTER);
    }
  }

  private bookCounter(counter: CounterBook, signal: number, whenLower: (value: number) => number): void {
    if (!this.isRead(signal)) return;
    const value = this.twin.value[signal];
    if (counter.last !== null) counter.sum += value >= counter.last ? value - counter.last : whenLower(value);
    counter.last = value;
  }

  private isRead(signal: number): boolean {
    return signal >= 0 && this.twin.time[signal] !== 0 && this.twin.quality[signal] !== 2;
  }

  /** Output of the shift so far, carried on over its rest. */
  private expected(good: number, now: number, end: number): number | null {
    const observedS = this.machines
      .filter(({ equipment }) => this.last.has(equipment.address))
      .reduce((most, { equipment }) => {
        const { time } = this.book.machines[equipment.address];
        return Math.max(most, time.APT + time.ADET + time.AUST + time.ADOT + time.none);
      }, 0);
    const expected = carriedOn(good, observedS, Math.max(0, (end - now) / 1000), this.line.taktS);
    return expected === null ? null : Math.round(expected);
  }

  /** Whether the pacing machines were seen at work for long enough to judge their speed. */
  private hasSeenEnough(): boolean {
    return this.machines
      .filter(({ equipment }) => this.pacing.has(equipment.address))
      .some(
        ({ equipment }) =>
          this.book.machines[equipment.address].time.APT >= MIN_CYCLES * (equipment.cycleS ?? 0),
      );
  }

  private sum(addresses: ReadonlySet<string>, counter: 'good' | 'scrap'): number {
    let total = 0;
    for (const address of addresses) total += this.book.machines[address]?.[counter].sum ?? 0;
    return total;
  }

  /** What the machines that tell it draw now; `null` where none does, which is no zero. */
  private powerNow(now: number): number | null {
    const told = this.machines
      .filter(({ power }) => this.isRead(power) && !this.twin.isStale(power, now))
      .map(({ power }) => this.twin.value[power])
      .filter((value) => !Number.isNaN(value));
    return told.length > 0 ? told.reduce((total, value) => total + value) : null;
  }
}

/** Of an effectiveness above 100 %: whether it is the item that each machine had begun before, or a planned run time that is too long. */
function whyOver(effectiveness: number | null, counts: readonly ProductionCount[]): OverEffective | null {
  const APT = counts.reduce((sum, { time }) => sum + time.APT, 0);
  const PQ = counts.reduce((sum, { good, scrap, untimed = 0 }) => sum + good + scrap - untimed, 0);
  if (effectiveness === null || PQ === 0) return null;
  return overEffective({ effectiveness, APT, PRI: (effectiveness * APT) / PQ }, counts.length);
}
