import { median } from '@linetwin/signal';
import type { WeldParameters } from './parameters.ts';
import type { SeamFeatures, SignalFeatures } from './seam-view.ts';
import { medianRow } from './statistics.ts';
import type { SeamColumn, SeamUnderTest } from './seam-input.ts';
import { mean } from './statistics.ts';

/** Powers of one recipe agree within this share, ring parts within these percentage points. */
const SAME_POWER = 0.02;
const SAME_RING_POINTS = 2;

/** What a program asked of the machine: a seam is only compared with good seams of the same recipe. */
export interface Recipe {
  program: string;
  powerKw: number | null;
  ringPercent: number | null;
}

/** What good seams of one machine and recipe look like. JSON; each version is kept. */
export interface SeamReference {
  recipe: Recipe;
  /** 0 while there are too few good seams. */
  version: number;
  seams: SeamFeatures[];
  /** Median of the seams at the time of the version; null while it is 0. */
  typical: SeamFeatures | null;
}

export function recipeOf(seam: SeamUnderTest): Recipe {
  const typical = (id: string) => {
    const values = seam.traces[id]?.values.filter((value) => value > 0) ?? [];
    return values.length > 0 ? median(values) : null;
  };
  return { program: seam.program, powerKw: typical('set_power'), ringPercent: typical('ring_share') };
}

export function isSameRecipe(a: Recipe, b: Recipe): boolean {
  if (a.program !== b.program) return false;
  const near = (x: number | null, y: number | null, within: number) =>
    x === null || y === null ? x === y : Math.abs(x - y) <= within;
  return (
    near(a.powerKw, b.powerKw, SAME_POWER * (a.powerKw ?? 0)) &&
    near(a.ringPercent, b.ringPercent, SAME_RING_POINTS)
  );
}

/** `BUTT-6MM 10.2 kW, ring 50 %`. */
export function recipeName({ program, powerKw, ringPercent }: Recipe): string {
  const power = powerKw === null ? '' : ` ${powerKw.toFixed(1)} kW`;
  return program + power + (ringPercent ? `, ring ${Math.round(ringPercent)} %` : '');
}

export function emptyReference(recipe: Recipe): SeamReference {
  return { recipe, version: 0, seams: [], typical: null };
}

/** A reference with one good seam more; after the last size it stands, so that slow wear is never learned. */
export function learnSeam(
  reference: SeamReference,
  features: SeamFeatures,
  { referenceSeams }: WeldParameters,
): SeamReference {
  if (reference.seams.length >= referenceSeams.at(-1)!) return reference;
  const seams = [...reference.seams, features];
  const version = referenceSeams.filter((size) => seams.length >= size).length;
  const isNew = version > reference.version;
  return { ...reference, seams, version, typical: isNew ? typicalOf(seams) : reference.typical };
}

/** Mean depth of good seams, mm: the target of the recipe. */
export function targetDepthMm({ levels }: SeamFeatures): number {
  return mean(levels.depthMm ?? []);
}

function typicalOf(seams: readonly SeamFeatures[]): SeamFeatures {
  const columns = Object.keys(seams[0].levels) as SeamColumn[];
  const signals = Object.keys(seams[0].signals).filter((id) => seams.every((seam) => id in seam.signals));
  const of = (id: string, what: (features: SignalFeatures) => number) =>
    median(seams.map((seam) => what(seam.signals[id])));
  return {
    levels: Object.fromEntries(
      columns.map((name) => [name, medianRow(seams.map((seam) => seam.levels[name]!))]),
    ),
    scatters: Object.fromEntries(
      columns.map((name) => [name, median(seams.map((seam) => seam.scatters[name]!))]),
    ),
    signals: Object.fromEntries(
      signals.map((id) => [
        id,
        {
          mean: of(id, (one) => one.mean),
          scatter: of(id, (one) => one.scatter),
          rise: of(id, (one) => one.rise),
          parts: medianRow(seams.map((seam) => seam.signals[id].parts)),
        },
      ]),
    ),
  };
}
