import { IncidentBook, incidentTexts, PlantRelations, type IncidentState } from '@linetwin/condition';
import type { Alarm, Finding, Incident, SampleBatch } from '@linetwin/contracts';
import { lineOf, type ModelIndex } from '@linetwin/model';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox, OutboxEntry } from '../spool/outbox.port.ts';
import type { IncidentStore } from './incident-store.port.ts';
import { Standstills } from './standstills.ts';
import { isFault, symptomOfAlarm, symptomOfFinding, symptomOfMember } from './symptoms.ts';

const KIND = 'incident';
/** Symptoms of one fault come in bunches; an incident is told at most this often. */
const LOOK_MS = 500;
const SETTLE_MS = 1000;
const MAX_OUTBOX_READ = 10_000;

/** The incidents of the lines that this process owns, from alarms, findings and states to the store. Works on while that is away. */
export class IncidentKeeper {
  private readonly index: ModelIndex;
  private readonly store: IncidentStore;
  private readonly outbox: Outbox;
  private readonly events: EventBus;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly drain: OutboxDrain;
  private readonly book: IncidentBook;
  private readonly standstills: Standstills;
  private readonly lines = new Set<string>();
  /** Told, and not yet on the disk. */
  private waiting: Incident[] = [];
  private writing: Promise<void> | undefined;
  /** How many changes were told so far. */
  private told = 0;
  private timer: NodeJS.Timeout | undefined;
  private undo: (() => void)[] = [];

  constructor(parts: {
    index: ModelIndex;
    store: IncidentStore;
    outbox: Outbox;
    events: EventBus;
    logger: Logger;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    this.index = parts.index;
    this.store = parts.store;
    this.outbox = parts.outbox;
    this.events = parts.events;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    const relations = new PlantRelations(parts.index.model);
    this.book = new IncidentBook(relations, incidentTexts(parts.index.model, relations));
    this.standstills = new Standstills(parts.index);
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: (entries) =>
        this.store.append(entries.map((entry) => ({ incident: decode(entry), origin: entry.origin }))),
      logger: parts.logger,
    });
  }

  start(): void {
    this.drain.start();
    this.undo = [
      this.events.on('AlarmChanged', 'incidents', (alarm) => this.hearAlarm(alarm)),
      this.events.on('FindingChanged', 'incidents', (finding) => this.hearFinding(finding), 'anywhere'),
      this.events.on('SamplesAccepted', 'incidents', (samples) => this.hearSamples(samples)),
    ];
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const undo of this.undo) undo();
    this.look();
    await this.flushed();
    await this.drain.stop();
  }

  /** Goes on with the open incidents of a line, whoever kept them before. */
  async takeLine(line: string): Promise<void> {
    await this.drain.settled(SETTLE_MS);
    const known = new Map<string, Incident>();
    try {
      for (const incident of await this.store.open()) known.set(incident.id, incident);
    } catch (error) {
      this.logger.warn({ line, error: (error as Error).message }, 'open incidents are not known yet');
    }
    for (const incident of this.outbox.read(KIND, MAX_OUTBOX_READ).map(decode))
      if (incident.revision >= (known.get(incident.id)?.revision ?? 0)) known.set(incident.id, incident);
    for (const incident of known.values())
      if (incident.line === line)
        this.book.restore([incident as IncidentState], (member) =>
          symptomOfMember(member, incident.priority),
        );
    this.lines.add(line);
  }

  /**
   * Takes up incidents of the own lines that another had on its disk when it died, and brought to the store after it came back. To be
   * called now and then where lines go from one process to another, before the same is done for alarms.
   *
   * @param standing alarms and findings that stand, by id, with when they were over, as alarms are that wait for their acknowledgement;
   * nobody will speak of others again
   */
  async takeLate(standing: ReadonlyMap<string, number | null>): Promise<void> {
    const { told } = this;
    const open = await this.store.open();
    // What closed here meanwhile the store may have as it was before.
    const isBehind = this.writing !== undefined || this.waiting.length > 0 || this.outbox.waiting(KIND) > 0;
    if (isBehind || this.told !== told) return;
    for (const incident of open) {
      if (!this.lines.has(incident.line)) continue;
      this.book.adopt(incident as IncidentState, (member) => {
        const endedAt = standing.has(member.newestId)
          ? standing.get(member.newestId)!
          : (member.endedAt ?? this.now());
        return symptomOfMember({ ...member, endedAt }, incident.priority);
      });
    }
  }

  async dropLine(line: string): Promise<void> {
    this.lines.delete(line);
    this.look();
    this.book.forget(line);
    await this.flushed();
    await this.drain.settled(SETTLE_MS);
  }

  /** Why incidents do not reach the store now; `undefined` while they do. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  /** Open incidents of the lines that this process owns. */
  standing(): Incident[] {
    return this.book.standing();
  }

  /** Resolves when what is known so far is in the store, or after a second. */
  async settled(): Promise<void> {
    this.look();
    await this.flushed();
    await this.drain.settled(SETTLE_MS);
  }

  /** Tells what changed since the last look. The timer does it twice a second. */
  look(): void {
    const changed: Incident[] = this.book.changes(this.now());
    if (changed.length === 0) return;
    this.told += changed.length;
    for (const incident of changed) this.events.emit('IncidentChanged', incident);
    this.waiting.push(...changed);
    this.writing ??= this.write().finally(() => (this.writing = undefined));
  }

  private hearAlarm(alarm: Alarm): void {
    // Shelved or taken out of service before it ever rose: nothing happened on the machine.
    if (alarm.clearedAt === alarm.raisedAt) return;
    if (this.lines.has(lineOf(alarm.equipment))) this.book.put(symptomOfAlarm(alarm, this.index));
  }

  private hearFinding(finding: Finding): void {
    if (this.lines.has(lineOf(finding.equipment)) && isFault(finding))
      this.book.put(symptomOfFinding(finding));
  }

  private hearSamples(samples: SampleBatch): void {
    for (const symptom of this.standstills.apply(samples))
      if (this.lines.has(lineOf(symptom.equipment))) this.book.put(symptom);
  }

  private async flushed(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      // Of several changes of one incident that wait for the disk only the newest matters.
      const newest = new Map(this.waiting.map((incident) => [incident.id, incident]));
      this.waiting = [];
      try {
        await this.outbox.append(KIND, [...newest.values()].map(encode));
        this.drain.wake();
      } catch (error) {
        // Tried again with the next change; there are no more of them than incidents.
        this.waiting = [...newest.values(), ...this.waiting];
        this.logger.error({ error: (error as Error).message }, 'incidents not kept, trying again');
        return;
      }
    }
  }
}

function encode(incident: Incident): Uint8Array {
  return Buffer.from(JSON.stringify(incident));
}

function decode({ payload }: OutboxEntry): Incident {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as Incident;
}
