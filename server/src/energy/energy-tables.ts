import {
  CarbonBook,
  PlantClock,
  ratesFrom,
  TariffBook,
  type EnergyPrice,
  type IntervalRates,
} from '@linetwin/energy';
import { MeterTree, type PlantModel, type Tariff } from '@linetwin/model';

/** What a plant says of its electricity, ready to be looked up: meters, prices, carbon factors, its clock. */
export class EnergyTables {
  readonly tree: MeterTree;
  readonly clock: PlantClock;
  readonly ratesOf: (from: number) => IntervalRates;
  private readonly tariffs: TariffBook;
  private readonly carbon: CarbonBook;

  constructor(model: PlantModel) {
    const { meters, tariffs, carbonFactors, billing } = model.energy;
    this.tree = new MeterTree(meters);
    this.clock = new PlantClock(model.site.timeZone);
    this.tariffs = new TariffBook(tariffs, billing?.tariffRegion ?? '', this.clock);
    this.carbon = new CarbonBook(carbonFactors, billing?.carbonRegion ?? '');
    this.ratesOf = ratesFrom(this.tariffs, this.carbon, this.clock);
  }

  tariffAt(time: number): Tariff | undefined {
    return this.tariffs.tariffAt(time);
  }

  priceAt(time: number): EnergyPrice | undefined {
    return this.tariffs.priceAt(time);
  }

  /** Carbon factors that count for the years of a time. */
  carbonOf({ from, to }: { from: number; to: number }) {
    const year = (time: number) => Number(this.clock.at(time).day.slice(0, 4));
    const factors = [];
    for (let one = year(from); one <= year(to); one++) {
      const factor = this.carbon.factorOf(one);
      if (factor)
        factors.push({
          year: one,
          kgPerKwh: factor.kgPerKwh,
          factorYear: factor.year,
          exact: factor.exact,
          source: factor.source,
        });
    }
    return factors;
  }
}
