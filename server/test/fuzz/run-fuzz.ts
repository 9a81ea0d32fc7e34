import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { Mutator } from './mutator.ts';
import { fuzzTargets, type FuzzTarget, type Outcome } from './targets.ts';

/** Inputs made at a time. */
const CHUNK = 500;

export interface FuzzReport {
  name: string;
  inputs: number;
  outcomes: Record<Outcome, number>;
  /** Growth of the heap between one half of the inputs and all of them, MB. */
  grownMb: number;
}

/** An input that a decoder broke on, to be fed again. */
export class FuzzFailure extends Error {
  override name = 'FuzzFailure';

  constructor(target: FuzzTarget, bytes: Uint8Array, cause: unknown) {
    const input = Buffer.from(bytes).toString('base64');
    super(`${target.name} broke on ${input} (base64): ${String((cause as Error)?.stack ?? cause)}`, {
      cause,
    });
  }
}

/** Feeds every decoder its share of `inputs`: half with changed bytes, half of the right shape. @throws FuzzFailure */
export function runFuzz(inputs: number, seed: number): FuzzReport[] {
  const targets = fuzzTargets();
  const whole = targets.reduce((sum, { weight }) => sum + weight, 0);
  return targets.map((target) => fuzz(target, Math.ceil((inputs * target.weight) / whole), seed));
}

function fuzz(target: FuzzTarget, inputs: number, seed: number): FuzzReport {
  const mutator = new Mutator(seed);
  const outcomes: Record<Outcome, number> = {};
  let done = 0;
  const run = (until: number) => {
    for (let round = 0; done < until; round++) {
      const count = Math.min(CHUNK, until - done);
      for (const bytes of chunk(target, mutator, count, seed + done)) {
        const outcome = feed(target, bytes);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
      done += count;
    }
  };
  run(Math.floor(inputs / 2));
  const before = heapMb();
  run(inputs);
  return { name: target.name, inputs, outcomes, grownMb: heapMb() - before };
}

function chunk(target: FuzzTarget, mutator: Mutator, count: number, seed: number): Uint8Array[] {
  const structured = target.structured ? Math.floor(count / 2) : 0;
  return [
    ...(structured > 0 ? fc.sample(target.structured!, { numRuns: structured, seed }) : []),
    ...Array.from({ length: count - structured }, () => mutator.next(target.seeds, target.changes)),
  ];
}

function feed(target: FuzzTarget, bytes: Uint8Array): Outcome {
  try {
    return target.feed(bytes);
  } catch (error) {
    throw new FuzzFailure(target, bytes, error);
  }
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}
