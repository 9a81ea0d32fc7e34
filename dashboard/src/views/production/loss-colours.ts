import type { StopClass } from '@linetwin/contracts';
import type { Palette } from '../../ui/tokens.ts';

export type LossClass = StopClass;

/** Each loss in the colour of the machine's look while it happens. */
export const LOSS_COLOUR: Record<LossClass, (palette: Palette) => string> = {
  down: ({ state }) => state.fault,
  stopped: ({ state }) => state.stopped,
  changeover: ({ series }) => series[3],
  held: ({ state }) => state.held,
  startUp: ({ series }) => series[0],
  starved: ({ state }) => state.starved,
  blocked: ({ series }) => series[5],
  waiting: ({ state }) => state.idle,
};
