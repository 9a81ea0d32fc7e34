export interface RelationParameters {
  /** Rows of a minute of healthy work that a relation is learned from. */
  readonly learnRows: number;
  /** Allowance k and limit h of the CUSUM, in standard deviations of the healthy residual: domain table 2.10. */
  readonly allowance: number;
  readonly limit: number;
  /** Least mean deviation that is called, as a share of the width of the signal's normal band and in standard deviations. */
  readonly leastShare: number;
  readonly leastDeviations: number;
  /** The deviation has to last over so many rows that could be judged, and is over when as many in a row are without it. */
  readonly holdRows: number;
  /** A healthy residual is taken to vary by at least this share of the normal band: it was seen for a short time only. */
  readonly floorShare: number;
  /** A signal is where it was while learned up to this share of its learned span, and of its normal band, beyond it. */
  readonly spanMargin: number;
  readonly bandMargin: number;
  /** The others must not have moved by more than this share of what the suspect moved, each as a share of what it was. */
  readonly stillShare: number;
}

export const DEFAULT_RELATION_PARAMETERS: RelationParameters = {
  learnRows: 120,
  allowance: 0.5,
  limit: 5,
  // k 0.5 and h 5 alone call an unchanged signal about once in 465 rows a side, a shift of every minute in a working day.
  leastShare: 0.05,
  leastDeviations: 5,
  holdRows: 10,
  floorShare: 0.005,
  spanMargin: 0.25,
  bandMargin: 0.01,
  stillShare: 0.25,
};
