import type { Signal } from '@linetwin/model';
import { severityAt, type Fault } from '@linetwin/model/scenario';
import type { Random } from '../physics/random.ts';

/** A value that a message leaves out: the sensor is silent. */
export const MISSING = Number.NEGATIVE_INFINITY;

/** At severity 1 a noisy sensor scatters by this share of the signal's normal width, a drifting one is off by, a wrong scale adds. */
const NOISE_SHARE = 0.2;
const DRIFT_SHARE = 0.1;
const SCALE_SHARE = 0.1;
/** One sample out of so many is a spike, of so many normal widths. */
const SPIKE_EVERY = 45;
const SPIKE_WIDTHS = 2;

interface SensorFault {
  fault: Fault;
  slot: number;
  /** What the sensor measured last while it was healthy; of a swapped one what it measures. */
  held: number;
  /** What it showed last. */
  shown: number;
}

/** Faults of the sensors of one machine: what it shows instead of what is. */
export class SensorFaults {
  private readonly entries: SensorFault[];
  private readonly signals: readonly Signal[];
  private readonly random: Random;
  private readonly ownValue: (machine: string, signal: string) => number;

  /** @param ownValue what a signal of another machine really is, by the machine's id */
  constructor(
    faults: readonly Fault[],
    signals: readonly Signal[],
    random: Random,
    ownValue: (machine: string, signal: string) => number,
  ) {
    this.signals = signals;
    this.random = random;
    this.ownValue = ownValue;
    this.entries = faults
      .filter(({ id }) => id.endsWith('-sensor'))
      .map((fault) => ({
        fault,
        slot: signals.findIndex(({ id }) => id === fault.signal),
        held: NaN,
        shown: NaN,
      }))
      .filter(({ slot }) => slot >= 0);
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** What a channel that may show another machine's value measures here; undefined where it is not swapped. */
  swappedValue(slot: number): number | undefined {
    return this.entries.find((entry) => entry.slot === slot && entry.fault.id === 'swapped-sensor')?.held;
  }

  /** @param values of the machine as they are, in the order of its signals; changed to what the sensors show */
  apply(values: Float64Array, timeS: number): void {
    for (const entry of this.entries) {
      const { slot, fault } = entry;
      const severity = severityAt(fault, timeS);
      const isSwapped = fault.id === 'swapped-sensor';
      if (isSwapped || severity <= 0 || Number.isNaN(entry.held)) entry.held = values[slot];
      if (severity <= 0) continue;
      // What is told per part stays until the next one: it is wrong already.
      const isOld = this.signals[slot].periodMs === undefined && values[slot] === entry.shown;
      if (!isOld) values[slot] = this.show(entry, severity, values[slot]);
      entry.shown = values[slot];
    }
  }

  private show({ fault, slot, held }: SensorFault, severity: number, value: number): number {
    const { random } = this;
    const { normal, range } = this.signals[slot];
    const width = normal ? normal[1] - normal[0] : (range[1] - range[0]) / 10;
    switch (fault.id) {
      case 'stuck-sensor':
        return held;
      case 'dropped-sensor':
        return MISSING;
      case 'open-sensor':
        return range[0];
      case 'noisy-sensor':
        return value + severity * NOISE_SHARE * width * random.boundedNormal();
      case 'spiky-sensor':
        return value + (random.uniform() < 1 / SPIKE_EVERY ? severity * SPIKE_WIDTHS * width : 0);
      case 'scaled-sensor':
        return value * (1 + SCALE_SHARE * severity);
      case 'swapped-sensor':
        return this.ownValue(fault.component!, fault.signal!);
      default:
        return value + severity * DRIFT_SHARE * width;
    }
  }
}
