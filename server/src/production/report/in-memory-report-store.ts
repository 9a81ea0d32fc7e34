import type { ShiftReport } from '@linetwin/contracts';
import { KEPT_MS, ReportStore } from './report-store.port.ts';

/** Reports in memory, for tests. */
export class InMemoryReportStore extends ReportStore {
  private reports: { report: ShiftReport; pdf: Uint8Array }[] = [];

  async keep(report: ShiftReport, pdf: Uint8Array): Promise<void> {
    const others = this.reports.filter(
      ({ report: one }) =>
        one.from >= report.from - KEPT_MS &&
        (one.line !== report.line || one.from !== report.from || one.language !== report.language),
    );
    this.reports = [...others, { report, pdf }];
  }

  async list(line: string, limit: number): Promise<ShiftReport[]> {
    return this.reports
      .map(({ report }) => report)
      .filter((one) => one.line === line)
      .sort((a, b) => b.from - a.from || (a.language < b.language ? -1 : 1))
      .slice(0, limit);
  }

  async read(line: string, from: number, language: string): Promise<Uint8Array | undefined> {
    return this.reports.find(
      ({ report: one }) => one.line === line && one.from === from && one.language === language,
    )?.pdf;
  }
}
