import type { CarbonFactor } from '@linetwin/model';

/** Factor that a year is counted with. `exact` is false when it is that of another year, which pages must say. */
export interface CountedCarbonFactor {
  kgPerKwh: number;
  year: number;
  exact: boolean;
  source: string;
}

/** Location-based carbon factors of a region by year (domain.md 3.5). */
export class CarbonBook {
  private readonly factors: readonly CarbonFactor[];

  constructor(factors: readonly CarbonFactor[], region: string) {
    this.factors = factors.filter((factor) => factor.region === region).sort((a, b) => a.year - b.year);
  }

  /** Factor of a year: its own, else the newest before it, else the oldest there is; `undefined` for a region without any. */
  factorOf(year: number): CountedCarbonFactor | undefined {
    const found = this.factors.findLast((factor) => factor.year <= year) ?? this.factors.at(0);
    if (!found) return undefined;
    return {
      kgPerKwh: found.kgPerKwh,
      year: found.year,
      exact: found.year === year,
      source: found.source,
    };
  }
}
