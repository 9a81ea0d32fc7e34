import { DEFAULT_WELD_PARAMETERS, type WeldParameters } from './parameters.ts';
import { targetDepthMm } from './seam-reference.ts';
import type { SeamColumn } from './seam-input.ts';
import { PARTS, type SeamFeatures, type SeamView } from './seam-view.ts';
import { mean, type Run } from './statistics.ts';
import type { SeamDefect, SeamDefectKind, SeamFact } from './verdict.schema.ts';

/** A measured limit that is exceeded is this sure; each further sign that agrees adds, up to the most. */
const PER_WITNESS = 0.1;
const MOST = 0.95;

/** What all judges of one seam share: the seam, what it is compared with, and how a defect is written down. */
export class DefectMaker {
  readonly view: SeamView;
  /** Null while nothing is learned. */
  readonly typical: SeamFeatures | null;
  readonly limits: WeldParameters;
  readonly found: SeamDefect[] = [];

  constructor(
    view: SeamView,
    typical: SeamFeatures | null,
    limits: WeldParameters = DEFAULT_WELD_PARAMETERS,
  ) {
    this.view = view;
    this.typical = typical;
    this.limits = limits;
  }

  get targetMm(): number | null {
    return this.typical && targetDepthMm(this.typical);
  }

  /** What a column usually is at a place. */
  usual(column: SeamColumn, step: number): number {
    const parts = this.typical?.levels[column];
    if (!parts) return NaN;
    return parts[Math.min(PARTS - 1, Math.floor((step * PARTS) / this.view.length))];
  }

  /** A stretch against the usual: 1 is as always; NaN where nothing is learned. */
  share(column: SeamColumn, { from, to }: Run): number {
    let usual = 0;
    for (let i = from; i < to; i++) usual += this.usual(column, i);
    return mean(this.view.column(column), from, to) / (usual / (to - from));
  }

  /** @param run in steps of the columns @param witnesses further signs; only those that hold count and are shown */
  add(kind: SeamDefectKind, run: Run, sure: number, facts: SeamFact[], witnesses: SeamFact[] = []): void {
    this.addAt(kind, this.view.mm(run.from), this.view.mm(run.to), sure, facts, witnesses);
  }

  addAt(
    kind: SeamDefectKind,
    fromMm: number,
    toMm: number,
    sure: number,
    facts: SeamFact[],
    witnesses: SeamFact[] = [],
  ): void {
    const agreeing = witnesses.filter(holds);
    this.found.push({
      kind,
      fromMm: Math.round(Math.max(0, fromMm)),
      toMm: Math.round(Math.min(this.view.seam.lengthMm, toMm)),
      confidence: Math.min(MOST, Math.round((sure + PER_WITNESS * agreeing.length) * 100) / 100),
      evidence: [...facts, ...agreeing],
    });
  }

  /** Stretches of a signal where something holds, in mm, with the mean of the signal there. */
  stretches(
    id: string,
    holdsAt: (value: number, i: number) => boolean,
  ): { fromMm: number; toMm: number; mean: number; most: number; values: number }[] {
    const { mm, values } = this.view.along(id);
    const out: { from: number; to: number }[] = [];
    values.forEach((value, i) => {
      if (!holdsAt(value, i)) return;
      const last = out.at(-1);
      if (last && last.to === i) last.to = i + 1;
      else out.push({ from: i, to: i + 1 });
    });
    return out.map(({ from, to }) => ({
      fromMm: mm[from],
      toMm: mm[to] ?? this.view.seam.lengthMm,
      mean: mean(values, from, to),
      most: Math.max(...values.slice(from, to)),
      values: to - from,
    }));
  }
}

export function above(quantity: string, value: number, limit: number): SeamFact {
  return { quantity, value: round(value), limit: round(limit), is: 'above' };
}

export function below(quantity: string, value: number, limit: number): SeamFact {
  return { quantity, value: round(value), limit: round(limit), is: 'below' };
}

export function holds({ value, limit, is }: SeamFact): boolean {
  return is === 'above' ? value > limit : value < limit;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
