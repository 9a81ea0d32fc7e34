import { Random } from './random.ts';

/** Longer than a burst, so that no noise repeats inside one; a power of two, so that an index wraps by a mask. */
const LENGTH = 1 << 18;
const MASK = LENGTH - 1;

let tables: [Float32Array, Float32Array] | undefined;

/**
 * Fills samples with white Gaussian noise. Drawing a normal number per sample would be most of the work of a
 * burst: instead two fixed tables of independent normals are added at random places. Any two bursts share both
 * places with a probability of 1.5e-11.
 */
export function fillWithNoise(x: Float32Array, deviation: number, random: Random): void {
  tables ??= [table('noise a'), table('noise b')];
  const [a, b] = tables;
  const atA = Math.floor(random.uniform() * LENGTH);
  const atB = Math.floor(random.uniform() * LENGTH);
  const scale = deviation * Math.SQRT1_2;
  for (let i = 0; i < x.length; i++) x[i] = scale * (a[(atA + i) & MASK] + b[(atB + i) & MASK]);
}

function table(stream: string): Float32Array {
  const random = new Random(1, stream);
  return Float32Array.from({ length: LENGTH }, () => random.normal());
}
