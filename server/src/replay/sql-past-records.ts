import { sql } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import type { SeamStore } from '../weld/seam-store.port.ts';
import type { VerdictStore } from '../weld/verdict-store.port.ts';
import {
  KPI_AGE_MS,
  PastRecords,
  standingAfter,
  type PastChange,
  type PastStanding,
} from './past-records.port.ts';

const MACHINES_MOST = 1000;

/** Records as they stood, from the event tables of the records data base. */
export class SqlPastRecords extends PastRecords {
  private readonly records: RecordsDatabase;
  private readonly seams: Pick<SeamStore, 'read'>;
  private readonly verdicts: Pick<VerdictStore, 'summaries'>;

  constructor(
    records: RecordsDatabase,
    seams: Pick<SeamStore, 'read'>,
    verdicts: Pick<VerdictStore, 'summaries'>,
  ) {
    super();
    this.records = records;
    this.seams = seams;
    this.verdicts = verdicts;
  }

  async standingAt(time: number): Promise<PastStanding> {
    const [alarms, findings, incidents, seams, kpis] = await Promise.all([
      this.alarmsAt(time),
      this.findingsAt(time),
      this.incidentsAt(time),
      this.seamsAt(time),
      this.kpisAt(time),
    ]);
    return standingAfter([...alarms, ...findings, ...incidents, ...seams, ...kpis]);
  }

  async changes(after: number, upTo: number, limit: number): Promise<PastChange[]> {
    const { db } = this.records;
    const [alarms, findings, incidents, seams, kpis] = await Promise.all([
      db
        .selectFrom('alarm_event')
        .select(['at as time', 'alarm'])
        .where('at', '>', after)
        .where('at', '<=', upTo)
        .orderBy('at')
        .orderBy('sequence')
        .limit(limit)
        .execute(),
      db
        .selectFrom('finding_event')
        .select(['at as time', 'finding'])
        .where('at', '>', after)
        .where('at', '<=', upTo)
        .orderBy('at')
        .orderBy('sequence')
        .limit(limit)
        .execute(),
      db
        .selectFrom('incident_event')
        .select([changedAt.as('time'), 'incident'])
        .where(changedAt, '>', after)
        .where(changedAt, '<=', upTo)
        .orderBy(changedAt)
        .orderBy('revision')
        .limit(limit)
        .execute(),
      this.seamsBetween(after, upTo, limit),
      db
        .selectFrom('kpi_log')
        .select(['at as time', 'kpi'])
        .where('at', '>', after)
        .where('at', '<=', upTo)
        .orderBy('at')
        .limit(limit)
        .execute(),
    ]);
    const all: PastChange[] = [
      ...alarms.map(({ time, alarm }) => ({ time, kind: 'alarm' as const, alarm })),
      ...findings.map(({ time, finding }) => ({ time, kind: 'finding' as const, finding })),
      ...incidents.map(({ time, incident }) => ({ time, kind: 'incident' as const, incident })),
      ...seams,
      ...kpis.map(({ time, kpi }) => ({ time, kind: 'kpi' as const, kpi })),
    ];
    // Stable, so that changes of one record keep their order.
    return all.sort((a, b) => a.time - b.time).slice(0, limit);
  }

  /** The last event of each alarm up to a time, where it left something standing. */
  private async alarmsAt(time: number): Promise<PastChange[]> {
    const rows = await this.records.db
      .selectFrom('alarm_event as event')
      .select(['event.at as time', 'event.alarm'])
      .where('event.at', '<=', time)
      .where(sql<string>`event.alarm->>'state'`, '<>', 'Normal')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('alarm_event as later')
              .select('later.sequence')
              .whereRef('later.alarm_id', '=', 'event.alarm_id')
              .whereRef('later.sequence', '>', 'event.sequence')
              .where('later.at', '<=', time),
          ),
        ),
      )
      .orderBy('event.sequence')
      .execute();
    return rows.map(({ time: at, alarm }) => ({ time: at, kind: 'alarm', alarm }));
  }

  private async findingsAt(time: number): Promise<PastChange[]> {
    const rows = await this.records.db
      .selectFrom('finding_event as event')
      .select(['event.at as time', 'event.finding'])
      .where('event.at', '<=', time)
      .where(sql<string>`event.finding->>'status'`, '=', 'open')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('finding_event as later')
              .select('later.sequence')
              .whereRef('later.finding_id', '=', 'event.finding_id')
              .whereRef('later.sequence', '>', 'event.sequence')
              .where('later.at', '<=', time),
          ),
        ),
      )
      .orderBy('event.sequence')
      .execute();
    return rows.map(({ time: at, finding }) => ({ time: at, kind: 'finding', finding }));
  }

  private async incidentsAt(time: number): Promise<PastChange[]> {
    const rows = await this.records.db
      .selectFrom('incident_event')
      .distinctOn('incident_id')
      .select([changedAt.as('time'), 'incident'])
      .where('opened_at', '<=', time)
      .where(changedAt, '<=', time)
      .orderBy('incident_id')
      .orderBy('revision', 'desc')
      .orderBy('sequence', 'desc')
      .execute();
    return rows.map(({ time: at, incident }) => ({ time: at, kind: 'incident', incident }));
  }

  private async kpisAt(time: number): Promise<PastChange[]> {
    const rows = await this.records.db
      .selectFrom('kpi_log')
      .distinctOn('line')
      .select(['at', 'kpi'])
      .where('at', '<=', time)
      .where('at', '>', time - KPI_AGE_MS)
      .orderBy('line')
      .orderBy('at', 'desc')
      .execute();
    return rows.map(({ at, kpi }) => ({ time: at, kind: 'kpi', kpi }));
  }

  private async seamsAt(time: number): Promise<PastChange[]> {
    const newest = await this.records.db
      .selectFrom('weld_seam')
      .select(['equipment', (row) => row.fn.max('ended_at').as('ended_at')])
      .where('ended_at', '<=', time)
      .groupBy('equipment')
      .limit(MACHINES_MOST)
      .execute();
    return this.readSeams(
      newest.map(({ equipment, ended_at }) => ({ equipment, endedAt: Number(ended_at) })),
    );
  }

  private async seamsBetween(after: number, upTo: number, limit: number): Promise<PastChange[]> {
    const ended = await this.records.db
      .selectFrom('weld_seam')
      .select(['equipment', 'ended_at as endedAt'])
      .where('ended_at', '>', after)
      .where('ended_at', '<=', upTo)
      .orderBy('ended_at')
      .limit(limit)
      .execute();
    return this.readSeams(ended);
  }

  private async readSeams(names: readonly { equipment: string; endedAt: number }[]): Promise<PastChange[]> {
    const told = await this.verdicts.summaries([...new Set(names.map(({ endedAt }) => endedAt))]);
    const seams = await Promise.all(
      names.map(async ({ equipment, endedAt }): Promise<PastChange[]> => {
        const seam = await this.seams.read(equipment, endedAt);
        // Forgotten between the two questions.
        if (!seam) return [];
        const verdict = told.find((one) => one.equipment === equipment && one.endedAt === endedAt)?.verdict;
        return [
          { time: endedAt, kind: 'seam', equipment, seam },
          ...(verdict ? [{ time: endedAt, kind: 'seam-verdict' as const, equipment, endedAt, verdict }] : []),
        ];
      }),
    );
    return seams.flat();
  }
}

/** When an incident changed to what an event holds. */
const changedAt = sql<number>`(incident->>'changedAt')::double precision`;
