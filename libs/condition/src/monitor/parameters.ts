/** Changes with every rule of training or judging, so that a kept model says what it was made by. */
export const MONITOR_METHOD_VERSION = '1.0.0';

export type MonitorParameters = {
  /** Consecutive rows looked at together: what a signal does is judged with what it and the others did just before. */
  readonly lags: number;
  /** Share of the variance that the model explains; the rest is what Q watches. */
  readonly explainedVariance: number;
  /**
   * Directions that hardly vary are taken to vary by this share of the mean variance at least: their variance is known too
   * badly from a short healthy time to divide by it.
   */
  readonly varianceFloor: number;
  /** Parts of the healthy time left out in turn to see how far healthy data stray from a model that never saw them. */
  readonly folds: number;
  /** Rows whose median is judged, so that one odd row says nothing. */
  readonly smoothing: number;
  /** The limits lie this much above the highest value of healthy rows that were left out of the training. */
  readonly margin: number;
  /** Fewer usable rows than this are not a healthy time to learn from. */
  readonly minimumRows: number;
  /** Signals times lags is kept below this by taking fewer lags: the eigenvalues cost its cube. */
  readonly maximumDimension: number;
};

export const DEFAULT_MONITOR_PARAMETERS: MonitorParameters = {
  lags: 8,
  explainedVariance: 0.8,
  varianceFloor: 0.05,
  folds: 4,
  smoothing: 9,
  margin: 1.1,
  minimumRows: 200,
  maximumDimension: 320,
};
