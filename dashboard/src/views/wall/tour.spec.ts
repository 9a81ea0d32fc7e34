import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LEAST_STAY_MS, nextStop, startTour, type TourPlan, type TourStop } from './tour.ts';

const CALM: TourPlan = { lines: ['bearing-1', 'weld-1'], trouble: [] };

/** Stops of a tour that is asked once a second. */
function stops(seconds: number, planAt: (second: number) => TourPlan): { at: number; stop: TourStop }[] {
  let tour = startTour(0, planAt(0));
  const seen = [{ at: 0, stop: tour.stop }];
  for (let second = 1; second <= seconds; second++) {
    const next = nextStop(tour, second * 1000, planAt(second));
    if (next !== tour) seen.push({ at: second, stop: next.stop });
    tour = next;
  }
  return seen;
}

const named = (all: { stop: TourStop }[]) =>
  all.map(({ stop }) => (stop.kind === 'machine' ? stop.address : stop.kind === 'line' ? stop.line : 'hall'));

describe('the tour of a wall', () => {
  test('goes round the hall and its lines while all is well', () => {
    expect(named(stops(80, () => CALM))).toEqual(['hall', 'bearing-1', 'weld-1', 'hall', 'bearing-1']);
  });

  test('stays with the hall where there is one line and nothing happens', () => {
    expect(named(stops(300, () => ({ lines: ['bearing-1'], trouble: [] })))).toEqual(['hall']);
  });

  test('goes to new trouble within seconds, and comes back to it after the hall', () => {
    const seen = stops(95, (second) => ({ ...CALM, trouble: second < 30 ? [] : ['B11'] }));
    expect(seen.slice(0, 3)).toEqual([
      { at: 0, stop: { kind: 'hall' } },
      { at: 20, stop: { kind: 'line', line: 'bearing-1' } },
      { at: 30, stop: { kind: 'machine', address: 'B11' } },
    ]);
    expect(named(seen).slice(3)).toEqual(['hall', 'B11']);
  });

  test('leaves a machine when its trouble is over', () => {
    const seen = stops(60, (second) => ({ ...CALM, trouble: second >= 10 && second < 20 ? ['B11'] : [] }));
    expect(named(seen).slice(0, 3)).toEqual(['hall', 'B11', 'hall']);
    expect(seen[2].at).toBe(20);
  });

  test('never turns away sooner than it can be read, whatever happens', () => {
    const trouble = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(trouble, { minLength: 60, maxLength: 60 }), (plans) => {
        const seen = stops(59, (second) => ({ ...CALM, trouble: [...new Set(plans[second])] }));
        for (let i = 1; i < seen.length; i++)
          expect((seen[i].at - seen[i - 1].at) * 1000).toBeGreaterThanOrEqual(LEAST_STAY_MS);
      }),
    );
  });

  test('shows each of the most urgent within one round', () => {
    const trouble = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(new Set(named(stops(140, () => ({ ...CALM, trouble }))))).toEqual(
      new Set(['hall', 'a', 'b', 'c', 'd']),
    );
  });
});
