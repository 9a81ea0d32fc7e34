import type { Medium } from '@linetwin/model';
import type { BilingualText } from '../bearing/advice.ts';
import { explain, type CauseRelation } from './explain.ts';
import { rankCauses, type CauseCandidate } from './first-cause.ts';
import type { PlantRelations } from './plant-relations.ts';
import { shareSupply, silentSuppliers } from './shared-supply.ts';
import { canBeCause, type Symptom } from './symptom.ts';

/** A member of an incident: a symptom, with what it follows from. Repeats of one are one member. */
export interface IncidentMemberState {
  kind: Symptom['kind'];
  id: string;
  /** Id of its newest repeat. */
  newestId: string;
  equipment: string;
  key: string;
  title: BilingualText;
  at: number;
  endedAt: number | null;
  /** How often it came again. */
  repeats: number;
  follows: { from: string; relation: CauseRelation; medium: Medium | null } | null;
}

export interface IncidentCauseState {
  equipment: string;
  key: string;
  title: BilingualText;
  confidence: number;
  since: number;
  members: string[];
  explains: number;
  contradictedBy: BilingualText[];
  advice: BilingualText[];
  sparePart: BilingualText | null;
}

export interface IncidentState {
  id: string;
  line: string;
  state: 'open' | 'closed';
  openedAt: number;
  closedAt: number | null;
  changedAt: number;
  /** The incident that it turned out to be part of. */
  mergedInto: string | null;
  priority: 1 | 2 | 3 | 4;
  cause: IncidentCauseState;
  alternatives: IncidentCauseState[];
  members: IncidentMemberState[];
  more: number;
  revision: number;
}

interface Entry {
  symptom: Symptom;
  newestId: string;
  repeats: number;
}

interface Open {
  id: string;
  line: string;
  openedAt: number;
  changedAt: number;
  revision: number;
  entries: Map<string, Entry>;
  more: number;
  mergedInto: string | null;
  last?: IncidentState;
}

/** Symptoms of one incident that are looked at; a flood beyond it is counted. */
const MAX_MEMBERS = 200;
/** Machines that stand without a known cause. */
const MAX_LOOSE = 500;
/** What belongs together by at least this. */
const JOIN_STRENGTH = 0.3;
/** Two users that lack the same belong together as much as this. */
const SHARED_STRENGTH = 0.6;
/** An incident closes this long after its last member ended, so that what flaps is one incident. */
const QUIET_MS = 60_000;
/** Standing machines wait this long for a cause that shows later. */
const LOOSE_MS = 900_000;
/** Causes shown beside the first. */
const ALTERNATIVES = 4;
/** What users lack says this much about a supplier that shows nothing. */
const SILENT_SUPPLIER_CONFIDENCE = 0.45;

/** Words that the book needs but the plant files have not. */
export interface IncidentTexts {
  lineOf(equipment: string): string;
  /** For a supplier that shows nothing while its users lack something. */
  silentSupplier(equipment: string, medium: Medium): BilingualText;
  /** Signs that would speak against a cause, beside those of its rule. */
  contradictions(cause: CauseCandidate, symptoms: readonly Symptom[]): BilingualText[];
}

/**
 * Puts alarms, findings and standstills that follow from one fault into one incident, as they come, and names its first cause.
 * Pure: it is told everything and does nothing; whoever asks for `changes` keeps and tells them.
 */
export class IncidentBook {
  private readonly relations: PlantRelations;
  private readonly texts: IncidentTexts;
  private readonly open = new Map<string, Open>();
  private readonly placeOf = new Map<string, Open>();
  private readonly loose = new Map<string, Symptom>();
  private readonly dirty = new Set<Open>();
  private readonly closed: Open[] = [];

  constructor(relations: PlantRelations, texts: IncidentTexts) {
    this.relations = relations;
    this.texts = texts;
  }

  /** Goes on with incidents that were open; what is not in the model any more is left out by whoever calls. */
  restore(states: readonly IncidentState[], symptomOf: (member: IncidentMemberState) => Symptom): void {
    for (const state of states) {
      if (state.state !== 'open' || this.open.has(state.id)) continue;
      const incident: Open = { ...emptyIncident(state.id, state.line, state.openedAt), ...counts(state) };
      for (const member of state.members) {
        const entry = { symptom: symptomOf(member), newestId: member.newestId, repeats: member.repeats };
        incident.entries.set(slotOf(entry.symptom), entry);
        this.placeOf.set(member.id, incident).set(member.newestId, incident);
      }
      incident.last = state;
      this.open.set(incident.id, incident);
    }
  }

  /** Goes on with an incident that another opened and that is heard of late: as part of one here that has a symptom of it, else for itself. */
  adopt(state: IncidentState, symptomOf: (member: IncidentMemberState) => Symptom): void {
    if (state.state !== 'open' || this.open.has(state.id)) return;
    const same = state.members
      .map((member) => this.repeatOf(symptomOf(member)))
      .find((incident) => incident !== undefined);
    this.restore([state], symptomOf);
    const adopted = this.open.get(state.id)!;
    if (same) this.merge(adopted, same);
    else this.dirty.add(adopted);
  }

  /** Forgets everything about a line. */
  forget(line: string): void {
    for (const incident of [...this.open.values()]) if (incident.line === line) this.drop(incident);
    for (const [id, { equipment }] of this.loose)
      if (this.texts.lineOf(equipment) === line) this.loose.delete(id);
  }

  /** A symptom that began, changed or ended. */
  put(symptom: Symptom): void {
    const known = this.placeOf.get(symptom.id);
    if (known) return this.update(known, symptom);
    if (symptom.endedAt !== null) {
      this.loose.delete(symptom.id);
      return;
    }
    const repeated = this.repeatOf(symptom);
    if (repeated) return this.update(repeated, symptom);
    const linked = this.linkedTo(symptom);
    if (symptom.kind === 'state' && symptom.key !== 'Aborted' && linked.length === 0) {
      if (this.loose.size < MAX_LOOSE) this.loose.set(symptom.id, symptom);
      return;
    }
    const incident = linked[0]?.incident ?? this.begin(symptom);
    for (const { incident: other, isCauseThere } of linked.slice(1))
      if (isCauseThere && linked[0].isCauseThere) this.merge(other, incident);
    this.add(incident, symptom);
    this.takeLoose(symptom);
  }

  /**
   * What changed since the last call, and what is over by now.
   *
   * @param now ms since 1970 UTC, in the time of the symptoms
   */
  changes(now: number): IncidentState[] {
    for (const incident of this.open.values()) if (isOver(incident, now)) this.close(incident);
    for (const [id, { at }] of this.loose) if (now - at > LOOSE_MS) this.loose.delete(id);
    const changed = [...this.dirty].map((incident) => this.stateOf(incident, 'open', null, now));
    for (const incident of this.closed.splice(0)) changed.push(this.stateOf(incident, 'closed', now, now));
    this.dirty.clear();
    return changed;
  }

  /** Open incidents as they were last handed out. */
  standing(): IncidentState[] {
    return [...this.open.values()].flatMap(({ last }) => (last ? [last] : []));
  }

  private begin({ id, equipment, at }: Symptom): Open {
    const incident = emptyIncident(
      `incident.${id.replace(/[^\w.-]/g, '.')}`,
      this.texts.lineOf(equipment),
      at,
    );
    this.open.set(incident.id, incident);
    return incident;
  }

  private add(incident: Open, symptom: Symptom): void {
    this.dirty.add(incident);
    if (incident.entries.size >= MAX_MEMBERS) {
      incident.more++;
      return;
    }
    incident.entries.set(slotOf(symptom), { symptom, newestId: symptom.id, repeats: 0 });
    this.placeOf.set(symptom.id, incident);
  }

  private update(incident: Open, symptom: Symptom): void {
    const entry = incident.entries.get(slotOf(symptom));
    if (!entry) return;
    const isRepeat = symptom.id !== entry.newestId && symptom.id !== entry.symptom.id;
    if (isRepeat) {
      entry.repeats++;
      entry.newestId = symptom.id;
      this.placeOf.set(symptom.id, incident);
    }
    const { id, at } = entry.symptom;
    entry.symptom = { ...symptom, id, at: Math.min(at, symptom.at) };
    this.dirty.add(incident);
  }

  /** The same thing at the same machine again, while its incident is open. */
  private repeatOf(symptom: Symptom): Open | undefined {
    return [...this.open.values()].find(({ entries }) => entries.has(slotOf(symptom)));
  }

  /** Incidents that it belongs to, strongest first. */
  private linkedTo(symptom: Symptom): { incident: Open; strength: number; isCauseThere: boolean }[] {
    const links: { incident: Open; strength: number; isCauseThere: boolean }[] = [];
    for (const incident of this.open.values()) {
      let strength = 0;
      let isCauseThere = false;
      const members = [...incident.entries.values()].map((entry) => entry.symptom);
      const sensors = members.filter(({ findingClass }) => findingClass === 'sensor');
      for (const member of members) {
        // What hangs on a wrong sensor says nothing of its machine, so it draws nothing else in.
        if (sensors.some((sensor) => explain(this.relations, sensor, member))) continue;
        const asEffect = explain(this.relations, member, symptom)?.strength ?? 0;
        // Many things make a machine stand: what would explain no more than that has nothing else to do with the incident.
        const asCause = canBeCause(member) ? (explain(this.relations, symptom, member)?.strength ?? 0) : 0;
        const shared = shareSupply(this.relations, member, symptom) ? SHARED_STRENGTH : 0;
        strength = Math.max(strength, asEffect, asCause, shared);
        if (Math.max(asCause, shared) >= JOIN_STRENGTH) isCauseThere = true;
      }
      if (strength >= JOIN_STRENGTH) links.push({ incident, strength, isCauseThere });
    }
    return links.sort((a, b) => b.strength - a.strength || a.incident.openedAt - b.incident.openedAt);
  }

  private takeLoose(by: Symptom): void {
    for (const [id, symptom] of this.loose) {
      if ((explain(this.relations, by, symptom)?.strength ?? 0) < JOIN_STRENGTH) continue;
      this.loose.delete(id);
      const incident = this.placeOf.get(by.id);
      if (incident) this.add(incident, symptom);
    }
  }

  private merge(from: Open, into: Open): void {
    for (const [slot, entry] of from.entries) {
      if (into.entries.has(slot)) continue;
      if (into.entries.size >= MAX_MEMBERS) into.more++;
      else into.entries.set(slot, entry);
    }
    for (const [id, place] of this.placeOf) if (place === from) this.placeOf.set(id, into);
    into.more += from.more;
    into.openedAt = Math.min(into.openedAt, from.openedAt);
    from.mergedInto = into.id;
    this.open.delete(from.id);
    this.dirty.delete(from);
    if (from.last) this.closed.push(from);
    this.dirty.add(into);
  }

  private close(incident: Open): void {
    this.drop(incident);
    this.closed.push(incident);
  }

  private drop(incident: Open): void {
    this.open.delete(incident.id);
    this.dirty.delete(incident);
    for (const [id, place] of this.placeOf) if (place === incident) this.placeOf.delete(id);
  }

  private stateOf(
    incident: Open,
    state: IncidentState['state'],
    closedAt: number | null,
    now: number,
  ): IncidentState {
    const entries = [...incident.entries.values()].sort((a, b) => a.symptom.at - b.symptom.at);
    const symptoms = entries.map(({ symptom }) => symptom);
    const supposed = silentSuppliers(this.relations, symptoms).map(({ supplier, medium, lacking }) =>
      this.supposedSymptom(supplier, medium, lacking),
    );
    const { causes, follows } = rankCauses(this.relations, [...symptoms, ...supposed]);
    const [first, ...others] = causes.map((cause) => this.causeOf(cause, symptoms));
    const next: IncidentState = {
      id: incident.id,
      line: incident.line,
      state,
      openedAt: incident.openedAt,
      closedAt,
      changedAt: now,
      mergedInto: incident.mergedInto,
      priority: Math.min(...symptoms.map(({ priority }) => priority)) as IncidentState['priority'],
      cause: first,
      alternatives: others.slice(0, ALTERNATIVES),
      members: entries.map(({ symptom, newestId, repeats }) => {
        const reason = follows.get(symptom.id);
        return {
          kind: symptom.kind,
          id: symptom.id,
          newestId,
          equipment: symptom.equipment,
          key: symptom.key,
          title: symptom.title,
          at: symptom.at,
          endedAt: symptom.endedAt,
          repeats,
          follows: reason
            ? { from: reason.from, relation: reason.explanation.relation, medium: reason.explanation.medium }
            : null,
        };
      }),
      more: incident.more,
      revision: ++incident.revision,
    };
    incident.last = next;
    return next;
  }

  private supposedSymptom(supplier: string, medium: Medium, lacking: readonly Symptom[]): Symptom {
    return {
      id: `${supplier}#supply`,
      kind: 'finding',
      equipment: supplier,
      key: `supply:${medium}`,
      title: this.texts.silentSupplier(supplier, medium),
      at: Math.min(...lacking.map(({ at }) => at)),
      endedAt: null,
      priority: 3,
      confidence: SILENT_SUPPLIER_CONFIDENCE,
      findingClass: 'process',
    };
  }

  private causeOf(cause: CauseCandidate, symptoms: readonly Symptom[]): IncidentCauseState {
    const [best] = cause.named;
    return {
      equipment: cause.equipment,
      key: best.kind === 'alarm' ? `alarm:${cause.key}` : cause.key,
      title: best.title,
      confidence: cause.score,
      since: Math.min(...cause.named.map(({ at }) => at)),
      members: cause.named.map(({ id }) => id).filter((id) => symptoms.some((one) => one.id === id)),
      explains: cause.explains,
      contradictedBy: [...(best.contradictedBy ?? []), ...this.texts.contradictions(cause, symptoms)],
      advice: [...(best.advice ?? [])],
      sparePart: best.sparePart ?? null,
    };
  }
}

function emptyIncident(id: string, line: string, openedAt: number): Open {
  return {
    id,
    line,
    openedAt,
    changedAt: openedAt,
    revision: 0,
    entries: new Map(),
    more: 0,
    mergedInto: null,
  };
}

function counts({ revision, more, changedAt }: IncidentState) {
  return { revision, more, changedAt };
}

function slotOf({ kind, equipment, key }: Symptom): string {
  return `${kind}#${equipment}#${key}`;
}

function isOver({ entries }: Open, now: number): boolean {
  let last = -Infinity;
  for (const { symptom } of entries.values()) {
    if (symptom.endedAt === null) return false;
    last = Math.max(last, symptom.endedAt);
  }
  return now - last >= QUIET_MS;
}
