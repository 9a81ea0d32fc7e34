import type { ShiftReport } from '@linetwin/contracts';
import type { RecordsDatabase } from '../../records/records-database.ts';
import { KEPT_MS, ReportStore } from './report-store.port.ts';

/** Reports in the records data base: about 35 KB each. */
export class SqlReportStore extends ReportStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep({ line, from, to, shift, language, madeAt }: ShiftReport, pdf: Uint8Array): Promise<void> {
    const { db } = this.records;
    const bytes = Buffer.from(pdf);
    await db
      .insertInto('production_report')
      .values({ line, from_at: from, to_at: to, shift, language, made_at: madeAt, pdf: bytes })
      .onConflict((conflict) =>
        conflict
          .columns(['line', 'from_at', 'language'])
          .doUpdateSet({ to_at: to, shift, made_at: madeAt, pdf: bytes }),
      )
      .execute();
    await db
      .deleteFrom('production_report')
      .where('from_at', '<', from - KEPT_MS)
      .execute();
  }

  async list(line: string, limit: number): Promise<ShiftReport[]> {
    const rows = await this.records.db
      .selectFrom('production_report')
      .select(['line', 'from_at', 'to_at', 'shift', 'language', 'made_at'])
      .where('line', '=', line)
      .orderBy('from_at', 'desc')
      .orderBy('language')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      line: row.line,
      from: row.from_at,
      to: row.to_at,
      shift: row.shift,
      language: row.language as ShiftReport['language'],
      madeAt: row.made_at,
    }));
  }

  async read(line: string, from: number, language: string): Promise<Uint8Array | undefined> {
    const row = await this.records.db
      .selectFrom('production_report')
      .select('pdf')
      .where('line', '=', line)
      .where('from_at', '=', from)
      .where('language', '=', language)
      .executeTakeFirst();
    return row?.pdf;
  }
}
