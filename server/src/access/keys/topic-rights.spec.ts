import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coversFilter, coversTopic } from './topic-rights.ts';

/** Whether a filter matches a topic, as MQTT 3.1.1 section 4.7 says; written for the test alone. */
function matches(filter: string, topic: string): boolean {
  const levels = filter.split('/');
  const names = topic.split('/');
  for (let i = 0; i < levels.length; i++) {
    if (levels[i] === '#') return true;
    if (i >= names.length || (levels[i] !== '+' && levels[i] !== names[i])) return false;
  }
  return levels.length === names.length;
}

const name = fc.constantFrom('a', 'b', 'ab', '');
const path = fc.array(name, { minLength: 3, maxLength: 4 }).map((names) => names.join('/'));
const level = fc.constantFrom('a', 'b', 'ab', '', '+');
/** A filter that may begin like a path, with a topic that it matches. */
const pathFilterTopic = fc
  .record({
    path,
    swap: fc.option(fc.tuple(fc.nat(3), level)),
    cut: fc.nat(4),
    tail: fc.array(level, { maxLength: 2 }),
    all: fc.boolean(),
    names: fc.array(name, { minLength: 8, maxLength: 8 }),
    deeper: fc.array(name, { maxLength: 2 }),
  })
  .map(({ path: own, swap, cut, tail, all, names, deeper }) => {
    const levels = own.split('/');
    if (swap) levels[swap[0] % levels.length] = swap[1];
    const whole = [...levels.slice(0, cut === 4 ? 2 : undefined), ...tail];
    const topic = whole.map((one, i) => (one === '+' ? names[i] : one));
    return {
      path: own,
      filter: [...whole, ...(all ? ['#'] : [])].join('/'),
      topic: [...topic, ...(all ? deeper : [])].join('/'),
    };
  });

describe('the topics of a gateway', () => {
  test('lie below its own paths, level by level', () => {
    expect(coversTopic(['s/a/l'], 's/a/l/m/telemetry')).toBe(true);
    expect(coversTopic(['s/a/l'], 's/a/l2/m/telemetry')).toBe(false);
    expect(coversTopic(['s/a/l'], 's/a/l')).toBe(false);
    expect(coversTopic([], 's/a/l/m')).toBe(false);
  });

  test('are all that an allowed filter matches', () => {
    const seen = { allowed: 0, refused: 0 };
    fc.assert(
      fc.property(pathFilterTopic, path, ({ path: own, filter, topic }, another) => {
        expect(matches(filter, topic)).toBe(true);
        const paths = [another, own];
        // `a/#` matches `a` too: the path itself carries no message of a machine.
        if (paths.includes(topic)) return;
        if (!coversFilter(paths, filter)) {
          seen.refused++;
          return;
        }
        seen.allowed++;
        expect(coversTopic(paths, topic)).toBe(true);
      }),
      { numRuns: 10_000, seed: 7 },
    );
    expect(Math.min(seen.allowed, seen.refused)).toBeGreaterThan(1000);
  });
});
