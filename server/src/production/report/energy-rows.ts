import type { LineEnergy } from '@linetwin/contracts';
import { count, moment, percent } from './report-format.ts';
import { REPORT_TEXTS, type ReportLanguage } from './report-texts.ts';

export interface EnergyRow {
  name: string;
  value: string;
  /** Share of the data that the value rests on. */
  basis: string;
}

/** The energy of a line over a time in words. */
export function energyRows(energy: LineEnergy, timeZone: string, language: ReportLanguage): EnergyRow[] {
  const texts = REPORT_TEXTS[language];
  const { kwh, good, known, peak, peakKnown, idleKwh, idleYuan, stateKnown, savedKwh, measures } = energy;
  const inKwh = (value: number) => `${threeDigits(value, language)} kWh`;
  return [
    { name: texts.energyUsed, value: inKwh(kwh), basis: texts.ofTime(percent(known)) },
    {
      name: texts.perGoodPart,
      value: good > 0 ? inKwh(kwh / good) : '–',
      basis: texts.ofTime(percent(known)),
    },
    {
      name: texts.peakDemand,
      value: peak
        ? `${count(peak.kw, language)} kW · ${moment(peak.from, timeZone).slice(11)}`
        : texts.notKnown,
      basis: texts.ofQuarters(percent(peakKnown)),
    },
    {
      name: texts.idleLoss,
      value: `${inKwh(idleKwh)} · ${texts.yuan(threeDigits(idleYuan, language))}`,
      basis: texts.ofState(percent(stateKnown)),
    },
    {
      name: texts.saved,
      value: savedKwh === null ? texts.noneMeasured : inKwh(savedKwh),
      basis: texts.ofMeasures(measures.measured, measures.ended),
    },
  ];
}

/** The same as lines of a mail; none where nothing is known. */
export function energyLines(energy: LineEnergy | null, timeZone: string, language: ReportLanguage): string[] {
  if (!energy) return [];
  return energyRows(energy, timeZone, language).map(({ name, value, basis }) =>
    language === 'zh' ? `${name}：${value}（${basis}）` : `${name}: ${value} (${basis})`,
  );
}

/** Three digits that mean something; whole numbers from a hundred on. */
function threeDigits(value: number, language: ReportLanguage): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 100 || magnitude === 0) return count(value, language);
  return value.toPrecision(3);
}
