import { z } from 'zod';

/** What the name plate of an induction motor says, as far as its current is judged by it. */
export const motorPlateSchema = z.object({
  polePairs: z.number().int().positive(),
  ratedFrequencyHz: z.number().positive(),
  /** At rated load and frequency: below `60 ratedFrequencyHz / polePairs`. */
  ratedSpeedRpm: z.number().positive(),
});
export type MotorPlate = z.infer<typeof motorPlateSchema>;

/** How far a rotor stays behind its field, and what that says of its load. */
export type Slip = {
  /** 1 - n / n_sync. */
  readonly slip: number;
  /** Torque over rated torque: slip speed over that of the name plate, which holds up to about the rated load. */
  readonly load: number;
};

/**
 * @param supplyHz frequency of the supply as it was measured
 * @throws RangeError if the plate's speed is not below its synchronous speed
 */
export function slipOf(plate: MotorPlate, supplyHz: number, speedRpm: number): Slip {
  const { polePairs, ratedFrequencyHz, ratedSpeedRpm } = plate;
  const ratedSlipRpm = (60 * ratedFrequencyHz) / polePairs - ratedSpeedRpm;
  if (!(ratedSlipRpm > 0))
    throw new RangeError(
      `an induction motor of ${polePairs} pole pairs at ${ratedFrequencyHz} Hz turns slower than ${ratedSpeedRpm} r/min`,
    );
  const synchronousRpm = (60 * supplyHz) / polePairs;
  return { slip: 1 - speedRpm / synchronousRpm, load: (synchronousRpm - speedRpm) / ratedSlipRpm };
}
