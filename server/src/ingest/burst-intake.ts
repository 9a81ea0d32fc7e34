import { BurstFormatError, decodeBurst, MAX_BURST_BYTES } from '@linetwin/contracts';
import { isWaveform, type ModelIndex } from '@linetwin/model';
import type { BurstStore } from '../condition/bursts/burst-store.port.ts';
import type { EventBus } from '../events.ts';
import type { Rejects } from './rejects.ts';
import { sourceTimeProblem } from './source-time.ts';

/** Checks a vibration burst and keeps it on disk before its sender is acknowledged. */
export class BurstIntake {
  private readonly index: ModelIndex;
  private readonly store: BurstStore;
  private readonly events: EventBus;
  private readonly rejects: Rejects;

  constructor(index: ModelIndex, store: BurstStore, events: EventBus, rejects: Rejects) {
    this.index = index;
    this.store = store;
    this.events = events;
    this.rejects = rejects;
  }

  /** Resolves when the burst is durable or was rejected (and counted); rejects when the disk did not take it. */
  async take(topic: string, equipment: string, payload: Uint8Array): Promise<void> {
    if (payload.length > MAX_BURST_BYTES) {
      this.rejects.reject(
        'oversized',
        topic,
        `${payload.length} bytes, at most ${MAX_BURST_BYTES} are taken`,
      );
      return;
    }
    const known = this.index.equipment(equipment);
    if (!known) {
      this.rejects.reject('unknown-equipment', topic, `no machine "${equipment}" in the plant files`);
      return;
    }
    let burst;
    try {
      burst = decodeBurst(payload);
    } catch (error) {
      if (!(error instanceof BurstFormatError)) throw error;
      this.rejects.reject('malformed', topic, error.message);
      return;
    }
    const signal = this.index.signal(`${known.address}/${burst.channel}`);
    if (!signal || !isWaveform(signal)) {
      this.rejects.reject(
        'unknown-signal',
        topic,
        `"${burst.channel}" is no waveform signal of this machine`,
      );
      return;
    }
    if ((burst.unit === 'A') !== (signal.role === 'current')) {
      this.rejects.reject('malformed', topic, `a burst of "${signal.id}" cannot be in ${burst.unit}`);
      return;
    }
    const problem = sourceTimeProblem(burst.time, Date.now());
    if (problem) {
      this.rejects.reject(problem.reason, topic, problem.detail);
      return;
    }
    const kept = await this.store.keep(known.address, burst.channel, burst.time, payload);
    if (kept.isNew) {
      this.events.emit('BurstKept', {
        burst: kept.name,
        equipment: known.address,
        channel: burst.channel,
        time: burst.time,
      });
    } else {
      this.rejects.countDuplicate();
    }
  }
}
