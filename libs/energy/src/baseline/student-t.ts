import { logGamma } from './gamma.ts';

/** Regularised incomplete beta function I_x(a, b) by its continued fraction (Numerical Recipes 6.4, Lentz' method). */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(a, b, x)) / a
    : 1 - (front * continuedFraction(b, a, 1 - x)) / b;
}

function continuedFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const held = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / held(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / held(1 + even * d);
    c = held(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / held(1 + odd * d);
    c = held(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return h;
}

/** Probability that |T| exceeds |t| for Student's t with `dof` degrees of freedom. */
export function studentTwoSided(t: number, dof: number): number {
  return incompleteBeta(dof / 2, 0.5, dof / (dof + t * t));
}

/** The t that |T| exceeds with probability `alpha`: 0.1 for an interval of 90 %. */
export function studentQuantile(alpha: number, dof: number): number {
  let low = 0;
  let high = 1;
  while (studentTwoSided(high, dof) > alpha && high < 1e9) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, dof) > alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
