import { MeterBook, type EnergyInterval, type MachineMoment } from '@linetwin/energy';
import { runningShift } from '@linetwin/kpi';
import { QUALITY_BAD, type Meter, type MeterTree, type ModelIndex } from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';
import type { StoredInterval } from './energy-store.port.ts';

/** What runs on a line at a time (ms since 1970 UTC): product and lot of its order, empty where none says. */
export type OrderOf = (line: string, time: number) => { product: string; lot: string };

/** Transformers may be overloaded by this much for a while. */
const TRANSFORMER_OVERLOAD = 1.2;

interface BookedMeter {
  meter: Meter;
  book: MeterBook;
  /** Signal indexes: one register, or the powers of a load. */
  signals: number[];
  isRegister: boolean;
  factor: number;
  /** Position in `model.equipment` of the machine whose state decides; -1 for meters of no machine. */
  position: number;
  good: Counted;
  scrap: Counted;
}

/** A counter of parts: where it stood when it was last looked at. */
interface Counted {
  signal: number;
  last: number | undefined;
}

/** The books of all meters that signals of one line feed, from the twin. */
export class LineBooks {
  readonly line: string;
  private readonly twin: Twin;
  private readonly orderOf: OrderOf;
  private readonly meters: BookedMeter[];

  /** @param kept what the last owner of the line kept of the running quarter */
  constructor(parts: {
    line: string;
    index: ModelIndex;
    tree: MeterTree;
    twin: Twin;
    orderOf: OrderOf;
    kept: readonly StoredInterval[];
  }) {
    this.line = parts.line;
    this.twin = parts.twin;
    this.orderOf = parts.orderOf;
    this.meters = parts.tree.meters.flatMap((meter) => bookedMeter(meter, parts) ?? []);
  }

  /** Books what the registers say now; values that were booked are not looked at again. */
  update(now: number): void {
    const line = this.twin.index.line(this.line)!;
    const shift = runningShift(line.shifts, this.twin.index.model.site.timeZone, now)?.shift.id ?? '';
    const { product, lot } = this.orderOf(this.line, now);
    for (const one of this.meters) {
      const reading = this.readingOf(one);
      if (!reading || reading.time <= (one.book.lastMark?.time ?? 0)) continue;
      const moment: MachineMoment = {
        state: one.position >= 0 ? this.twin.machineState(one.position, now) : undefined,
        product,
        lot,
        shift,
        good: this.count(one.good),
        scrap: this.count(one.scrap),
      };
      if (one.isRegister) one.book.observe(reading.time, reading.value, moment);
      else one.book.observePower(reading.time, reading.value * one.factor, moment);
    }
  }

  /** What changed since the last call, to be kept. */
  takeChanged(): StoredInterval[] {
    return this.meters.flatMap(({ book }) => {
      const changed = book.takeChanged();
      const mark = book.lastMark;
      return mark ? changed.map((interval) => ({ ...interval, line: this.line, mark })) : [];
    });
  }

  private readingOf({ signals }: BookedMeter): { time: number; value: number } | undefined {
    const { time, value, quality } = this.twin;
    let newest = 0;
    let sum = 0;
    for (const signal of signals) {
      if (time[signal] === 0 || quality[signal] === QUALITY_BAD || Number.isNaN(value[signal]))
        return undefined;
      newest = Math.max(newest, time[signal]);
      sum += value[signal];
    }
    return { time: newest, value: sum };
  }

  /** Parts since the last call; a counter that starts again has counted what it shows. */
  private count(counted: Counted): number {
    const { signal } = counted;
    const { time, value, quality } = this.twin;
    if (signal < 0 || time[signal] === 0 || quality[signal] === QUALITY_BAD) return 0;
    const now = value[signal];
    const { last } = counted;
    counted.last = now;
    if (last === undefined) return 0;
    return now >= last ? now - last : now;
  }
}

function bookedMeter(
  meter: Meter,
  {
    line,
    index,
    tree,
    kept,
  }: { line: string; index: ModelIndex; tree: MeterTree; kept: readonly StoredInterval[] },
): BookedMeter | undefined {
  const { source } = meter;
  if (source.kind !== 'counter' && source.kind !== 'power') return undefined;
  const addresses = source.kind === 'counter' ? [source.signal] : source.signals;
  const signals = addresses.map((address) => index.signal(address));
  const first = signals[0];
  if (!first || index.equipment(first.equipment)?.line !== line) return undefined;
  const machine = meter.equipment === undefined ? undefined : index.equipment(meter.equipment);
  const counter = (role: 'goodCount' | 'scrapCount'): Counted => ({
    // Parts are those of the machine; its loads make none of their own.
    signal: machine && meter.level === 'machine' ? (index.signalWithRole(machine, role)?.index ?? -1) : -1,
    last: undefined,
  });
  return {
    meter,
    book: new MeterBook(
      meter.id,
      {
        factor: source.factor,
        rollsOverAt: source.kind === 'counter' ? source.rollsOverAt : undefined,
        maxKw: greatestKw(meter, tree, index),
      },
      keptOf(meter.id, kept),
    ),
    signals: signals.map((signal) => signal!.index),
    isRegister: source.kind === 'counter',
    factor: source.factor,
    position: machine ? index.model.equipment.indexOf(machine) : -1,
    good: counter('goodCount'),
    scrap: counter('scrapCount'),
  };
}

function keptOf(meter: string, kept: readonly StoredInterval[]) {
  const own = kept.filter((interval) => interval.meter === meter);
  if (own.length === 0) return undefined;
  const newest = own.reduce((a, b) => (b.mark.time > a.mark.time ? b : a));
  const open = own.map(({ line: _line, mark: _mark, ...interval }): EnergyInterval => interval);
  return { mark: newest.mark, open };
}

/** The most that can flow through a meter, kW; `undefined` where nothing says. */
export function greatestKw(meter: Meter, tree: MeterTree, index: ModelIndex): number | undefined {
  if (meter.equipment !== undefined) {
    const machine = index.equipment(meter.equipment);
    return machine && index.signalWithRole(machine, 'power')?.range[1];
  }
  if (meter.ratedKva !== undefined) return meter.ratedKva * TRANSFORMER_OVERLOAD;
  const below = tree.children(meter.id).map((child) => greatestKw(child, tree, index));
  return below.length > 0 && below.every((one) => one !== undefined)
    ? below.reduce((sum, one) => sum + one, 0)
    : undefined;
}
