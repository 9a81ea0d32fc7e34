import type { ViewReading } from '../candidates.ts';
import { faultOrder } from '../candidates.ts';
import { findLine } from '../comb.ts';
import type { CombParameters, FoundLine, LineField } from '../comb.ts';
import { combTrace } from '../comb-trace.ts';
import type { CombTrace } from '../comb-trace.ts';
import type { BearingUnderTest, Examination } from '../diagnose-bearing.ts';
import { familyGeometry } from '../families.ts';
import { round } from '../evidence.ts';
import { BEARING_METHOD_VERSION } from '../parameters.ts';
import type { BearingDiagnosisParameters } from '../parameters.ts';
import { alignedPowers, powersOverFloor } from './align.ts';
import { SERIES_FAULTS } from './series.schema.ts';
import type { BearingSeries, SeriesFault, SeriesFaultLines, SeriesView } from './series.schema.ts';
import { decodePowers, encodePowers } from './spectrum-code.ts';

/** Sidebands that the spectra reach beyond the last harmonic. */
const SPECTRUM_MARGIN_ORDERS = 7;
/** Of powers over floor of the newest bursts, which only have to lead. */
const RECENT_DECIMALS = 2;
/** Floors are kept at each half order. */
export const FLOOR_STEP_ORDERS = 0.5;

/** The series that a burst goes on with: of its speed, level and circumstance, read by this version of the method. */
export function seriesOf(
  known: readonly BearingSeries[],
  { diagnosis, seen }: Examination,
  circumstance: string,
  { series: { speedShare, levelRatio } }: BearingDiagnosisParameters,
): BearingSeries | null {
  const rms = diagnosis.features?.rms ?? 0;
  if (seen === null || !(rms > 0)) return null;
  const { shaftHz, readings } = seen;
  const resolution = readings[0].field.resolutionHz / shaftHz;
  const isNear = (value: number, mean: number, ratio: number) => value < mean * ratio && value > mean / ratio;
  const found = known.find(
    (series) =>
      isCurrent(series, circumstance) &&
      isNear(60 * shaftHz, series.speedRpm, 1 + speedShare) &&
      isNear(resolution, series.step, 1 + 2 * speedShare) &&
      isNear(rms, series.rms, levelRatio),
  );
  return found ?? null;
}

/** Whether bursts of a circumstance may still be added to a series at all. */
export function isCurrent(series: BearingSeries, circumstance: string): boolean {
  return series.method === BEARING_METHOD_VERSION && series.circumstance === circumstance;
}

/**
 * Adds one burst to what those before it showed; a burst that was refused adds nothing.
 *
 * Pure: the series given is left as it is. What is returned is rounded as it is kept, so that the same answer follows from the kept one.
 */
export function foldSeries(
  known: BearingSeries | null,
  { diagnosis, seen }: Examination,
  { orders, verified }: BearingUnderTest,
  circumstance: string,
  parameters: BearingDiagnosisParameters,
): BearingSeries | null {
  if (seen === null || diagnosis.features === null || !(diagnosis.features.rms > 0)) return known;
  const { readings, shaftHz } = seen;
  const { comb, series: limits } = parameters;
  const speedRpm = 60 * shaftHz;
  const { rms } = diagnosis.features;
  const resolution = readings[0].field.resolutionHz / shaftHz;
  const step = known?.step ?? round(resolution);
  const weight = 1 / Math.min((known?.bursts ?? 0) + 1, limits.memoryBursts);
  const mean = (old: number | undefined, value: number) =>
    old === undefined ? value : old + weight * (value - old);
  const means = (old: readonly number[] | undefined, values: readonly number[]) =>
    values.map((value, i) => round(mean(old?.[i], value)));
  const newest = (old: readonly number[][] = [], values: readonly number[]) => [
    ...old.slice(1 - limits.recentBursts),
    values.map((value) => Number(value.toFixed(RECENT_DECIMALS))),
  ];
  const slipRange = verified ? comb.slipVerified : comb.slipUnverified;
  const geometry = familyGeometry(orders, verified, comb);
  const rangeOf = (fault: SeriesFault) =>
    fault === 'inner-race' ? geometry.inner.high / orders.bpfi - 1 : slipRange;
  const foundOrders = Object.fromEntries(
    SERIES_FAULTS.map((fault) => [
      fault,
      jointOrder(readings, faultOrder(fault, orders), rangeOf(fault), comb),
    ]),
  ) as Record<SeriesFault, number>;
  const others = jointControlOrders(readings, slipRange, comb);

  const foldFault = (
    fault: SeriesFault,
    reading: ViewReading,
    powers: Float64Array,
    old: SeriesFaultLines | undefined,
  ): SeriesFaultLines => {
    const order = faultOrder(fault, orders);
    const found = foundOrders[fault];
    const slip = found / order - 1;
    const lines = linesOf(reading.field, found, comb);
    const highest = Math.min(comb.maximumOrder, comb.harmonics * order + SPECTRUM_MARGIN_ORDERS);
    const count = Math.floor(highest / step);
    const aligned = alignedPowers(powers, reading.field, order, slip, step, count);
    const kept = old ? decodePowers(old.spectrum) : null;
    // Written out: some 25,000 a burst.
    if (kept !== null) for (let i = 0; i < count; i++) aligned[i] = kept[i] + weight * (aligned[i] - kept[i]);
    const leads = reading.top.fault === fault;
    return {
      fault,
      order,
      slip: round(mean(old?.slip, slip)),
      lines: means(
        old?.lines,
        lines.map((line) => powerOverFloor(line, limits.powerCap)),
      ),
      recentLines: newest(
        old?.recentLines,
        lines.map((line) => powerOverFloor(line, limits.recentPowerCap)),
      ),
      linePower: means(
        old?.linePower,
        lines.map(({ depth }) => depth ** 2),
      ),
      lineFloor: means(
        old?.lineFloor,
        lines.map(({ depth, prominence }) => (depth / prominence) ** 2),
      ),
      led: round(mean(old?.led, leads ? 1 : 0)),
      refused: round(mean(old?.refused, leads && reading.objection !== null ? 1 : 0)),
      spectrum: encodePowers(aligned),
    };
  };

  const foldView = (reading: ViewReading, old: SeriesView | undefined): SeriesView => {
    const controls = others.map((order) => linesOf(reading.residual, order, comb));
    const powers = powersOverFloor(reading.field, limits.powerCap);
    const powersOf = (cap: number) => controls.map((lines) => lines.map((line) => powerOverFloor(line, cap)));
    return {
      kind: reading.kind,
      floor: means(old?.floor, floorByOrder(reading, comb.maximumOrder)),
      controls: powersOf(limits.powerCap).map((row, c) => means(old?.controls[c], row)),
      recentControls: powersOf(limits.recentPowerCap).map((row, c) => newest(old?.recentControls[c], row)),
      faults: SERIES_FAULTS.map((fault) =>
        foldFault(
          fault,
          reading,
          powers,
          old?.faults.find((one) => one.fault === fault),
        ),
      ),
    };
  };

  const scatter = known === null ? 1 : (1 - weight) ** 2 / known.independent + weight ** 2;
  return {
    method: BEARING_METHOD_VERSION,
    circumstance,
    bursts: (known?.bursts ?? 0) + 1,
    independent: round(1 / scatter),
    speedRpm: round(mean(known?.speedRpm, speedRpm)),
    rms: round(mean(known?.rms, rms)),
    step,
    views: readings.map((reading) =>
      foldView(
        reading,
        known?.views.find(({ kind }) => kind === reading.kind),
      ),
    ),
  };
}

/** Orders in the middle of the windows in which other combs are looked for, as wide as the search for a fault's. */
export function controlOrders(slipRange: number, comb: CombParameters): number[] {
  const ratio = (1 + slipRange) / (1 - slipRange);
  const orders: number[] = [];
  for (
    let c = comb.backgroundLowOrder * (1 + slipRange);
    c * (1 + slipRange) <= comb.backgroundHighOrder;
    c *= ratio
  )
    orders.push(c);
  return orders;
}

/** The order of the comb that all views of a burst together show best within `range` of one. */
function jointOrder(
  readings: readonly ViewReading[],
  order: number,
  range: number,
  comb: CombParameters,
): number {
  const low = order * (1 - range);
  const traces = readings.map(({ field }) => combTrace(field, low, order * (1 + range), comb));
  return orderOf(bestEntry(traces, 0, traces[0].scores.length - 1), low, comb);
}

/** The same in each control window, in the views without the lines of their strongest candidates. */
function jointControlOrders(
  readings: readonly ViewReading[],
  slipRange: number,
  comb: CombParameters,
): number[] {
  const rests = readings.map(({ rest }) => rest);
  const [{ lowOrder, scores }] = rests;
  const entryAt = (order: number) => Math.log(order / lowOrder) / Math.log(1 + comb.gridStep);
  return controlOrders(slipRange, comb).map((centre) => {
    const from = Math.max(0, Math.ceil(entryAt(centre * (1 - slipRange))));
    const to = Math.min(scores.length - 1, Math.floor(entryAt(centre * (1 + slipRange))));
    return orderOf(bestEntry(rests, from, to), lowOrder, comb);
  });
}

function bestEntry(traces: readonly CombTrace[], from: number, to: number): number {
  let first = from;
  let last = from;
  let highest = -Infinity;
  for (let i = from; i <= to; i++) {
    const score = traces.reduce((sum, { scores }) => sum + scores[i], 0);
    if (score > highest) {
      highest = score;
      first = i;
      last = i;
    } else if (score === highest && i === last + 1) last = i;
  }
  // Lines of one window score alike over several entries: the middle one is meant.
  return (first + last) / 2;
}

function orderOf(entry: number, lowOrder: number, { gridStep }: CombParameters): number {
  return lowOrder * (1 + gridStep) ** entry;
}

function linesOf(field: LineField, order: number, comb: CombParameters): FoundLine[] {
  return Array.from({ length: comb.harmonics }, (_, k) => findLine(field, (k + 1) * order, k + 1, comb));
}

/** A line that could not be read shows nothing. */
function powerOverFloor(line: FoundLine, cap: number): number {
  return line.foundHz === null ? 0 : Math.min(cap, line.prominence ** 2);
}

function floorByOrder({ field }: ViewReading, maximumOrder: number): number[] {
  const { floor, shaftHz, resolutionHz } = field;
  return Array.from({ length: Math.ceil(maximumOrder / FLOOR_STEP_ORDERS) + 1 }, (_, i) => {
    const bin = Math.round((i * FLOOR_STEP_ORDERS * shaftHz) / resolutionHz);
    return floor[Math.min(floor.length - 1, bin)] ** 2;
  });
}
