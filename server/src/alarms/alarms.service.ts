import type { Alarm, AlarmPointChange, AlarmServiceChange } from '@linetwin/contracts';
import { lineOf } from '@linetwin/model';
import {
  RefusedByOwnerError,
  type LineRequestMap,
  type LineRequests,
} from '../cluster/line-requests.port.ts';
import type { EventBus } from '../events.ts';
import type { AlarmKeeper } from './alarm-keeper.ts';
import { AlarmStateError } from './alarm-book.ts';
import type { AlarmLog, AlarmTransition } from './alarm-log.port.ts';

/** An alarm heard of this lately may not be in the log yet, or still be there as it was before. */
const LOG_BEHIND_MS = 5000;

/** The alarms of all lines as people see them: those of this process from its keeper, those of others from what they tell. */
export class AlarmsService {
  private readonly log: AlarmLog;
  private readonly keeper: AlarmKeeper | undefined;
  private readonly requests: LineRequests;
  private readonly events: EventBus;
  private readonly ownsMachine: (equipment: string) => boolean;
  private readonly now: () => number;
  /** Standing alarms of lines that others own, and when they were heard of. */
  private readonly elsewhere = new Map<string, { alarm: Alarm; heardAt: number }>();
  private unsubscribe: () => void = () => undefined;

  constructor(parts: {
    log: AlarmLog;
    /** Of the lines that this process owns; none in one that owns no lines. */
    keeper?: AlarmKeeper;
    requests: LineRequests;
    events: EventBus;
    ownsMachine: (equipment: string) => boolean;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    this.log = parts.log;
    this.keeper = parts.keeper;
    this.requests = parts.requests;
    this.events = parts.events;
    this.ownsMachine = parts.ownsMachine;
    this.now = parts.now ?? Date.now;
  }

  start(): void {
    this.unsubscribe = this.events.on(
      'AlarmChanged',
      'alarm board',
      (alarm) => {
        if (alarm.state === 'Normal') this.elsewhere.delete(alarm.id);
        else this.elsewhere.set(alarm.id, { alarm, heardAt: this.now() });
      },
      'elsewhere',
    );
  }

  stop(): void {
    this.unsubscribe();
  }

  /** Alarms that are not Normal, those that are kept quiet among them. */
  standing(): Alarm[] {
    const others = [...this.elsewhere.values()].map(({ alarm }) => alarm);
    return [
      ...(this.keeper?.standing() ?? []),
      ...others.filter(({ equipment }) => !this.ownsMachine(equipment)),
    ];
  }

  /** Resolves when the acknowledgement is durable. @throws AlarmStateError @throws NoOwnerError */
  async acknowledge(id: string, by: string, comment?: string): Promise<Alarm> {
    const alarm = this.standing().find((one) => one.id === id);
    if (!alarm) throw new AlarmStateError(`There is no standing alarm "${id}".`);
    return this.ask(lineOf(alarm.equipment), 'AcknowledgeAlarm', { id, by, comment });
  }

  /**
   * A person shelves a limit, takes it out of service, brings it back, or resets its latched alarm.
   *
   * @param line of the limit's signal
   * @throws AlarmStateError @throws NoOwnerError
   */
  change(
    line: string,
    point: string,
    request: AlarmPointChange | AlarmServiceChange,
    by: string,
  ): Promise<Alarm> {
    return this.ask(line, 'ChangeAlarmPoint', { point, request, by });
  }

  /** @param at as they stood then; as they stand when left out */
  async raisedBetween(from: number, to: number, limit: number, at?: number): Promise<Alarm[]> {
    await this.keeper?.settled();
    return this.log.raisedBetween(from, to, limit, at);
  }

  async transitions(from: number, to: number, limit: number): Promise<AlarmTransition[]> {
    await this.keeper?.settled();
    return this.log.transitions(from, to, limit);
  }

  /** Since when the log knows of alarms; undefined while it knows of none. */
  async logBegin(): Promise<number | undefined> {
    await this.keeper?.settled();
    return this.log.begin();
  }

  /** Reads from the log what others may have told while nobody here could hear it, and tells the differences. */
  async catchUp(): Promise<void> {
    const logged = new Map((await this.log.standing()).map((alarm) => [alarm.id, alarm]));
    const settledBefore = this.now() - LOG_BEHIND_MS;
    const fresh = (id: string) => (this.elsewhere.get(id)?.heardAt ?? 0) > settledBefore;
    const tell = (alarm: Alarm) => {
      if (!this.ownsMachine(alarm.equipment)) this.events.emit('AlarmChanged', alarm, 'elsewhere');
    };
    for (const [id, { alarm }] of this.elsewhere) {
      if (!logged.has(id) && !fresh(id)) tell({ ...alarm, state: 'Normal' });
    }
    for (const alarm of logged.values()) {
      if (this.elsewhere.get(alarm.id)?.alarm.state !== alarm.state && !fresh(alarm.id)) tell(alarm);
    }
  }

  private async ask<Name extends 'AcknowledgeAlarm' | 'ChangeAlarmPoint'>(
    line: string,
    name: Name,
    payload: LineRequestMap[Name]['payload'],
  ): Promise<Alarm> {
    try {
      return await this.requests.ask(line, name, payload);
    } catch (error) {
      if (error instanceof RefusedByOwnerError && error.kind === 'AlarmStateError') {
        throw new AlarmStateError(error.message);
      }
      throw error;
    }
  }
}
