import { runningMedian } from '@linetwin/signal';
import { sidebandOrder, slowerPeriodicities } from '../candidates.ts';
import type { ViewKind } from '../faults.ts';
import { prominenceBetween, withoutComb } from '../comb.ts';
import type { CombParameters, LineField } from '../comb.ts';
import { familyObjection } from '../families.ts';
import type { FamilyGeometry, FamilyObjection } from '../families.ts';
import type { BearingDiagnosisParameters } from '../parameters.ts';
import { controlOrders, FLOOR_STEP_ORDERS } from './fold-series.ts';
import type { BearingSeries, SeriesFault, SeriesFaultLines, SeriesView } from './series.schema.ts';
import { decodePowers } from './spectrum-code.ts';

/** What one view of a series shows of its strongest fault. */
export type SeriesReading = {
  readonly kind: ViewKind;
  readonly fault: SeriesFault;
  /** Of the comb, its strongest line left out, as one burst with so much less noise would show it. */
  readonly prominence: number;
  /** Root sum of squares of the harmonics' depths above what noise alone shows. */
  readonly depth: number;
  /** Prominence over that of the strongest of everything else. */
  readonly dominance: number;
  /** The same over the newest bursts, against other orders only. */
  readonly recentDominance: number;
  readonly objection: FamilyObjection | null;
  /** All faults that lines can name. */
  readonly candidates: readonly SeriesCandidate[];
  /** The strongest comb of any other order. */
  readonly background: { readonly order: number; readonly prominence: number };
  /** The averaged spectrum, the fault's lines without slip. */
  readonly field: LineField;
};

export type SeriesCandidate = {
  readonly fault: SeriesFault;
  readonly order: number;
  readonly slip: number;
  readonly prominence: number;
  readonly depth: number;
  /** Numbers of the harmonics that stand above the hit gate. */
  readonly harmonicsHit: readonly number[];
};

/** Windows of other combs nearer than this to a fault's own share lines with it. */
const NEIGHBOUR = 0.03;

/**
 * Reads one view of a series. In the mean of N powers the scatter of noise is smaller by √N and its mean is not: what stands
 * above the mean is therefore counted √N times, which is one burst with a floor lower by N^(1/4) in amplitude. Gates keep their meaning.
 *
 * Each burst is read at its own best slip, and the best of many is above the mean even in noise. How far is measured on combs of
 * other orders, read in the same bursts in the same way: their median is what noise shows, and the strongest of them what has to be beaten.
 */
export function readSeriesView(
  series: BearingSeries,
  view: SeriesView,
  shaftHz: number,
  geometry: FamilyGeometry,
  slipRange: number,
  parameters: BearingDiagnosisParameters,
): SeriesReading {
  const { comb, family } = parameters;
  const { orders } = geometry;
  const all = lineGains(series.independent, view.controls);
  const recentControls = view.recentControls.map(meanOfRows);
  const recent = lineGains(view.recentControls[0].length, recentControls);
  const candidates = view.faults.map((found): SeriesCandidate => {
    const prominences = all.prominences(found.lines);
    return {
      fault: found.fault,
      order: found.order,
      slip: found.slip,
      prominence: combProminence(prominences),
      depth: depthOf(found, all.noise),
      harmonicsHit: prominences.flatMap((prominence, h) => (prominence >= comb.hitProminence ? [h + 1] : [])),
    };
  });
  const strongest = candidates.reduce((a, b) => (b.prominence > a.prominence ? b : a));
  const top = view.faults[candidates.indexOf(strongest)];
  const centres = controlOrders(slipRange, comb);
  const strongestControl = (gains: typeof all, rows: readonly (readonly number[])[]) =>
    rows.reduce(
      (best, row, i) => {
        if (Math.abs(centres[i] / top.order - 1) <= 2 * slipRange + NEIGHBOUR) return best;
        const prominence = combProminence(gains.prominences(row));
        return prominence > best.prominence ? { order: centres[i], prominence } : best;
      },
      { order: centres[0], prominence: 1 },
    );
  const background = strongestControl(all, view.controls);
  const field = seriesField(series, view, top, shaftHz, comb);
  const residual = withoutComb(field, top.order, sidebandOrder(top.fault, orders), {
    ...comb,
    sidebands: top.fault === 'inner-race' ? comb.innerSidebands : comb.sidebands,
  });
  const second = Math.max(
    background.prominence,
    ...slowerPeriodicities(top.fault, orders).map((divisor) =>
      prominenceBetween(residual, top.order, divisor, comb),
    ),
  );
  return {
    kind: view.kind,
    fault: top.fault,
    prominence: strongest.prominence,
    depth: strongest.depth,
    dominance: strongest.prominence / second,
    recentDominance:
      combProminence(recent.prominences(meanOfRows(top.recentLines))) /
      strongestControl(recent, recentControls).prominence,
    objection: objectionTo(field, top, geometry, parameters, family),
    candidates,
    background,
    field,
  };
}

function objectionTo(
  field: LineField,
  top: SeriesFaultLines,
  geometry: FamilyGeometry,
  { comb, series: limits }: BearingDiagnosisParameters,
  family: BearingDiagnosisParameters['family'],
): FamilyObjection | null {
  // Its lines stand where they would without slip, so what is looked for a whole number of turns away is moved as well.
  const shift = top.order * top.slip;
  const moved = ({ low, high }: { low: number; high: number }) => ({ low: low - shift, high: high - shift });
  const found = familyObjection(
    field,
    top.fault,
    top.order,
    {
      ...geometry,
      outer: moved(geometry.outer),
      inner: moved(geometry.inner),
      element: moved(geometry.element),
    },
    comb,
    family,
    top.order + shift,
  );
  if (found !== null) return found;
  return top.refused > limits.maximumRefused * top.led ? 'another-rate' : null;
}

/** How the lines of combs stand above what noise shows in the same bursts. */
function lineGains(independent: number, controls: readonly (readonly number[])[]) {
  const gain = Math.sqrt(independent);
  const noise = controls[0].map((_, h) => median(controls.map((row) => row[h])));
  return {
    noise,
    prominences: (lines: readonly number[]) =>
      lines.map((power, h) => Math.sqrt(Math.max(1, 1 + gain * (power - noise[h])))),
  };
}

/** Geometric mean, the strongest left out. */
function combProminence(prominences: readonly number[]): number {
  const logs = prominences.map((prominence) => Math.log(prominence));
  const sum = logs.reduce((total, log) => total + log, 0);
  return Math.exp((sum - Math.max(...logs)) / (logs.length - 1));
}

function meanOfRows(rows: readonly (readonly number[])[]): number[] {
  return rows[0].map((_, h) => rows.reduce((sum, row) => sum + row[h], 0) / rows.length);
}

function depthOf({ linePower, lineFloor }: SeriesFaultLines, noise: readonly number[]): number {
  return Math.sqrt(
    linePower.reduce((sum, power, h) => sum + Math.max(0, power - noise[h] * lineFloor[h]), 0),
  );
}

/** The averaged spectrum as a field of lines, its floor as low as that of one burst that would scatter so little. */
function seriesField(
  { independent, step }: BearingSeries,
  { floor: floorByOrder }: SeriesView,
  { spectrum }: SeriesFaultLines,
  shaftHz: number,
  comb: CombParameters,
): LineField {
  const powers = decodePowers(spectrum);
  const halfWidth = Math.max(12, Math.round(comb.floorHalfWidthOrders / step));
  const noise = runningMedian(powers, halfWidth);
  const depth = new Float64Array(powers.length);
  const floor = new Float64Array(powers.length);
  const logProminence = new Float64Array(powers.length);
  for (let i = 0; i < powers.length; i++) {
    const entry = Math.min(floorByOrder.length - 1, Math.round((i * step) / FLOOR_STEP_ORDERS));
    const least = noise[i] / Math.sqrt(independent);
    const power = Math.max(0, powers[i] - noise[i] + least);
    depth[i] = Math.sqrt(floorByOrder[entry] * power);
    floor[i] = Math.sqrt(floorByOrder[entry] * least);
    if (power > least) logProminence[i] = 0.5 * Math.log(power / least);
  }
  const free = new Uint8Array(powers.length).fill(1);
  free.fill(0, 0, Math.max(2, Math.floor(0.15 / step)));
  return { resolutionHz: step * shaftHz, shaftHz, depth, floor, logProminence, free };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
