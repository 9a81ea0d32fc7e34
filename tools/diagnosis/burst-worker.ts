import { encodeBurst, type Burst, type Finding } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import { BurstDiagnosis } from '../../server/src/condition/bursts/burst-diagnosis.ts';
import {
  BurstStore,
  burstName,
  type BurstEntry,
} from '../../server/src/condition/bursts/burst-store.port.ts';
import { InMemoryBearingHealthStore } from '../../server/src/condition/bearing/in-memory-bearing-health-store.ts';
import { InMemoryFindingStore } from '../../server/src/condition/findings/in-memory-finding-store.ts';
import { InMemoryComponentStateStore } from '../../server/src/condition/component-state/in-memory-component-state-store.ts';

/** Bursts on their way from the intake to the worker, which settles each before the next one comes. */
class PassingBursts extends BurstStore {
  private readonly pending = new Map<string, Uint8Array>();

  async start(): Promise<void> {}

  async keep(
    equipment: string,
    channel: string,
    time: number,
    bytes: Uint8Array,
  ): Promise<{ name: string; isNew: boolean }> {
    const name = burstName(equipment, channel, time);
    const isNew = !this.pending.has(name);
    this.pending.set(name, bytes);
    return { name, isNew };
  }

  async readPending(name: string): Promise<Uint8Array | undefined> {
    return this.pending.get(name);
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    return this.pending.get(name);
  }

  async listPending(): Promise<string[]> {
    return [...this.pending.keys()];
  }

  async list(): Promise<BurstEntry[]> {
    return [...this.pending].map(([name, { length }]) => ({ name, bytes: length }));
  }

  async settle(name: string): Promise<void> {
    this.pending.delete(name);
  }
}

/** The product's worker for bursts, with stores that live as long as one run. */
export class BurstWorker {
  private readonly bursts = new PassingBursts();
  private readonly store = new InMemoryFindingStore();
  private readonly diagnosis: BurstDiagnosis;

  /** @param hasActiveAlarm whether an alarm of a machine stands: nothing healthy is learned of it then */
  constructor(index: ModelIndex, hasActiveAlarm: (equipment: string) => boolean) {
    this.diagnosis = new BurstDiagnosis({
      index,
      bursts: this.bursts,
      store: this.store,
      health: new InMemoryBearingHealthStore(),
      shafts: new InMemoryComponentStateStore(),
      motors: new InMemoryComponentStateStore(),
      hasActiveAlarm: async (equipment) => hasActiveAlarm(equipment),
    });
  }

  /** @returns findings that one burst of a machine opened or changed */
  async judge(equipment: string, burst: Burst): Promise<Finding[]> {
    const { channel, time } = burst;
    // As machines send them: rounded to single precision on the way.
    const { name } = await this.bursts.keep(equipment, channel, time, encodeBurst(burst));
    const { findings } = await this.diagnosis.handleDiagnoseBurst({ burst: name, equipment, channel, time });
    const details = await Promise.all(findings.map((id) => this.store.detail(id)));
    return details.flatMap((detail) => {
      if (!detail) return [];
      const { diagnosis: _evidence, ...finding } = detail;
      return [finding];
    });
  }
}
