import type { SampleBatch } from '@linetwin/contracts';
import { LIVE_PROTOCOL_VERSION } from '@linetwin/contracts';
import type { PlantModel } from '@linetwin/model';
import { ModelIndex } from '@linetwin/model';
import { ConnectionStore } from './connection-state.ts';
import { LatestValueStore } from './latest-value-store.ts';
import { RecordStore } from './record-store.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** The socket worker as the session needs it: four members, so that a test needs no worker. */
export interface WorkerPort {
  postMessage(message: ToWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  terminate(): void;
}

export interface SessionHost {
  /** Calls back before the next drawing; returns its undoing. */
  nextFrame(callback: () => void): () => void;
  nowMs(): number;
  /** Loads the page anew, for a server that speaks another protocol. */
  reload(protocol: number): void;
}

/** Everything the page knows of the plant: model, newest values, records and connection. */
export interface PlantSession {
  readonly index: ModelIndex;
  readonly live: LatestValueStore;
}

const RATE_HZ = 10;

/**
 * Runs the live connection. Frames that arrive between two drawings are applied together: at most one commit
 * per animation frame.
 */
export class LiveSession {
  readonly connection = new ConnectionStore();
  readonly records = new RecordStore();
  private plantNow: PlantSession | null = null;
  private readonly plantListeners = new Set<() => void>();
  private readonly pending: SampleBatch[] = [];
  private cancelFrame: (() => void) | undefined;
  private resubscribedFor = -1;
  /** Values the server replaced by newer ones before sending, since the page was opened. */
  folded = 0;
  /** Frames that did not follow the format, and what was wrong with the last; shown on the system page. */
  readonly unreadable = { count: 0, last: '' };
  private readonly worker: WorkerPort;
  private readonly host: SessionHost;

  constructor(worker: WorkerPort, host: SessionHost) {
    this.worker = worker;
    this.host = host;
  }

  readonly plant = (): PlantSession | null => this.plantNow;

  readonly subscribePlant = (onChange: () => void): (() => void) => {
    this.plantListeners.add(onChange);
    return () => this.plantListeners.delete(onChange);
  };

  start(origin: string): void {
    this.worker.onmessage = ({ data }) => this.onMessage(data);
    this.worker.postMessage({ type: 'start', origin, rateHz: RATE_HZ });
  }

  stop(): void {
    this.cancelFrame?.();
    this.worker.postMessage({ type: 'stop' });
    this.worker.terminate();
  }

  /** Call about once a second: notices silence. */
  tick(): void {
    this.connection.tick(this.host.nowMs());
    this.plantNow?.live.setConnected(this.connection.state().phase === 'live');
  }

  private onMessage(message: FromWorker): void {
    switch (message.type) {
      case 'subscribed':
        if (message.protocol !== LIVE_PROTOCOL_VERSION) this.host.reload(message.protocol);
        break;
      case 'refused':
        this.connection.onRefused(message.error);
        this.plantNow?.live.setConnected(false);
        break;
      case 'disconnected':
        this.connection.onDisconnected(message.reason);
        this.plantNow?.live.setConnected(false);
        break;
      case 'model':
        this.onModel(message.model);
        break;
      case 'frame':
        this.onFrame(message);
        break;
      case 'records':
        this.records.replace(message.snapshot);
        this.worker.postMessage({ type: 'seen', sequence: this.records.sequence });
        break;
      case 'record':
        this.records.apply(message.event);
        this.worker.postMessage({ type: 'seen', sequence: this.records.sequence });
        break;
      case 'faulty':
        this.unreadable.count++;
        this.unreadable.last = message.detail;
        break;
    }
  }

  private onModel(model: PlantModel): void {
    if (this.plantNow?.index.model.version === model.version) return;
    this.pending.length = 0;
    const index = new ModelIndex(model);
    this.plantNow = { index, live: new LatestValueStore(index) };
    this.plantNow.live.setConnected(this.connection.state().phase === 'live');
    for (const listener of this.plantListeners) listener();
  }

  private onFrame(frame: Extract<FromWorker, { type: 'frame' }>): void {
    const plant = this.plantNow;
    if (!plant || plant.index.model.version !== frame.modelVersion) {
      // The model changed under us: ask once per version for the new one.
      if (this.resubscribedFor !== frame.modelVersion) {
        this.resubscribedFor = frame.modelVersion;
        if (plant) this.worker.postMessage({ type: 'resubscribe' });
      }
      this.recycle(frame.samples);
      return;
    }
    const now = this.host.nowMs();
    this.folded += frame.folded;
    plant.live.learnClock(frame.serverTime, now);
    plant.live.setConnected(true);
    this.connection.onFrame(frame.serverTime, now);
    this.pending.push(frame.samples);
    this.cancelFrame ??= this.host.nextFrame(() => {
      this.cancelFrame = undefined;
      this.applyPending();
    });
  }

  private applyPending(): void {
    const live = this.plantNow?.live;
    for (const samples of this.pending) {
      live?.apply(samples);
      this.recycle(samples);
    }
    this.pending.length = 0;
    live?.commit();
  }

  private recycle(samples: SampleBatch): void {
    this.worker.postMessage({ type: 'recycle', samples }, [
      samples.signal.buffer,
      samples.time.buffer,
      samples.value.buffer,
      samples.quality.buffer,
    ] as Transferable[]);
  }
}
