import type { Alarm } from '@linetwin/contracts';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import type { AlarmEngine } from './alarm-engine.ts';
import type { AlarmLog, AlarmTransition } from './alarm-log.port.ts';

/** Transitions that wait for the data base; with every alarm of a large plant flapping, minutes of an outage. */
const MAX_WAITING = 50_000;
const RETRY_MS = 1000;

/** Alarms from values to people: engine, log, and the telling. */
export class AlarmsService {
  private readonly engine: AlarmEngine;
  private readonly log: AlarmLog;
  private readonly events: EventBus;
  private readonly logger: Logger;
  private waiting: AlarmTransition[] = [];
  private writing: Promise<void> | undefined;
  private unsubscribe: () => void = () => undefined;
  private stopping = false;

  constructor(parts: { engine: AlarmEngine; log: AlarmLog; events: EventBus; logger: Logger }) {
    this.engine = parts.engine;
    this.log = parts.log;
    this.events = parts.events;
    this.logger = parts.logger;
  }

  async start(): Promise<void> {
    this.engine.restore(await this.log.standing());
    this.unsubscribe = this.events.on('SamplesAccepted', 'alarms', (samples) =>
      this.publish(this.engine.apply(samples)),
    );
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    this.stopping = true;
    await this.flushed();
  }

  standing(): Alarm[] {
    return this.engine.standing();
  }

  /** @throws AlarmStateError */
  async acknowledge(id: string, by: string, comment?: string): Promise<Alarm> {
    const transition = this.engine.acknowledge(id, by, Date.now(), comment);
    this.publish([transition]);
    await this.flushed();
    return transition.alarm;
  }

  raisedBetween(from: number, to: number, limit: number): Promise<Alarm[]> {
    return this.log.raisedBetween(from, to, limit);
  }

  /** Resolves when every transition so far is in the log (or the service is stopping and the log fails). */
  async flushed(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private publish(transitions: readonly AlarmTransition[]): void {
    if (transitions.length === 0) return;
    for (const { alarm } of transitions) this.events.emit('AlarmChanged', alarm);
    if (this.waiting.length + transitions.length > MAX_WAITING) {
      this.logger.error(
        { lost: transitions.length },
        'the alarm log is too far behind, transitions are not recorded',
      );
      return;
    }
    this.waiting.push(...transitions);
    this.writing ??= this.write().finally(() => (this.writing = undefined));
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, 500);
      try {
        await this.log.append(batch);
        this.waiting.splice(0, batch.length);
      } catch (error) {
        this.logger.error(
          { error: (error as Error).message, waiting: this.waiting.length },
          'alarm log not written, trying again',
        );
        if (this.stopping) return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
