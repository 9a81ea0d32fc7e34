import type { TFunction } from 'i18next';
import { formatNumber, NO_VALUE, withUnit, type Language } from '../../ui/format.ts';
import type { ShaftSign } from './shaft-diagnosis.ts';

/** A newer method may measure what this page has no words for; its code is better than nothing. */
export function quantityName(t: TFunction, quantity: string): string {
  return t(`shaft.quantity.${quantity}` as never, { defaultValue: quantity });
}

const UNITS: readonly [RegExp, string][] = [
  [/-db$/, 'dB'],
  [/-deg$/, '°'],
  [/-hz$/, 'Hz'],
];

/** A measured quantity with the unit that the end of its code says. */
export function quantityText(quantity: string, value: number | null, language: Language): string {
  if (value === null) return NO_VALUE;
  const unit = UNITS.find(([pattern]) => pattern.test(quantity))?.[1];
  if (/-share$/.test(quantity)) return withUnit(formatNumber(100 * value, language, 0), '%');
  return withUnit(
    formatNumber(value, language, Number.isInteger(value) ? 0 : unit === 'dB' ? 1 : 2),
    unit ?? '',
  );
}

/** What a sign asks of its quantity. */
export function criterionText({ quantity, is, than }: ShaftSign, language: Language): string {
  return `${is === 'above' ? '≥' : '<'} ${quantityText(quantity, than, language)}`;
}
