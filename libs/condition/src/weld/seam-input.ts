export const SEAM_COLUMNS = ['depthMm', 'gapMm', 'offsetMm', 'thermalV', 'plasmaV', 'reflectionV'] as const;
export type SeamColumn = (typeof SEAM_COLUMNS)[number];

/** Signals beside the seam's own columns, by the kind of machine that has them. */
export const SEAM_SIGNALS: Readonly<Record<string, readonly string[]>> = {
  'weld-head': ['window_temp', 'window_scatter', 'focus_position'],
  'shield-gas': ['gas_flow_ratio'],
  'fibre-laser': ['beam_on', 'set_power', 'power_deviation', 'back_reflection'],
  'ring-spot-source': [
    'beam_on',
    'set_power',
    'power_deviation',
    'back_reflection',
    'ring_share',
    'ring_power',
    'core_power',
  ],
  'weld-monitor': ['spatter_rate'],
  'fsw-gantry': ['spindle_torque', 'axial_force', 'traverse_force', 'plunge_error'],
};

/** Machines that weld, and by which process. */
export const SEAM_PROCESSES: Readonly<Record<string, SeamProcess>> = {
  'laser-robot': 'laser',
  'fsw-gantry': 'friction-stir',
};
export type SeamProcess = 'laser' | 'friction-stir';

/** One signal while a seam was welded: times in ms since 1970 UTC, rising, and values in the unit of the signal. */
export interface SeamTrace {
  times: number[];
  values: number[];
}

/** Everything a verdict is made of; kept with it, so that it can be made again. */
export interface SeamUnderTest {
  process: SeamProcess;
  /** End of the seam, ms since 1970 UTC. */
  time: number;
  program: string;
  lengthMm: number;
  /** Means over equal steps of the seam; millimetres as a rule. */
  perMm: Readonly<Record<SeamColumn, readonly number[]>>;
  /** By signal id; empty where the plant has no such signal or nothing came. */
  traces: Readonly<Record<string, SeamTrace>>;
}
