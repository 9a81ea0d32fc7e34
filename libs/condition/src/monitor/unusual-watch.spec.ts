import { describe, expect, test } from '@jest/globals';
import { trainMonitor } from './train-monitor.ts';
import { DEFAULT_UNUSUAL, settledStretches, UnusualWatch } from './unusual-watch.ts';

const SIGNALS = ['constant', 'power', 'flow', 'temperature'];
const { lasting, quiet } = DEFAULT_UNUSUAL;
/** Without settling, so that rows and words can be counted. */
const parameters = { ...DEFAULT_UNUSUAL, settling: 0 };

/** Flow follows power; a fault takes some of it away. */
function rows(count: number, fault = 0, seed = 7) {
  let state = seed;
  const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647 - 0.5;
  return Array.from({ length: count }, () => {
    const power = 5 + uniform();
    return Float64Array.of(1, power, 8 * power + 0.2 * uniform() - fault, 40 + uniform());
  });
}

const monitor = trainMonitor({ signals: SIGNALS, stretches: [rows(600)] });
const watchOver = (...stretches: (Float64Array[] | null)[]) => {
  const watch = new UnusualWatch(monitor, SIGNALS, null, parameters);
  let at = 0;
  return stretches.flatMap((stretch) =>
    (stretch ?? [null]).map((values) => watch.push({ at: ++at, values })),
  );
};

describe('the watch for unusual behaviour', () => {
  test('says nothing of more of the same', () => {
    const words = watchOver(rows(500, 0, 11));
    expect(words.some((word) => word?.change)).toBe(false);
  });

  test('says that a machine left its pattern once it lasts, names the signal, and says when it is over', () => {
    const words = watchOver(rows(50, 0, 11), rows(60, 4, 13), rows(60, 0, 17));
    const began = words.findIndex((word) => word?.change === 'began');
    const over = words.findIndex((word) => word?.change === 'over');
    expect(began).toBeGreaterThanOrEqual(50 + lasting - 1);
    expect(began).toBeLessThan(50 + 3 * lasting);
    expect(words[began]?.since).toBe(began + 2 - lasting);
    expect(['flow', 'power']).toContain(words[began]?.contributions[0].signal);
    expect(over).toBeGreaterThanOrEqual(110 + quiet);
    expect(words.filter((word) => word?.change)).toHaveLength(2);
  });

  test('forgets what it was about to say when the machine stood', () => {
    const spell = () => rows(lasting - 1 + 4, 4, 13);
    const words = watchOver(spell(), null, rows(3, 4, 13));
    expect(words.at(-1)).toBeNull();
    expect(words[lasting + 3]).toBeNull();
  });

  test('goes on with what a watch before it said', () => {
    const watch = new UnusualWatch(monitor, SIGNALS, 3, parameters);
    const words = rows(40, 0, 11).map((values, i) => watch.push({ at: 10 + i, values }));
    expect(words.find((word) => word !== null)?.since).toBe(3);
    expect(words.filter((word) => word?.change === 'over')).toHaveLength(1);
  });

  test('judges and learns no machine that has just stood', () => {
    const watch = new UnusualWatch(monitor, SIGNALS);
    const cold = rows(DEFAULT_UNUSUAL.settling, 30, 13);
    expect(cold.some((values, at) => watch.push({ at, values }))).toBe(false);
    const warm = rows(3);
    const gap = { at: 0, values: null };
    const all = [
      gap,
      ...[...cold, ...warm].map((values, at) => ({ at, values })),
      gap,
      ...cold.map((values, at) => ({ at, values })),
    ];
    expect(settledStretches(all)).toEqual([warm]);
  });

  test('refuses a machine that lost a signal of its monitor', () => {
    expect(() => new UnusualWatch(monitor, ['power', 'flow'])).toThrow('no signal temperature');
  });
});
