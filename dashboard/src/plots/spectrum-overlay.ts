/** Another spectrum under the one that is judged. */
export interface SpectrumOverlay {
  label: string;
  colour: string;
  frequencyHz: readonly number[];
  amplitude: readonly number[];
}

/** Another spectrum at the frequencies of this one, by straight lines; nothing beyond its ends. */
export function resampled(
  { frequencyHz, amplitude }: Pick<SpectrumOverlay, 'frequencyHz' | 'amplitude'>,
  at: readonly number[],
): (number | null)[] {
  let k = 0;
  return at.map((hz) => {
    while (k + 1 < frequencyHz.length && frequencyHz[k + 1] < hz) k++;
    const [low, high] = [frequencyHz[k], frequencyHz[k + 1]];
    if (low === undefined || high === undefined || hz < low || hz > high) return null;
    return amplitude[k] + ((hz - low) / (high - low)) * (amplitude[k + 1] - amplitude[k]);
  });
}
