import type { RecordEvent, RecordsSnapshot } from '@linetwin/contracts';

/** Events kept for clients that come back: some minutes of a busy line. */
const KEPT_EVENTS = 2000;

type NewEvent = RecordEvent extends infer E
  ? E extends RecordEvent
    ? Omit<E, 'sequence' | 'time'>
    : never
  : never;

/**
 * Record events of this server run, numbered, so that a client that lost its connection asks only for what it
 * missed. Also keeps what stands now that nobody else holds: the last indicators.
 */
export class RecordFeed {
  /** Identity of this run: after a restart the numbers start over. */
  readonly run: string;
  private readonly kept: RecordEvent[] = [];
  private sequence = 0;
  private readonly kpis = new Map<string, RecordsSnapshot['kpis'][number]>();

  constructor(run: string) {
    this.run = run;
  }

  add(event: NewEvent): RecordEvent {
    const numbered = { ...event, sequence: ++this.sequence, time: Date.now() } as RecordEvent;
    if (numbered.kind === 'kpi') this.kpis.set(numbered.kpi.line, numbered.kpi);
    this.kept.push(numbered);
    if (this.kept.length > KEPT_EVENTS) this.kept.shift();
    return numbered;
  }

  /** Events after a sequence, oldest first; `undefined` when they are no longer all here, or of another run. */
  since(run: string | undefined, sequence: number | undefined): RecordEvent[] | undefined {
    if (run !== this.run || sequence === undefined || sequence > this.sequence) return undefined;
    const oldest = this.kept[0]?.sequence ?? this.sequence + 1;
    if (sequence < oldest - 1) return undefined;
    return this.kept.filter((event) => event.sequence > sequence);
  }

  snapshot(standing: Pick<RecordsSnapshot, 'alarms' | 'findings' | 'incidents' | 'seams'>): RecordsSnapshot {
    return {
      sequence: this.sequence,
      ...standing,
      kpis: [...this.kpis.values()],
    };
  }
}
