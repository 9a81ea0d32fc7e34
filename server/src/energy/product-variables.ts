import type { ProductParts } from './energy-store.port.ts';

/** In the place of a product's name: all that the baseline does not tell apart. */
export const OTHER_PRODUCTS = '*';

/** Products that a baseline tells apart at most, and the least share of the parts that makes one worth it. */
const MAX_PRODUCTS = 5;
const MIN_SHARE = 0.02;

/** "output line-1 6205": variable of the parts of one product. */
export function productNameOf(variable: string, product: string): string {
  return `${variable} ${product}`;
}

/**
 * Variables of an output: one for each product that makes up much of it and one for all others, which is 0 where there
 * are none, so that a time with products that the baseline never saw lies outside of its range. One for all parts where
 * no order says what was made.
 */
export function outputVariables(variable: string, made: readonly ProductParts[]): string[] {
  const sums = new Map<string, number>();
  for (const { group, product, good } of made)
    if (group === variable && product !== '') sums.set(product, (sums.get(product) ?? 0) + good);
  const total = [...sums.values()].reduce((sum, good) => sum + good, 0);
  const named = [...sums]
    .filter(([, good]) => good > 0 && good >= MIN_SHARE * total)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_PRODUCTS)
    .map(([product]) => product)
    .sort();
  return named.length === 0
    ? [variable]
    : [...named, OTHER_PRODUCTS].map((product) => productNameOf(variable, product));
}
