import { appendSample, createSampleBatch, type SampleBatch } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import { QUALITY_BAD } from '@linetwin/model';
import type { LiveValues } from './live-values.ts';
import { SignalRing } from './signal-ring.ts';

/** A periodic signal that missed this many periods is stale (design: silence is a state). */
const MISSED_PERIODS = 3;
/** Values on their way (publish, frame interval, network) may be this late without meaning silence, ms. */
const TRANSPORT_GRACE_MS = 500;
/** About two hours at 1 Hz or 24 min at 5 Hz; what is older comes from history. */
const RING_CAPACITY = 7200;

/**
 * Newest values of all signals. Batches are written at once and told once (`commit`), so that many batches in
 * one animation frame are one change to whoever draws.
 *
 * Runs for every value of every frame: no allocation in `apply`.
 */
export class LatestValueStore implements LiveValues {
  readonly index: ModelIndex;
  readonly value: Float64Array;
  readonly time: Float64Array;
  readonly quality: Uint8Array;
  readonly changed: Uint32Array;
  changedCount = 0;
  revision = 0;
  clockOffsetMs = 0;
  /** No signal is taken to come more often than this. */
  leastPeriodMs = 0;
  private readonly changedIn: Uint32Array;
  private readonly periodMs: Float64Array;
  private readonly rings = new Map<number, { ring: SignalRing; watchers: number }>();
  private readonly listeners = new Set<() => void>();
  private connected = false;
  private clockKnown = false;
  private open = false;
  /** Plant time of a replay; it takes the place of the server's clock. */
  private replayedNow: (() => number) | undefined;

  constructor(index: ModelIndex) {
    const size = index.model.signals.length;
    this.index = index;
    this.value = new Float64Array(size).fill(NaN);
    this.time = new Float64Array(size);
    this.quality = new Uint8Array(size);
    this.changed = new Uint32Array(size);
    this.changedIn = new Uint32Array(size);
    this.periodMs = Float64Array.from(index.model.signals, (signal) => signal.periodMs ?? Infinity);
  }

  /** Forgets all values, for a snapshot of another time. Whoever watches a signal goes on watching. */
  restart(): void {
    this.value.fill(NaN);
    this.time.fill(0);
    this.quality.fill(0);
    for (const watched of this.rings.values()) watched.ring.clear();
  }

  /** From here on it is what `now` says; with `undefined` what the server's clock says. */
  setClock(now: (() => number) | undefined): void {
    this.replayedNow = now;
    this.clockKnown = false;
  }

  /** Writes a batch; nobody is told before `commit`. A value older than the known one is left out. */
  apply(batch: SampleBatch): void {
    if (!this.open) {
      this.open = true;
      this.changedCount = 0;
      this.revision++;
    }
    const { signal, time, value, quality } = batch;
    for (let row = 0; row < batch.length; row++) {
      const at = signal[row];
      if (at >= this.value.length || time[row] < this.time[at]) continue;
      this.value[at] = value[row];
      this.time[at] = time[row];
      this.quality[at] = quality[row];
      if (this.changedIn[at] !== this.revision) {
        this.changedIn[at] = this.revision;
        this.changed[this.changedCount++] = at;
      }
      if (this.rings.size > 0) {
        const watched = this.rings.get(at);
        if (watched) watched.ring.push(time[row], quality[row] === QUALITY_BAD ? NaN : value[row]);
      }
    }
  }

  /** All values that are known, as one batch. */
  known(): SampleBatch {
    const batch = createSampleBatch(this.value.length);
    for (let at = 0; at < this.value.length; at++)
      if (this.time[at] > 0) appendSample(batch, at, this.time[at], this.value[at], this.quality[at]);
    return batch;
  }

  /** Tells everyone about what was applied since the last time. */
  commit(): void {
    if (!this.open) return;
    this.open = false;
    for (const listener of this.listeners) listener();
  }

  subscribe(onBatch: () => void): () => void {
    this.listeners.add(onBatch);
    return () => this.listeners.delete(onBatch);
  }

  isStale(signal: number, nowMs: number): boolean {
    if (!this.connected) return true;
    const period = Math.max(this.periodMs[signal], this.leastPeriodMs);
    if (period === Infinity) return false;
    return nowMs - this.time[signal] > MISSED_PERIODS * period + TRANSPORT_GRACE_MS;
  }

  /** While not connected every value is stale. */
  setConnected(connected: boolean): void {
    this.connected = connected;
  }

  /**
   * Learns the server's clock from a frame. A late frame makes the server look behind, so a larger offset is
   * believed at once and a smaller one slowly.
   */
  learnClock(serverTimeMs: number, receivedAtMs: number): void {
    const offset = serverTimeMs - receivedAtMs;
    const jumped = Math.abs(offset - this.clockOffsetMs) > 5000;
    if (!this.clockKnown || jumped || offset > this.clockOffsetMs) this.clockOffsetMs = offset;
    else this.clockOffsetMs += 0.02 * (offset - this.clockOffsetMs);
    this.clockKnown = true;
  }

  /** Server time now, ms UTC. */
  now(): number {
    return this.replayedNow?.() ?? Date.now() + this.clockOffsetMs;
  }

  /** Keeps a ring of a signal's values for as long as somebody holds it. */
  watch(signal: number): { ring: SignalRing; release: () => void } {
    let watched = this.rings.get(signal);
    if (!watched) {
      watched = { ring: new SignalRing(RING_CAPACITY), watchers: 0 };
      if (this.time[signal] > 0)
        watched.ring.push(this.time[signal], this.quality[signal] === QUALITY_BAD ? NaN : this.value[signal]);
      this.rings.set(signal, watched);
    }
    watched.watchers++;
    let held = true;
    return {
      ring: watched.ring,
      release: () => {
        if (!held) return;
        held = false;
        if (--watched.watchers === 0) this.rings.delete(signal);
      },
    };
  }
}
