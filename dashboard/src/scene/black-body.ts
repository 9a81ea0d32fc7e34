/** Linear-light colour, not sRGB: what goes into emissive channels and is tone mapped afterwards. */
export interface LinearColour {
  r: number;
  g: number;
  b: number;
}

/** Draper point: below it hot steel does not visibly glow, °C. */
const FIRST_GLOW_C = 525;

/**
 * Colours of hot steel as smiths and furnace men read them, from the first dark red to near white. The
 * table follows the usual temper charts (dark red 600 °C, cherry 750, orange 900, yellow 1,050, yellow-white
 * 1,150) because a strict Planck locus, rendered by a screen, stays redder than the eye adapted to a hall
 * sees it. Values are linear light; their length is the radiance relative to 1,150 °C, which rises far less
 * than the true fourth power so that 600 °C is still visible beside 1,150 °C.
 */
const CHART: readonly (readonly [celsius: number, r: number, g: number, b: number])[] = [
  [FIRST_GLOW_C, 0, 0, 0],
  [600, 0.22, 0.008, 0.002],
  [700, 0.6, 0.035, 0.006],
  [800, 1.15, 0.13, 0.012],
  [900, 1.75, 0.36, 0.025],
  [1000, 2.3, 0.78, 0.09],
  [1100, 2.85, 1.4, 0.32],
  [1150, 3.1, 1.8, 0.6],
  [1300, 3.6, 2.9, 1.7],
];

/**
 * Glow of steel or refractory at a temperature.
 *
 * @param celsius temperature, °C; anything that is not a number gives no glow
 * @param out written and returned, so that a frame loop allocates nothing
 */
export function blackBodyGlow(celsius: number, out: LinearColour): LinearColour {
  out.r = out.g = out.b = 0;
  if (!(celsius > FIRST_GLOW_C)) return out;
  const last = CHART[CHART.length - 1];
  let upper = 1;
  while (upper < CHART.length - 1 && CHART[upper][0] < celsius) upper++;
  const high = CHART[upper];
  const low = CHART[upper - 1];
  const share = Math.min(1, (Math.min(celsius, last[0]) - low[0]) / (high[0] - low[0]));
  out.r = low[1] + (high[1] - low[1]) * share;
  out.g = low[2] + (high[2] - low[2]) * share;
  out.b = low[3] + (high[3] - low[3]) * share;
  return out;
}

/**
 * Temperature of a small steel part that cools in still air, °C: Newton's law with one time constant for
 * radiation and convection together, which is close enough for a colour.
 */
export function cooledTemperature(startC: number, ageS: number, timeConstantS: number, airC = 25): number {
  return airC + (startC - airC) * Math.exp(-ageS / timeConstantS);
}
