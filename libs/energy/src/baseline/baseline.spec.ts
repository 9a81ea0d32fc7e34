import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitBaseline } from './baseline.ts';
import { changesOf, enpiOf } from './cusum.ts';
import { gateOf } from './gate.ts';
import { chiSquaredUpper } from './gamma.ts';
import { fitRegression, predict, RegressionError } from './regression.ts';
import { residualTest } from './residual-test.ts';
import { savingOf } from './saving.ts';
import { selectVariables } from './select-variables.ts';
import { incompleteBeta, studentQuantile, studentTwoSided } from './student-t.ts';

/**
 * The Longley data of the Statistical Reference Datasets of NIST: employment by six economic variables that nearly repeat
 * each other; certified values to 15 digits (https://www.itl.nist.gov/div898/strd/lls/data/Longley.shtml).
 */
const LONGLEY = `60323 83.0 234289 2356 1590 107608 1947
61122 88.5 259426 2325 1456 108632 1948
60171 88.2 258054 3682 1616 109773 1949
61187 89.5 284599 3351 1650 110929 1950
63221 96.2 328975 2099 3099 112075 1951
63639 98.1 346999 1932 3594 113270 1952
64989 99.0 365385 1870 3547 115094 1953
63761 100.0 363112 3578 3350 116219 1954
66019 101.2 397469 2904 3048 117388 1955
67857 104.6 419180 2822 2857 118734 1956
68169 108.4 442769 2936 2798 120445 1957
66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959
69564 114.2 502601 3931 2514 125368 1960
69331 115.7 518173 4806 2572 127852 1961
70551 116.9 554894 4007 2827 130081 1962`
  .split('\n')
  .map((line) => line.split(' ').map(Number))
  .map(([kwh, ...x]) => ({ kwh, x }));

/** Deterministic noise, roughly normal with standard deviation 0.58 (mulberry32). */
function noise(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => uniform() + uniform() + uniform() + uniform() - 2;
}
const days = (count: number, seed: number, rate = 1) => {
  const random = noise(seed);
  return Array.from({ length: count }, () => {
    const output = 8000 + 900 * random();
    const hours = 20 + 1.5 * random();
    return { kwh: rate * (3000 + 0.6 * output + 120 * hours) + 120 * random(), x: [output, hours] };
  });
};

describe('the regression', () => {
  test('gives the certified values of NIST for the Longley data', () => {
    const model = fitRegression(LONGLEY, ['x1', 'x2', 'x3', 'x4', 'x5', 'x6']);
    const certified = [
      [-3482258.63459582, 890420.383607373],
      [15.0618722713733, 84.9149257747669],
      [-0.035819179292591, 0.0334910077722432],
      [-2.02022980381683, 0.488399681651699],
      [-1.03322686717359, 0.214274163161675],
      [-0.0511041056535807, 0.22607320006937],
      [1829.15146461355, 455.478499142212],
    ];
    model.coefficients.forEach(({ value, standardError }, i) => {
      expect(value / certified[i][0]).toBeCloseTo(1, 7);
      expect(standardError / certified[i][1]).toBeCloseTo(1, 7);
    });
    expect(model.r2).toBeCloseTo(0.995479004577296, 9);
    expect(model.rmse).toBeCloseTo(304.854073561965, 5);
  });

  test('finds the coefficients that made the energy', () => {
    const model = fitRegression(days(200, 1), ['output', 'furnace hours']);
    expect(model.coefficients[1].value).toBeCloseTo(0.6, 1);
    expect(Math.abs(model.coefficients[2].value - 120)).toBeLessThan(3 * model.coefficients[2].standardError);
    expect(predict(model, [8000, 20])).toBeCloseTo(10_200, -2);
    expect(gateOf(model)).toEqual([]);
  });

  test('says what it cannot be fitted from', () => {
    const fit = (rows: { kwh: number; x: number[] }[]) => () => fitRegression(rows, ['a', 'b']);
    const rows = Array.from({ length: 9 }, (_, i) => ({ kwh: i, x: [i, 2 * i] }));
    expect(fit(rows.slice(0, 5))).toThrow('5 periods are too few for 3 coefficients');
    expect(fit(rows)).toThrow('"b" repeats what the variables before it say already');
    expect(fit(rows.map((row, i) => ({ ...row, x: [i, 7] })))).toThrow('"b" is the same in every period');
    expect(fit(rows)).toThrow(RegressionError);
  });

  test('keeps the variables whose effect can be told from chance', () => {
    const random = noise(5);
    const rows = days(90, 3).map(({ kwh, x }) => ({ kwh, x: [...x, random(), 1] }));
    const { model, columns } = selectVariables(rows, [
      'output',
      'furnace hours',
      'chance',
      'constant product',
    ]);
    expect(columns).toEqual([0, 1]);
    expect(model.variables).toEqual(['output', 'furnace hours']);
  });
});

describe("Student's t", () => {
  test.each([
    [1, 0.1, 6.313752],
    [5, 0.1, 2.015048],
    [30, 0.1, 1.697261],
    [30, 0.05, 2.042272],
    [1000, 0.1, 1.646379],
  ])('with %d degrees of freedom has the tabled quantile for %d', (dof, alpha, t) => {
    expect(studentQuantile(alpha, dof)).toBeCloseTo(t, 5);
    expect(studentTwoSided(t, dof)).toBeCloseTo(alpha, 6);
  });

  test('rests on an incomplete beta function that mirrors itself', () => {
    const number = fc.double({ min: 0.2, max: 60, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, x) => {
        expect(incompleteBeta(a, b, x) + incompleteBeta(b, a, 1 - x)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('χ²', () => {
  test.each([
    [3.841459, 1, 0.05],
    [18.307038, 10, 0.05],
    [15.987179, 10, 0.1],
    [65.170769, 48, 0.05],
  ])('above %d with %d degrees of freedom has the tabled probability %d', (value, dof, p) => {
    expect(chiSquaredUpper(value, dof)).toBeCloseTo(p, 5);
  });
});

describe('a model of hours', () => {
  /** Days of 24 hours: 10 kWh, 0.5 kWh a part, and noise that is the same all day as far as `shared` says. */
  const hours = (count: number, seed: number, shared: number, rate = 1) => {
    const random = noise(seed);
    return Array.from({ length: count }, (_, day) => {
      const ofDay = random();
      return Array.from({ length: 24 }, () => {
        const parts = 40 + 20 * random();
        const own = Math.sqrt(1 - shared ** 2) * random() + shared * ofDay;
        return { kwh: rate * (10 + 0.5 * parts) + own, x: [parts], day: String(day) };
      });
    }).flat();
  };

  test('has the interval of its days, when what is not known is the same all day', () => {
    const width = (shared: number) => {
      const saving = savingOf(fitBaseline(hours(80, 51, shared), ['parts']), hours(20, 52, shared));
      return saving.kind === 'measured' ? saving.upperKwh - saving.lowerKwh : NaN;
    };
    // 24 hours with the same error are off by √24 times as much as 24 with errors of their own.
    expect(width(1) / width(0)).toBeGreaterThan(3);
    expect(width(1) / width(0)).toBeLessThan(7);
  });

  test('tells residuals that hang together from those that do not, and how little they know', () => {
    const tested = (shared: number) => {
      const rows = hours(60, 53, shared);
      return residualTest(rows, fitRegression(rows, ['parts']));
    };
    expect(tested(0).p).toBeGreaterThan(0.05);
    expect(tested(0).independent).toBeGreaterThan(600);
    expect(tested(1).p).toBeLessThan(1e-6);
    // Sixty days, and hours that add nothing to them.
    expect(tested(1).independent).toBeLessThan(120);
    expect(tested(0).lags).toBe(48);
  });

  test('has coefficients as sure as a day of hours lets them be', () => {
    const rows = hours(60, 54, 1);
    const [constant] = fitRegression(rows, ['parts']).coefficients;
    const [asHours] = fitRegression(
      rows.map(({ kwh, x }) => ({ kwh, x })),
      ['parts'],
    ).coefficients;
    expect(constant.value).toBeCloseTo(asHours.value, 9);
    expect(constant.standardError).toBeGreaterThan(1.5 * asHours.standardError);
  });

  test('needs days, not only hours', () => {
    expect(() => fitRegression(hours(4, 55, 0), ['parts'])).toThrow('4 days are too few for 2 coefficients');
  });

  test('does not call it a saving where there is none', () => {
    const baseline = fitBaseline(hours(80, 56, 0.7), ['parts']);
    expect(savingOf(baseline, hours(20, 57, 0.7))).toMatchObject({ verdict: 'none-shown' });
    expect(savingOf(baseline, hours(20, 58, 0.7, 0.92))).toMatchObject({ verdict: 'saving' });
  });
});

test('a machine that drifts widens the interval, which blocks between known days would not', () => {
  const random = noise(61);
  let drift = 0;
  const drifting = days(112, 62).map((row) => {
    drift += 25 * random();
    return { ...row, kwh: row.kwh + drift };
  });
  const width = (rows: ReturnType<typeof days>) => {
    const saving = savingOf(fitBaseline(rows, ['output', 'furnace hours']), days(28, 63));
    return saving.kind === 'measured' ? saving.upperShare - saving.lowerShare : NaN;
  };
  expect(width(drifting)).toBeGreaterThan(1.5 * width(days(112, 62)));
});

describe('a saving', () => {
  const baselineOf = (rows: ReturnType<typeof days>) => fitBaseline(rows, ['output', 'furnace hours']);
  const model = baselineOf(days(90, 11));

  test('is told with its interval, and called one when all of that lies above 0', () => {
    const saving = savingOf(model, days(40, 12, 0.92));
    expect(saving).toMatchObject({ kind: 'measured', verdict: 'saving' });
    if (saving.kind === 'measured') {
      expect(saving.lowerShare).toBeLessThan(0.08);
      expect(saving.upperShare).toBeGreaterThan(0.08);
    }
  });

  test('that is none is not called one', () => {
    expect(savingOf(model, days(40, 13))).toMatchObject({ verdict: 'none-shown' });
    expect(savingOf(model, days(40, 14, 1.05))).toMatchObject({ verdict: 'more-used' });
  });

  test('is that after what people entered of events', () => {
    const rows = days(40, 15).map((row, i) => (i < 5 ? { ...row, kwh: row.kwh + 2000 } : row));
    const without = savingOf(model, rows);
    const adjusted = savingOf(model, rows, 10_000);
    expect(without).toMatchObject({ verdict: 'more-used' });
    expect(adjusted).toMatchObject({ verdict: 'none-shown' });
  });

  test('is refused, with the reason, where the model does not hold', () => {
    const random = noise(7);
    const loose = baselineOf(days(60, 16).map((row) => ({ ...row, kwh: row.kwh + 2000 * random() })));
    const refused = savingOf(loose, days(30, 17));
    expect(refused).toMatchObject({ kind: 'refused' });
    if (refused.kind === 'refused') expect(refused.reasons.map(({ kind }) => kind)).toContain('fit');
    const elsewhere = days(30, 18).map(({ kwh, x }) => ({ kwh, x: [x[0] * 2, x[1]] }));
    expect(
      savingOf(
        model,
        days(30, 19).map(({ kwh, x }) => ({ kwh, x: [8900, x[1]] })),
      ),
    ).toMatchObject({
      reasons: [{ kind: 'shift', name: 'output' }],
    });
    expect(savingOf(model, elsewhere)).toEqual({
      kind: 'refused',
      reasons: [{ kind: 'extrapolation', name: 'output', outside: 1 }],
    });
  });

  test('has a wider interval when the residuals hang together', () => {
    let last = 0;
    const random = noise(21);
    const hanging = days(360, 22).map((row) => {
      last = 0.7 * last + random();
      return { ...row, kwh: row.kwh + 120 * last };
    });
    const wide = baselineOf(hanging);
    expect(wide.model.autocorrelation).toBeGreaterThan(0.3);
    const width = (one: typeof model) => {
      const saving = savingOf(one, days(40, 23));
      return saving.kind === 'measured' ? (saving.upperKwh - saving.lowerKwh) / one.model.rmse : NaN;
    };
    expect(width(wide)).toBeGreaterThan(1.2 * width(baselineOf(days(360, 11))));
  });
});

test('a variable that acts from some value on only is found to do so', () => {
  const random = noise(41);
  const rows = Array.from({ length: 200 }, (_, i) => {
    const ambient = 10 + 15 * Math.sin(i / 20) + random();
    return { kwh: 5000 + 90 * Math.max(0, ambient - 12) + 40 * random(), x: [ambient] };
  });
  const bent = fitBaseline(rows, ['ambient'], 'ambient');
  expect(Math.abs(bent.changePoint!.point - 12)).toBeLessThan(2);
  expect(bent.model.rmse).toBeLessThan(0.5 * fitBaseline(rows, ['ambient']).model.rmse);
  // Beside a variable that never changed, too.
  const beside = rows.map(({ kwh, x }) => ({ kwh, x: [0, ...x] }));
  expect(fitBaseline(beside, ['other products', 'ambient'], 'ambient').changePoint).toEqual({
    ...bent.changePoint,
    column: 1,
  });
  const straight = rows.map(({ x }) => ({ kwh: 5000 + 90 * x[0] + 40 * random(), x }));
  expect(fitBaseline(straight, ['ambient'], 'ambient').changePoint).toBeUndefined();
});

test('the running sum of deviations shows where the performance changed for good', () => {
  const random = noise(31);
  const periods = Array.from({ length: 80 }, (_, i) => ({
    from: i,
    expectedKwh: 10_000,
    actualKwh: 10_000 + 100 * random() - (i >= 50 ? 300 : 0),
  }));
  const points = enpiOf(periods);
  expect(points.at(-1)!.cusumKwh).toBeCloseTo(
    periods.reduce((sum, { actualKwh }) => sum + actualKwh - 10_000, 0),
    6,
  );
  const [change, ...more] = changesOf(points, 100);
  expect(more).toEqual([]);
  expect(change.direction).toBe('less');
  expect(Math.abs(change.from - 50)).toBeLessThanOrEqual(3);
});
