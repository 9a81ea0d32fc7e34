import { describe, expect, test } from '@jest/globals';
import { Mutator } from './mutator.ts';
import { runFuzz } from './run-fuzz.ts';

/** `npm run fuzz` feeds a million, with another seed each time. */
const INPUTS = 50_000;
/** What the runner itself keeps, and what V8 has not given back yet. */
const MAX_GROWTH_MB = 8;

describe('every decoder of what comes from outside', () => {
  test('survives 50,000 broken inputs, refuses each for a reason, and keeps none', () => {
    const reports = runFuzz(INPUTS, 20261126);
    expect(reports.reduce((sum, { inputs }) => sum + inputs, 0)).toBeGreaterThanOrEqual(INPUTS);
    for (const { name, inputs, outcomes, grownMb } of reports) {
      const counted = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
      expect([name, counted]).toEqual([name, inputs]);
      expect(grownMb).toBeLessThan(MAX_GROWTH_MB);
    }
    // Both good and bad ones got through to each kind of decoder, so that the inputs are worth something.
    const kinds = Object.groupBy(reports, ({ name }) => (name.startsWith('YAML') ? 'YAML' : name));
    for (const [kind, ofKind] of Object.entries(kinds)) {
      const seen = new Set(ofKind!.flatMap(({ outcomes }) => Object.keys(outcomes)));
      expect([kind, seen.has('taken'), seen.size > 1]).toEqual([kind, true, true]);
    }
    const telemetry = reports.find(({ name }) => name === 'MQTT telemetry')!;
    expect(Object.keys(telemetry.outcomes)).toEqual(
      expect.arrayContaining([
        'malformed',
        'unknown-signal',
        'wrong-type',
        'unknown-state-name',
        'time-too-old',
      ]),
    );
  }, 120_000);

  test('is fed the same inputs for the same seed', () => {
    const seeds = [Buffer.from('{"time":1,"values":{}}')];
    const inputs = (seed: number) => {
      const mutator = new Mutator(seed);
      return Array.from({ length: 50 }, () => Buffer.from(mutator.next(seeds)).toString('base64'));
    };
    expect(inputs(7)).toEqual(inputs(7));
    expect(inputs(7)).not.toEqual(inputs(8));
  });
});
