import type { ProductionOverview } from '@linetwin/contracts';
import { count, duration, percent } from './report-format.ts';
import { REPORT_TEXTS, type ReportLanguage } from './report-texts.ts';

type Known = Pick<ProductionOverview, 'machines' | 'plannedS'>;

/** Why a report has nothing to show: nothing was planned, or nothing of any machine is recorded, which is no zero. */
export function blankReason({ machines, plannedS }: Known): 'noPlan' | 'notKnown' | undefined {
  if (machines.some(({ coverage, PQ }) => coverage > 0 || PQ > 0)) return undefined;
  return plannedS > 0 ? 'notKnown' : 'noPlan';
}

/** The figures at the head of a report, each with its name. */
export function reportFigures(
  overview: ProductionOverview,
  language: ReportLanguage,
): (readonly [name: string, value: string])[] {
  const texts = REPORT_TEXTS[language];
  const { indicators, output, failures, unrecordedS } = overview;
  const planned = count(output.at(-1)?.planned ?? 0, language);
  const counted = (items: number) => (blankReason(overview) === 'notKnown' ? '–' : count(items, language));
  const noOee = unrecordedS > 0 ? texts.notKnown : texts.noPlan;
  return [
    [texts.oee, indicators.PBT > 0 ? percent(indicators.oee) : noOee],
    [texts.availability, percent(indicators.availability)],
    [texts.effectiveness, percent(indicators.effectiveness)],
    [texts.quality, percent(indicators.qualityRatio)],
    [texts.output, `${counted(indicators.GQ)} / ${planned}`],
    [texts.scrap, counted(indicators.SQ)],
    [texts.firstPass, percent(indicators.firstPassYield)],
    [
      `${texts.failures} · ${texts.repair}`,
      `${counted(failures.FE)} · ${failures.meanRepairS === null ? '–' : duration(failures.meanRepairS)}`,
    ],
  ];
}
