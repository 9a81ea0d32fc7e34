import { deviation, inParts, localScatter, mean, smoothed } from './statistics.ts';
import { SEAM_COLUMNS, type SeamColumn, type SeamTrace, type SeamUnderTest } from './seam-input.ts';

/** Places along a seam at which a reference is kept. */
export const PARTS = 20;
/** Length over which scatter is local, mm: long against a pore, short against a seam. */
export const SCATTER_MM = 25;
/** The tool is in the weld while it is pushed by more than this share of its most; a broken pin still rubs. */
const PUSHED = 0.15;

/** A seam with what several judges need of it, each computed once. */
export class SeamView {
  readonly seam: SeamUnderTest;
  readonly length: number;
  /** Millimetres per value of a column. */
  readonly stepMm: number;
  /** When welding began, ms since 1970 UTC; undefined where no signal tells. */
  readonly startedAt: number | undefined;
  private readonly smooth = new Map<string, Float64Array>();

  constructor(seam: SeamUnderTest) {
    this.seam = seam;
    this.length = seam.perMm.depthMm.length;
    this.stepMm = seam.lengthMm / Math.max(1, this.length);
    this.startedAt = startOf(seam);
  }

  column(name: SeamColumn): readonly number[] {
    return this.seam.perMm[name];
  }

  /** A column without what one or two values do by chance. */
  level(name: SeamColumn): Float64Array {
    return this.once(`level ${name}`, () => smoothed(this.column(name), 5));
  }

  scatter(name: SeamColumn): Float64Array {
    return this.once(`scatter ${name}`, () => localScatter(this.column(name), this.steps(SCATTER_MM)));
  }

  steps(mm: number): number {
    return Math.max(1, Math.round(mm / this.stepMm));
  }

  mm(step: number): number {
    return Math.round(step * this.stepMm * 10) / 10;
  }

  /** A signal while the seam was welded, with the place of each value in mm. Empty where it is not known. */
  along(id: string): { mm: number[]; values: number[] } {
    const trace = this.seam.traces[id];
    const { startedAt } = this;
    if (!trace || startedAt === undefined) return { mm: [], values: [] };
    const mm: number[] = [];
    const values: number[] = [];
    const speed = this.seam.lengthMm / Math.max(1, this.seam.time - startedAt);
    trace.times.forEach((time, i) => {
      if (time < startedAt || time > this.seam.time) return;
      mm.push((time - startedAt) * speed);
      values.push(trace.values[i]);
    });
    return { mm, values };
  }

  /** Newest value of a signal that comes once per seam, not older than the seam's beginning. */
  last(id: string): number | undefined {
    const trace = this.seam.traces[id];
    const { startedAt } = this;
    if (!trace || startedAt === undefined) return undefined;
    // It is computed when the weld is over.
    const at = trace.times.findLastIndex((time) => time >= this.seam.time - 2000);
    return at < 0 ? undefined : trace.values[at];
  }

  /** Columns that do not move at all, though they should: what measures them is stuck or away. */
  stuck(): SeamColumn[] {
    const columns: readonly SeamColumn[] =
      this.seam.process === 'laser' ? SEAM_COLUMNS : (['depthMm'] as const);
    return columns.filter((name) => deviation(this.column(name)) < 1e-9);
  }

  /** What a reference is made of. */
  features(): SeamFeatures {
    const columns = this.seam.process === 'laser' ? SEAM_COLUMNS : (['depthMm'] as const);
    return {
      levels: Object.fromEntries(columns.map((name) => [name, inParts(this.column(name), PARTS)])),
      scatters: Object.fromEntries(columns.map((name) => [name, mean(this.scatter(name))])),
      signals: Object.fromEntries(
        Object.keys(this.seam.traces).flatMap((id) => {
          const { values } = this.along(id);
          if (values.length < 5) return [];
          const middle = values.slice(Math.ceil(values.length * 0.1), Math.ceil(values.length * 0.9));
          return [
            [
              id,
              {
                mean: mean(middle),
                scatter: modulation(middle),
                rise: Math.max(...values) - values[0],
                parts: inParts(values, 5),
              },
            ],
          ];
        }),
      ),
    };
  }

  private once(key: string, make: () => Float64Array): Float64Array {
    let made = this.smooth.get(key);
    if (!made) this.smooth.set(key, (made = make()));
    return made;
  }
}

export interface SignalFeatures {
  mean: number;
  /** Scatter around a straight line, of the middle of the seam. */
  scatter: number;
  /** From the beginning to the highest. */
  rise: number;
  /** Means of five equal parts. */
  parts: number[];
}

/** A seam in a few numbers: JSON, kept with the reference. */
export interface SeamFeatures {
  levels: Partial<Record<SeamColumn, number[]>>;
  scatters: Partial<Record<SeamColumn, number>>;
  signals: Record<string, SignalFeatures>;
}

/** Standard deviation around the straight line through a signal. */
export function modulation(values: readonly number[]): number {
  const n = values.length;
  if (n < 3) return 0;
  const middle = mean(values);
  let slope = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    const x = i - (n - 1) / 2;
    slope += x * (values[i] - middle);
    spread += x * x;
  }
  slope /= spread;
  return deviation(values.map((value, i) => value - slope * (i - (n - 1) / 2)));
}

/** The last time before the seam's end at which the beam came on, or the tool began to be pushed. */
function startOf(seam: SeamUnderTest): number | undefined {
  const trace = seam.process === 'laser' ? seam.traces.beam_on : seam.traces.traverse_force;
  if (!trace || trace.times.length < 3) return undefined;
  const limit = seam.process === 'laser' ? 0.5 : PUSHED * highest(trace, seam.time);
  let at = trace.times.findLastIndex((time) => time <= seam.time);
  // The last value of the seam may be of after it.
  while (at >= 0 && trace.values[at] <= limit && seam.time - trace.times[at] < 3000) at--;
  if (at < 0 || trace.values[at] <= limit) return undefined;
  while (at >= 0 && trace.values[at] > limit) at--;
  return at < 0 ? undefined : trace.times[at + 1];
}

function highest({ times, values }: SeamTrace, until: number): number {
  return Math.max(0, ...values.filter((_, i) => times[i] <= until));
}
