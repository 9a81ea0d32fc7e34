/** What people have done to a plant that no command does; it stays done. */
export interface Upkeep {
  /** Air that leaks against a net in which nothing was sealed, 0 to 1. */
  leakShare: number;
  /** Power of an induction heater for the same blanks against its coil as it was, 0 to 1. */
  coilPowerShare: number;
}

/** A plant as it is before anybody follows advice. */
export function noUpkeep(): Upkeep {
  return { leakShare: 1, coilPowerShare: 1 };
}

/**
 * Three quarters of what leaks are found and sealed in a round: leaks of 26 % of the output become 8 %, within the fair target of 5 to 10 %
 * (domain table 3.2), and the compressors take about a tenth less, the low end of 10 to 20 % (domain table 3.3).
 */
const LEFT_OF_LEAKS = 1 / 4;

/**
 * A coil whose gaps are insulated: worth about 9 % of the heat in the steel (domain table 3.2, S19), and 65 % of the power is in the steel. So
 * 5.9 %, the middle of 3 to 9 % (domain table 3.3).
 */
const COIL_SAVES_SHARE = 0.09 * 0.65;

export function sealLeaks(upkeep: Upkeep): void {
  upkeep.leakShare *= LEFT_OF_LEAKS;
}

export function insulateCoil(upkeep: Upkeep): void {
  upkeep.coilPowerShare = 1 - COIL_SAVES_SHARE;
}
