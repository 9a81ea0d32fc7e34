/**
 * Values computed by numpy 2.4.6, scipy 1.17.1 (scripts of a few lines, kept as their results). Tacho: numpy.polyfit through three pulses,
 * root by scipy.optimize.brentq. Speed trace: scipy.integrate.quad over numpy.interp, root by brentq. Spline:
 * scipy.interpolate.CubicSpline(bc_type='natural') through the signal of `signal.ts`. Keys are indices.
 */
export const ORDER_TRACKING_REFERENCE = {
  /** Two pulses a turn, eight samples a turn. */
  tacho: {
    pulseTimesS: [0, 0.052, 0.1013, 0.1482, 0.1931, 0.2364],
    length: 21,
    timeS: {
      '1': 0.013277969527942773,
      '3': 0.0392702654829671,
      '7': 0.08921424687837395,
      '10': 0.12501679055504591,
      '19': 0.22571579114567494,
    },
  },
  /** Sixteen samples a turn. */
  speed: {
    timeS: [0, 0.3, 0.8, 1],
    speedRpm: [600, 660, 600, 900],
    turns: 10.9,
    gridS: {
      '1': 0.006243503111482816,
      '40': 0.2403703492039301,
      '100': 0.589433811954789,
      '160': 0.9366563145999496,
    },
  },
  /** At 0.25 ms + 0.5 ms k. */
  spline: {
    '0': 0.5012451801911612,
    '1': 0.519350156202475,
    '500': 0.14406042530384197,
    '1111': -0.5059933707038227,
    '1899': 1.0410279321713387,
  },
} as const;
