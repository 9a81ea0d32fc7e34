/** Values of one signal that an analysis takes: four days of one a second. */
export const MAX_ANALYSED_VALUES = 400_000;
/** Bursts that a waterfall shows at most. */
export const MAX_WATERFALL_BURSTS = 40;
