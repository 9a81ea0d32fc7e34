import type { Equipment } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import type { MarkedLine } from '../../plots/spectrum-chart.tsx';
import { PALETTES, type ThemeName } from '../../ui/tokens.ts';
import { LINE_COLOURS, LINE_NAMES } from '../findings/diagnosis.ts';

/** Half width of a line's band, as share of its frequency: rolling elements slip by about so much. */
const SLIP = 0.01;
const HARMONICS = [1, 2, 3];

/** "3×BPFI"; of what has a number already the product, such as "6×BSF". */
function labelOf(label: string, harmonic: number): string {
  const [, number, name] = /^(\d+)×(.*)$/.exec(label) ?? ['', '1', label];
  const times = Number(number) * harmonic;
  return times === 1 ? name : `${times}×${name}`;
}

/**
 * Lines that the bearings of a sensor would draw at a speed, in Hz, or in orders where `speedRpm` is 60. Nothing is said of whether they are
 * there.
 */
export function expectedMarks(
  machine: Equipment,
  channel: string,
  speedRpm: number,
  theme: ThemeName,
): MarkedLine[] {
  const bearings = machine.bearings.filter(({ burstSignal }) => burstSignal === channel);
  const palette = PALETTES[theme];
  const turnsHz = speedRpm / 60;
  const mark = (label: string, order: number, harmonic: number, colour: string): MarkedLine => ({
    label: labelOf(label, harmonic),
    frequencyHz: order * harmonic * turnsHz,
    toleranceHz: order * harmonic * turnsHz * SLIP,
    hit: false,
    harmonic,
    colour,
  });
  const lines = bearings.flatMap((bearing) => {
    const { bpfo, bpfi, bsf, ftf } = bearingOrders(bearing);
    const suffix = bearings.length > 1 ? ` ${bearing.id}` : '';
    const kinds = [
      ['outer-race', bpfo],
      ['inner-race', bpfi],
      ['rolling-element', 2 * bsf],
      ['cage', ftf],
    ] as const;
    return kinds.flatMap(([kind, order]) =>
      HARMONICS.map((harmonic) =>
        mark(`${LINE_NAMES[kind]}${suffix}`, order, harmonic, palette.series[LINE_COLOURS[kind]]),
      ),
    );
  });
  return lines.length > 0 ? [mark(LINE_NAMES.shaft, 1, 1, palette.text2), ...lines] : [];
}

/** Beyond the highest line so much of its frequency is still looked at, for what stands beside it. */
const RANGE_BEYOND = 1.5;

/**
 * Where the part of a spectrum ends that says something of faults: a few times the highest expected line, where structure and
 * noise begin. `undefined` where no lines are expected, or where that is all there is.
 */
export function usefulRange(marks: readonly MarkedLine[], maximum: number): number | undefined {
  const highest = Math.max(...marks.map(({ frequencyHz }) => frequencyHz), 0);
  const end = highest * RANGE_BEYOND;
  return end > 0 && end < maximum ? end : undefined;
}
