/** The signal the reference values were computed for. */
export const REFERENCE_RATE_HZ = 1000;
export const referenceSignal = Float64Array.from(
  { length: 960 },
  (_, i) => Math.sin(0.1 * i) + 0.5 * Math.cos(0.37 * i + 0.2) + 0.3 * Math.sin(0.011 * i * i),
);
