import type { MonitorScore } from '@linetwin/contracts';
import type { KeptMonitor, MonitorLearning, MonitorOrder } from './monitor-record.ts';

export interface ScoreOf extends MonitorScore {
  equipment: string;
}

/**
 * Models of machines, what is to be learned, rows on their way to a worker, and what models said.
 *
 * Promises: models are kept for ever and `keepModel` gives each the next version of its machine, whichever worker asks; it ends
 * the learning it was ordered for and no other. `learning` of a machine is the newest that was set and not ended. An order is
 * there until it is settled. Adding a score of a machine and time again changes nothing.
 */
export abstract class MonitorStore {
  /** The model in use; with `at` the one that was in use then. */
  abstract newest(equipment: string, at?: number): Promise<KeptMonitor | undefined>;
  /** @returns the version it got; the same one when it is kept again for the same order */
  abstract keepModel(order: string, model: Omit<KeptMonitor, 'version'>, since: number): Promise<number>;
  abstract learning(equipment: string): Promise<MonitorLearning | undefined>;
  /** Replaces what is to be learned of the machine. */
  abstract setLearning(learning: MonitorLearning): Promise<void>;
  abstract putOrder(order: MonitorOrder): Promise<void>;
  abstract order(id: string): Promise<MonitorOrder | undefined>;
  abstract settle(id: string): Promise<void>;
  abstract addScores(scores: readonly ScoreOf[]): Promise<void>;
  /** The newest between two times, oldest first. */
  abstract scores(equipment: string, from: number, to: number, limit: number): Promise<MonitorScore[]>;
  /** Forgets scores from before. */
  abstract forgetScores(before: number): Promise<void>;
}
