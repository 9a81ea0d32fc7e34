import { formatQuantity, type Language } from '../../ui/format.ts';

/** From here on energy is told in MWh. */
const MWH_FROM_KWH = 10_000;

/** An energy with three digits, in kWh or MWh. */
export function formatEnergy(kwh: number, language: Language): string {
  return Math.abs(kwh) >= MWH_FROM_KWH
    ? formatQuantity(kwh / 1000, 'MWh', language)
    : formatQuantity(kwh, 'kWh', language);
}
