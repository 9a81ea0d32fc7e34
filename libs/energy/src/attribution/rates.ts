import type { CarbonBook } from '../carbon/carbon-book.ts';
import type { PlantClock } from '../tariff/plant-clock.ts';
import type { TariffBook } from '../tariff/tariff-book.ts';
import type { IntervalRates } from './attribution.ts';

/** Rates of a quarter of an hour from the tables of the plant. */
export function ratesFrom(tariffs: TariffBook, carbon: CarbonBook, clock: PlantClock) {
  return (from: number): IntervalRates => {
    const price = tariffs.priceAt(from);
    const year = Number(clock.at(from).day.slice(0, 4));
    return {
      floatingYuanPerKwh: price?.floatingYuanPerKwh ?? null,
      fixedYuanPerKwh: price?.fixedYuanPerKwh ?? null,
      kgPerKwh: carbon.factorOf(year)?.kgPerKwh ?? null,
    };
  };
}
