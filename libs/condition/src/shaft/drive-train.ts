import { z } from 'zod';

const order = z.number().positive();

/**
 * What turns with or near the measured shaft, as far as the plant knows it. Orders are multiples of the measured shaft's speed. What is not
 * known is left out, and no fault of it is named.
 */
export const driveTrainSchema = z.object({
  /** A tool cuts or grinds here, so that chatter is possible. */
  machining: z.boolean(),
  /** Belts: order of one turn of the belt, pi D / L for a pulley D on the measured shaft and a belt of length L. */
  belts: z.array(z.object({ id: z.string(), order, verified: z.boolean() })),
  /** Meshes: their order, teeth times the shaft's order, and the orders of the two shafts. */
  gears: z.array(
    z.object({
      id: z.string(),
      meshOrder: order,
      shaftOrders: z.tuple([order, order]),
      verified: z.boolean(),
    }),
  ),
  /** Rotors with a speed of their own, whose lines are not this shaft's. */
  otherRotors: z.array(z.object({ id: z.string(), lowHz: z.number(), highHz: z.number() })),
  /** Orders of the bearings' lines, which are judged elsewhere and are no fault of the shaft. */
  bearings: z.array(z.object({ bpfo: z.number(), bpfi: z.number(), bsf: z.number(), ftf: z.number() })),
});
export type DriveTrain = z.infer<typeof driveTrainSchema>;

/** A shaft of which nothing else is known. */
export const PLAIN_SHAFT: DriveTrain = {
  machining: false,
  belts: [],
  gears: [],
  otherRotors: [],
  bearings: [],
};
