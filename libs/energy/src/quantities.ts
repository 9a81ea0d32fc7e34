/** 1 kWh in joules. */
export const KWH_J = 3.6e6;

/** Coal equivalent of electricity, kgce/kWh (GB/T 2589, equivalent value). */
export const COAL_KGCE_PER_KWH = 0.1229;

/** Energy in kWh of a mean power in kW over a time in ms. */
export const energyKwh = (powerKw: number, durationMs: number) => (powerKw * durationMs) / 3_600_000;
