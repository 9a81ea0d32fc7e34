import {
  LineForecast,
  stopOf,
  trackedMachines,
  type ForecastMachine,
  type LineMemory,
  type LineMinute,
} from '@linetwin/energy';
import type { Line } from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';
import type { KnownAhead } from './known-ahead.ts';
import { knownPower, powerSources, type PowerSource } from './known-power.ts';

/** Fewer samples do not make a minute. */
const MIN_SAMPLES = 30;
/** Minutes that are foretold: of two quarters of an hour. */
const AHEAD_MINUTES = 30;

interface WatchedMachine extends ForecastMachine {
  position: number;
  /** Its counter of good parts and its power; -1 where it has none. */
  good: number;
  power: number;
  /** kW of the samples of the running minute, summed. */
  sum: number;
}

/** A minute of a line, and what is foretold after it; told to other processes as it is. */
export interface ToldMinute {
  /** Begin, ms since 1970 UTC. */
  time: number;
  kw: number;
  /** Mean powers of the minutes that come. */
  ahead: number[];
}

/** The demand of one line that this process owns: its power summed over its machines each second, and its forecast minute by minute. */
export class LineDemand {
  readonly id: string;
  private readonly twin: Twin;
  private readonly known: KnownAhead;
  private readonly sources: PowerSource[];
  private readonly machines: WatchedMachine[];
  /** Counters of its last machines. */
  private readonly good: number[];
  private readonly forecast: LineForecast;
  private sum = 0;
  private samples = 0;

  constructor(twin: Twin, line: Line, known: KnownAhead, memory?: LineMemory) {
    this.id = line.id;
    this.twin = twin;
    this.known = known;
    const { index } = twin;
    const signalOf = (address: string, role: 'goodCount' | 'power') =>
      index.signalWithRole(index.equipment(address)!, role)?.index ?? -1;
    const { machines, last } = trackedMachines(index.model, line);
    this.sources = powerSources(index, index.equipmentOf(line.id));
    this.machines = machines.map((one) => ({
      ...one,
      position: index.model.equipment.findIndex(({ address }) => address === one.id),
      good: signalOf(one.id, 'goodCount'),
      power: signalOf(one.id, 'power'),
      sum: 0,
    }));
    this.good = last.map((address) => signalOf(address, 'goodCount'));
    this.forecast = new LineForecast(machines, memory);
  }

  get memory(): LineMemory {
    return this.forecast.memory;
  }

  /** Takes the power of this second. */
  sample(now: number): void {
    const kw = knownPower(this.sources, this.twin, now);
    if (kw === null) return;
    this.sum += kw;
    this.samples++;
    for (const one of this.machines) one.sum += this.finite(one.power);
  }

  /** Ends the minute that began at a time. Undefined when too little was heard in it. */
  endMinute(time: number, now: number): ToldMinute | undefined {
    const minute = this.samples >= MIN_SAMPLES ? this.minuteOf(time, now) : undefined;
    this.sum = 0;
    this.samples = 0;
    for (const one of this.machines) one.sum = 0;
    if (!minute) return undefined;
    this.forecast.observe(minute);
    return { time, kw: minute.kw, ahead: this.forecast.foretell(AHEAD_MINUTES)! };
  }

  private minuteOf(time: number, now: number): LineMinute {
    const { id, twin, known, samples } = this;
    return {
      time,
      kw: this.sum / samples,
      machines: this.machines.map((one) => ({
        kw: one.sum / samples,
        rest: known.restOf(one.id),
        order: known.orderOfMachine(id, one.id),
        stop: stopOf(twin.machineState(one.position, now)),
        good: this.finite(one.good),
      })),
      good: this.good.reduce((total, signal) => total + this.finite(signal), 0),
      order: known.orderOf(id),
    };
  }

  private finite(signal: number): number {
    return signal >= 0 && Number.isFinite(this.twin.value[signal]) ? this.twin.value[signal] : 0;
  }
}
