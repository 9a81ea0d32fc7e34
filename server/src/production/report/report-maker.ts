import type { MakeShiftReportJob, ShiftReport } from '@linetwin/contracts';
import type { ProductionService } from '../production.service.ts';
import { energyLines } from './energy-rows.ts';
import { productionReport } from './production-report.ts';
import { blankReason } from './report-figures.ts';
import { REPORT_LANGUAGES, REPORT_TEXTS, type ReportLanguage } from './report-texts.ts';
import type { ReportStore } from './report-store.port.ts';

type TellReport = (
  report: Omit<ShiftReport, 'language'>,
  /** What a mail says of it, by language. */
  summary: Record<ReportLanguage, string[]>,
) => Promise<void>;

/** Makes the reports of shifts that are over, in a worker. */
export class ReportMaker {
  private readonly production: ProductionService;
  private readonly reports: ReportStore;
  private readonly tell: TellReport;
  private readonly now: () => number;

  constructor(parts: {
    production: ProductionService;
    reports: ReportStore;
    /** Whoever waits for reports; asked again if the job is, so it must tell nobody twice. */
    tell: TellReport;
    now?: () => number;
  }) {
    this.production = parts.production;
    this.reports = parts.reports;
    this.tell = parts.tell;
    this.now = parts.now ?? Date.now;
  }

  /** Makes the report in every language; one that is there already was asked for twice and is left. */
  async handleMakeShiftReport({ line, from, to, shift }: MakeShiftReportJob): Promise<{ made: number }> {
    const kept = (await this.reports.list(line, 100)).filter((one) => one.from === from);
    const missing = REPORT_LANGUAGES.filter((language) => !kept.some((one) => one.language === language));
    const madeAt = kept[0]?.madeAt ?? this.now();
    const overview = await this.production.overview({ line, from, to });
    for (const language of missing) {
      const report: ShiftReport = { line, from, to, shift, language, madeAt };
      await this.reports.keep(report, await productionReport(overview, this.production.index, language));
    }
    const { timeZone } = this.production.index.model.site;
    const isBlank = blankReason(overview) === 'notKnown';
    const linesIn = (language: ReportLanguage) => [
      ...(isBlank ? [REPORT_TEXTS[language].notRecorded] : []),
      ...energyLines(overview.energy, timeZone, language),
    ];
    await this.tell({ line, from, to, shift, madeAt }, { zh: linesIn('zh'), en: linesIn('en') });
    return { made: missing.length };
  }
}
