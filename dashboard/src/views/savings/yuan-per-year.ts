import type { EnergyAnswer, Recommendation } from '@linetwin/contracts';

const DAY_H = 24;
const DAYS = 365;

/** Mean price of a meter over what was read, yuan/kWh; energy without a price is left out. */
export function meanPriceOf({ meters }: EnergyAnswer, meter: string): number | undefined {
  const found = meters.find((one) => one.meter === meter);
  return found && found.kwh > 0 && found.yuan > 0 ? found.yuan / found.kwh : undefined;
}

/** What a recommendation that stands day by day saves in a year; one for some hours only says nothing of a year. */
export function yuanPerYearOf(
  { estimatedKwh, estimatedHours }: Pick<Recommendation, 'estimatedKwh' | 'estimatedHours'>,
  yuanPerKwh: number | undefined,
): number | undefined {
  if (yuanPerKwh === undefined || estimatedHours < DAY_H) return undefined;
  return (estimatedKwh / estimatedHours) * DAY_H * DAYS * yuanPerKwh;
}
