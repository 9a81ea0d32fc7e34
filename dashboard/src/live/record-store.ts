import type {
  Alarm,
  Finding,
  Incident,
  LineKpi,
  RecordEvent,
  RecordsSnapshot,
  SeamMessage,
  SeamVerdictSummary,
} from '@linetwin/contracts';
import { awaitsAcknowledgement, isSuppressed } from '@linetwin/model';

/** A seam as it came from its machine, with what was judged of it once that is known. */
export interface WeldedSeam {
  seam: SeamMessage;
  verdict?: SeamVerdictSummary;
}

/**
 * Alarms, findings, indicators and last seams as they stand. Snapshots replace everything, events are applied
 * in order of their sequence, each once. Read with `useSyncExternalStore`: every list keeps its identity until
 * it changes.
 */
export class RecordStore {
  private alarmsById = new Map<string, Alarm>();
  private findingsById = new Map<string, Finding>();
  private incidentsById = new Map<string, Incident>();
  private kpisByLine = new Map<string, LineKpi>();
  private seamsByEquipment = new Map<string, WeldedSeam>();
  private readonly listeners = new Set<() => void>();
  private lists = {
    alarms: [] as Alarm[],
    quiet: [] as Alarm[],
    findings: [] as Finding[],
    incidents: [] as Incident[],
  };
  private gapNews = 0;
  sequence = -1;
  /** True once a snapshot has arrived; before it, an empty list means "not known yet". */
  loaded = false;

  /** Alarms that speak, most urgent first. */
  readonly alarms = (): readonly Alarm[] => this.lists.alarms;
  /** Alarms that are kept quiet: shelved, suppressed by design, out of service. */
  readonly quietAlarms = (): readonly Alarm[] => this.lists.quiet;
  /** Newest word on every component, newest first. */
  readonly findings = (): readonly Finding[] => this.lists.findings;
  /** Open incidents, most urgent first. */
  readonly incidents = (): readonly Incident[] => this.lists.incidents;
  readonly kpi = (line: string): LineKpi | undefined => this.kpisByLine.get(line);
  readonly seam = (equipment: string): WeldedSeam | undefined => this.seamsByEquipment.get(equipment);
  readonly seams = (): ReadonlyMap<string, WeldedSeam> => this.seamsByEquipment;

  /** Grows whenever the register of gaps has changed, or may have; what it holds is asked for by REST. */
  readonly gapsRevision = (): number => this.gapNews;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.listeners.add(onChange);
    return () => this.listeners.delete(onChange);
  };

  replace(snapshot: RecordsSnapshot): void {
    this.alarmsById = new Map(snapshot.alarms.filter(stands).map((alarm) => [alarm.id, alarm]));
    this.findingsById = new Map(snapshot.findings.map((finding) => [finding.id, finding]));
    this.incidentsById = new Map(snapshot.incidents.map((incident) => [incident.id, incident]));
    this.kpisByLine = new Map(snapshot.kpis.map((kpi) => [kpi.line, kpi]));
    this.seamsByEquipment = new Map(
      snapshot.seams.map(({ equipment, seam, verdict }) => [equipment, { seam, verdict }]),
    );
    this.gapNews++;
    this.sequence = snapshot.sequence;
    this.loaded = true;
    this.changed();
  }

  /** Everything as it stands, in the shape that `replace` takes. */
  snapshot(): RecordsSnapshot {
    return {
      sequence: this.sequence,
      alarms: [...this.alarmsById.values()],
      findings: [...this.findingsById.values()],
      incidents: [...this.incidentsById.values()],
      kpis: [...this.kpisByLine.values()],
      seams: [...this.seamsByEquipment].map(([equipment, welded]) => ({ equipment, ...welded })),
    };
  }

  /** Applies an event; one that was already seen changes nothing. */
  apply(event: RecordEvent): void {
    if (event.sequence <= this.sequence) return;
    this.sequence = event.sequence;
    switch (event.kind) {
      case 'alarm':
        this.putAlarm(event.alarm);
        break;
      case 'finding':
        this.findingsById.set(event.finding.id, event.finding);
        break;
      case 'kpi':
        this.kpisByLine.set(event.kpi.line, event.kpi);
        break;
      case 'incident':
        if (event.incident.state === 'open') this.incidentsById.set(event.incident.id, event.incident);
        else this.incidentsById.delete(event.incident.id);
        break;
      case 'gap':
        this.gapNews++;
        break;
      case 'seam':
        this.putSeam(event.equipment, { seam: event.seam });
        break;
      case 'seam-verdict': {
        const welded = this.seamsByEquipment.get(event.equipment);
        // A verdict of an older seam says nothing of the one that is shown.
        if (welded?.seam.time === event.endedAt)
          this.putSeam(event.equipment, { seam: welded.seam, verdict: event.verdict });
        break;
      }
    }
    this.changed();
  }

  /** Takes an answer of the REST interface, so that one's own acknowledgement shows without waiting. */
  putAnswered(alarm: Alarm): void {
    this.putAlarm(alarm);
    this.changed();
  }

  private putSeam(equipment: string, welded: WeldedSeam): void {
    this.seamsByEquipment = new Map(this.seamsByEquipment).set(equipment, welded);
  }

  private putAlarm(alarm: Alarm): void {
    if (stands(alarm)) this.alarmsById.set(alarm.id, alarm);
    else this.alarmsById.delete(alarm.id);
  }

  private changed(): void {
    const standing = [...this.alarmsById.values()].sort(byUrgency);
    this.lists = {
      alarms: standing.filter(({ state }) => !isSuppressed(state)),
      quiet: standing.filter(({ state }) => isSuppressed(state)),
      findings: [...this.findingsById.values()].sort((a, b) => b.lastSeenAt - a.lastSeenAt),
      incidents: [...this.incidentsById.values()].sort(
        (a, b) => a.priority - b.priority || b.openedAt - a.openedAt,
      ),
    };
    for (const listener of this.listeners) listener();
  }
}

/** An alarm leaves the list when it is both over and seen. */
function stands(alarm: Alarm): boolean {
  return alarm.state !== 'Normal';
}

/** Unacknowledged before acknowledged, then by priority, then newest first. */
export function byUrgency(a: Alarm, b: Alarm): number {
  const seen = Number(isUnacknowledged(b)) - Number(isUnacknowledged(a));
  return seen || a.priority - b.priority || b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : 1);
}

/** Needs a person: raised, or over but never seen. */
export function isUnacknowledged(alarm: Alarm): boolean {
  return awaitsAcknowledgement(alarm.state);
}

/** A finding that somebody should act on, not the note that a bearing is healthy or could not be judged. */
export function isActionable(finding: Finding): boolean {
  return finding.status === 'open' && finding.verdict !== 'healthy' && finding.verdict !== 'not-diagnosable';
}
