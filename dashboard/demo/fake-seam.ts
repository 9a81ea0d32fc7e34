import type { SeamMessage } from '@linetwin/contracts';

export const SEAM_LENGTH_MM = 3000;

/** A seam with one suspect and one bad stretch. */
export function fakeSeam(lengthMm: number): SeamMessage {
  const column = (value: number) => Array.from({ length: lengthMm }, () => value);
  return {
    time: Date.now(),
    seam: 'demo',
    part: 'demo',
    lengthMm,
    perMm: {
      depthMm: column(4),
      gapMm: column(0.1),
      offsetMm: column(0),
      thermalV: column(2),
      plasmaV: column(1),
      reflectionV: column(0.5),
      result: Array.from({ length: lengthMm }, (_, mm) =>
        mm > 900 && mm < 1040 ? 1 : mm > 1500 && mm < 1580 ? 2 : 0,
      ),
    },
  };
}
