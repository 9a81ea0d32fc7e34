import { HealthyTimeError, MACHINE_MONITOR_PARAMETERS, trainMonitor } from '@linetwin/condition';
import type { TrainMonitorJob } from '@linetwin/contracts';
import type { MonitorStore } from './monitor-store.port.ts';

/** The worker's part: rows of a healthy time in, a model out. */
export class MonitorTraining {
  private readonly store: MonitorStore;
  private readonly now: () => number;

  constructor(store: MonitorStore, now: () => number = Date.now) {
    this.store = store;
    this.now = now;
  }

  /** @returns the version that was made; null where the time cannot be learned from, which is said in the records */
  async handleTrainMonitor({
    order: id,
    equipment,
  }: TrainMonitorJob): Promise<{ equipment: string; version: number | null }> {
    const order = await this.store.order(id);
    // Done before, when a worker was killed between keeping the model and reporting.
    if (!order) return { equipment, version: (await this.store.newest(equipment))?.version ?? null };
    const { learning, from, to, signals, stretches } = order;
    let version: number | null = null;
    try {
      const monitor = trainMonitor({ signals, stretches }, MACHINE_MONITOR_PARAMETERS);
      const { by, reason } = learning;
      const model = { equipment, trainedAt: this.now(), from, to, by, reason, monitor };
      version = await this.store.keepModel(id, model, learning.since);
    } catch (error) {
      if (!(error instanceof HealthyTimeError)) throw error;
      await this.store.setLearning({ ...learning, problem: error.message, triedAt: this.now() });
    }
    await this.store.settle(id);
    return { equipment, version };
  }
}
