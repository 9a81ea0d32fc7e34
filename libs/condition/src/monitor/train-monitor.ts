import type { HealthMonitor } from './monitor.schema.ts';
import { DEFAULT_MONITOR_PARAMETERS, MONITOR_METHOD_VERSION } from './parameters.ts';
import type { MonitorParameters } from './parameters.ts';
import { distanceFrom, fitPrincipalComponents } from './principal-components.ts';
import { runningMedians, stackRows } from './stacking.ts';

/** Healthy time of one machine. */
export type HealthyTime = {
  readonly signals: readonly string[];
  /** Stretches without a gap; each a list of rows at a steady period, one value per signal. */
  readonly stretches: readonly (readonly ArrayLike<number>[])[];
};

/** The healthy time cannot be learned from; the message says why and what to do. */
export class HealthyTimeError extends Error {
  override readonly name = 'HealthyTimeError';
}

/**
 * Learns what is normal for one machine from its own healthy time, as dynamic PCA: each row is stacked with those
 * just before it (Ku, Storer and Georgakis 1995), so that wandering temperatures and the signals' answer to each other
 * are part of the pattern, and what breaks the pattern is watched by Q.
 *
 * The limits do not come from a distribution, which process data do not follow, but from blocked cross-validation: each
 * part of the healthy time is judged by a model of the others, and the highest value seen so, plus a margin, is the limit.
 *
 * @throws HealthyTimeError if there are too few rows, a value is not finite, or no signal changes
 */
export function trainMonitor(
  { signals, stretches }: HealthyTime,
  parameters: MonitorParameters = DEFAULT_MONITOR_PARAMETERS,
): HealthMonitor {
  const rows = stretches.flat();
  checkRows(rows, signals);
  const { mean, standardDeviation } = scaleOf(rows, signals.length);
  const changing = signals.map((_, i) => i).filter((i) => standardDeviation[i] > 1e-9 * Math.abs(mean[i]));
  if (changing.length === 0)
    throw new HealthyTimeError('no signal changes in the healthy time; choose another');
  const lags = Math.max(
    1,
    Math.min(parameters.lags, Math.floor(parameters.maximumDimension / changing.length)),
  );
  const scaled = stretches.map((stretch) =>
    stretch.map((row) => Float64Array.from(changing, (i) => (row[i] - mean[i]) / standardDeviation[i])),
  );
  const stacked = scaled.flatMap((stretch) => stackRows(stretch, lags));
  if (stacked.length < parameters.minimumRows) {
    throw new HealthyTimeError(
      `${stacked.length} rows of healthy time without gaps are too few, ${parameters.minimumRows} are needed`,
    );
  }
  const model = fitPrincipalComponents(stacked, parameters);
  return {
    method: { name: 'dynamic-pca', version: MONITOR_METHOD_VERSION },
    signals: changing.map((i) => signals[i]),
    constant: signals.filter((_, i) => !changing.includes(i)),
    parameters: { ...parameters, lags },
    mean: changing.map((i) => mean[i]),
    standardDeviation: changing.map((i) => standardDeviation[i]),
    centre: [...model.mean],
    directions: model.directions.map((direction) => [...direction]),
    variances: [...model.variances],
    pattern: model.pattern,
    limits: crossValidatedLimits(stacked, { ...parameters, lags }),
    rows: stacked.length,
  };
}

function checkRows(rows: readonly ArrayLike<number>[], signals: readonly string[]): void {
  for (const row of rows) {
    if (row.length !== signals.length) {
      throw new HealthyTimeError(`a row has ${row.length} values for ${signals.length} signals`);
    }
    for (let i = 0; i < row.length; i++) {
      if (!Number.isFinite(row[i])) throw new HealthyTimeError(`a value of ${signals[i]} is ${row[i]}`);
    }
  }
}

function scaleOf(rows: readonly ArrayLike<number>[], width: number) {
  const mean = new Float64Array(width);
  const standardDeviation = new Float64Array(width);
  for (const row of rows) for (let i = 0; i < width; i++) mean[i] += row[i] / rows.length;
  for (const row of rows) for (let i = 0; i < width; i++) standardDeviation[i] += (row[i] - mean[i]) ** 2;
  for (let i = 0; i < width; i++) standardDeviation[i] = Math.sqrt(standardDeviation[i] / rows.length);
  return { mean, standardDeviation };
}

/** Each of `folds` stretches is judged by a model of the others; rows that overlap with it are in neither. */
function crossValidatedLimits(
  stacked: readonly Float64Array[],
  parameters: MonitorParameters,
): HealthMonitor['limits'] {
  const { folds, lags, smoothing, margin } = parameters;
  let q = 0;
  let tSquared = 0;
  for (let fold = 0; fold < folds; fold++) {
    const from = Math.floor((fold * stacked.length) / folds);
    const to = Math.floor(((fold + 1) * stacked.length) / folds);
    const others = [...stacked.slice(0, Math.max(0, from - lags)), ...stacked.slice(to + lags)];
    const model = fitPrincipalComponents(others, parameters);
    const distances = stacked.slice(from, to).map((row) => distanceFrom(model, row));
    q = Math.max(
      q,
      ...runningMedians(
        distances.map((d) => d.q),
        smoothing,
      ),
    );
    tSquared = Math.max(
      tSquared,
      ...runningMedians(
        distances.map((d) => d.tSquared),
        smoothing,
      ),
    );
  }
  return { q: margin * q, tSquared: margin * tSquared };
}
