import { monitoredSignals } from '@linetwin/condition';
import type { LearnMonitorRequest, MachineMonitor } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { MonitorStore } from './monitor-store.port.ts';
import { Refusal } from '../../platform/in-words.ts';

const ROWS_PER_HOUR = 60;
const SHOWN_MS = 86_400_000;
/** A row a minute. */
const MOST_SCORES = 1440;

/** There is no such machine, or it cannot be learned; the message goes to whoever asked. */
export class UnknownMonitorError extends Refusal {
  override name = 'UnknownMonitorError';
}

/** What monitors say of machines, and learning anew what is normal for one. */
export class MachineMonitorsService {
  private readonly parts: { index: ModelIndex; store: MonitorStore; wantedHours: number; now?: () => number };

  constructor(parts: MachineMonitorsService['parts']) {
    this.parts = parts;
  }

  /**
   * @param at as it stood then, ms since 1970 UTC; as it stands when left out
   * @throws UnknownMonitorError
   */
  async of(address: string, at?: number): Promise<MachineMonitor> {
    const { store, wantedHours } = this.parts;
    const until = at ?? this.now;
    const canLearn = this.signalsOf(address) >= 2;
    const [kept, learning, scores] = await Promise.all([
      store.newest(address, at),
      // How far the learning of the past was is not kept.
      at === undefined ? store.learning(address) : undefined,
      store.scores(address, until - SHOWN_MS, until, MOST_SCORES),
    ]);
    return {
      equipment: address,
      canLearn,
      model: kept
        ? {
            version: kept.version,
            trainedAt: kept.trainedAt,
            from: kept.from,
            to: kept.to,
            rows: kept.monitor.rows,
            signals: kept.monitor.signals,
            constant: kept.monitor.constant,
            by: kept.by,
            reason: kept.reason,
            method: kept.monitor.method.version,
          }
        : null,
      learning: learning
        ? {
            since: learning.since,
            hours: learning.rows / ROWS_PER_HOUR,
            wantedHours,
            by: learning.by,
            reason: learning.reason,
            problem: learning.problem,
          }
        : null,
      scores,
    };
  }

  /** The model in use stays until the new one is learned. @throws UnknownMonitorError */
  async learn({ equipment, reason }: LearnMonitorRequest, by: string): Promise<MachineMonitor> {
    if (this.signalsOf(equipment) < 2)
      throw new UnknownMonitorError(
        `equipment: machine "${equipment}" has too few signals to be judged together`,
        undefined,
      );
    const since = this.now;
    await this.parts.store.setLearning({
      equipment,
      since,
      by,
      reason,
      rows: 0,
      problem: null,
      triedAt: null,
    });
    return this.of(equipment);
  }

  private get now(): number {
    return (this.parts.now ?? Date.now)();
  }

  private signalsOf(address: string): number {
    const { index } = this.parts;
    const equipment = index.equipment(address);
    if (!equipment)
      throw new UnknownMonitorError(`equipment: there is no machine "${address}"`, 'not-in-plant', {
        what: address,
      });
    return index.signalWithRole(equipment, 'state') ? monitoredSignals(index.signalsOf(equipment)).length : 0;
  }
}
