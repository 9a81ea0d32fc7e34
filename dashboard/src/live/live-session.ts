import type { CursorCommand, CursorState, RecordsSnapshot, SampleBatch } from '@linetwin/contracts';
import { LIVE_PROTOCOL_VERSION } from '@linetwin/contracts';
import type { PlantModel } from '@linetwin/model';
import { ModelIndex } from '@linetwin/model';
import { ConnectionStore } from './connection-state.ts';
import { LatestValueStore } from './latest-value-store.ts';
import { RecordStore } from './record-store.ts';
import { ReplayState } from './replay-state.ts';
import type { FromWorker, ReplayRefusal, ToWorker } from './worker-messages.ts';

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

/** All that a page shows of the plant at one time of the server's, ms since 1970 UTC. */
export interface PlantStanding {
  at: number;
  model: PlantModel;
  values: SampleBatch;
  records: RecordsSnapshot;
}

/** A simulated or imported run that is shown in place of the plant. */
export interface ShownRun {
  id: string;
  /** Its signals come no more often than this, whatever the plant files say; never silent when Infinity. */
  leastPeriodMs: number;
}

const RATE_HZ = 10;

/**
 * Runs the live connection. Frames that arrive between two drawings are applied together: at most one commit
 * per animation frame.
 */
export class LiveSession {
  readonly connection = new ConnectionStore();
  readonly records = new RecordStore();
  /** Where the replay is that this page shows; null while it shows what is live. */
  readonly replay = new ReplayState();
  /** Why the server gives no replay; shown until the next try. */
  readonly replayProblem: { now: ReplayRefusal | null } = { now: null };
  private run: ShownRun | undefined;
  private cursorHeardAt = 0;
  /** What is shown changed between live and replay: the next snapshot begins anew. */
  private beginsAnew = false;
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

  /** What the page shows of the live plant, to be shown again without the server; null while there is nothing. */
  standing(): PlantStanding | null {
    const { lastServerTime } = this.connection;
    if (!this.plantNow || this.replay.state() || lastServerTime === null || !this.records.loaded) return null;
    const { index, live } = this.plantNow;
    return {
      at: lastServerTime,
      model: index.model,
      values: live.known(),
      records: this.records.snapshot(),
    };
  }

  /** Shows what an earlier page knew, stale from the start, until the server is heard. */
  showLast({ at, model, values, records }: PlantStanding): void {
    if (this.plantNow) return;
    this.plantNow = this.sessionOver(new ModelIndex(model));
    this.plantNow.live.apply(values);
    this.plantNow.live.commit();
    // The next snapshot of the server replaces them, whatever its number.
    this.records.replace({ ...records, sequence: -1 });
    this.connection.onLastKnown(at);
    for (const listener of this.plantListeners) listener();
  }

  /** Shows the plant, or a run, as it stood; pages below are mounted anew, because all that they hold is of another time. */
  enterReplay(at: number, run?: ShownRun): void {
    this.run = run;
    this.replayProblem.now = null;
    const latest = Math.max(at, this.plantNow?.live.now() ?? this.host.nowMs());
    this.replay.set({ at, speed: 1, playing: false, loop: null, latest, problem: null });
    this.worker.postMessage({ type: 'replay', at, run: run?.id });
    this.beginAnew();
  }

  steer(command: CursorCommand): void {
    if (this.replay.state()) this.worker.postMessage({ type: 'steer', command });
  }

  backToLive(): void {
    if (!this.replay.state()) return;
    this.replay.set(null);
    this.run = undefined;
    this.worker.postMessage({ type: 'live' });
    this.beginAnew();
  }

  private beginAnew(): void {
    this.beginsAnew = true;
    this.dropPending();
    if (!this.plantNow) return;
    this.plantNow = this.sessionOver(this.plantNow.index);
    for (const listener of this.plantListeners) listener();
  }

  private sessionOver(index: ModelIndex): PlantSession {
    const live = new LatestValueStore(index);
    live.setConnected(this.connection.state().phase === 'live');
    live.leastPeriodMs = this.run?.leastPeriodMs ?? 0;
    if (this.replay.state()) {
      live.setClock(() => this.plantTime());
      live.clockOffsetMs = this.plantTime() - this.host.nowMs();
    }
    return { index, live };
  }

  /** Plant time of the replay: goes on between two words of the cursor while it plays. */
  private plantTime(): number {
    const cursor = this.replay.state();
    if (!cursor) return this.host.nowMs();
    if (!cursor.playing) return cursor.at;
    const since = Math.min(this.host.nowMs() - this.cursorHeardAt, 2000 / RATE_HZ);
    return cursor.at + since * cursor.speed;
  }

  private onCursor(state: CursorState): void {
    if (!this.replay.state()) return;
    this.cursorHeardAt = this.host.nowMs();
    this.replay.set(state);
    this.connection.onFrame(state.at, this.cursorHeardAt);
    const live = this.plantNow?.live;
    if (live) live.clockOffsetMs = state.at - this.cursorHeardAt;
  }

  /** A replay that stands still says nothing, and is not silent for it. */
  private keepReplay(): void {
    const cursor = this.replay.state();
    const live = this.plantNow?.live;
    if (!cursor || !live) return;
    live.clockOffsetMs = this.plantTime() - this.host.nowMs();
    if (this.connection.state().phase === 'live') this.connection.onFrame(cursor.at, this.host.nowMs());
  }

  /** Call about once a second: notices silence. */
  tick(): void {
    this.keepReplay();
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
      case 'cursor':
        this.onCursor(message.state);
        break;
      case 'replay-refused':
        this.onReplayRefused(message);
        break;
      case 'faulty':
        this.unreadable.count++;
        this.unreadable.last = message.detail;
        break;
    }
  }

  private onReplayRefused({ error, words }: ReplayRefusal): void {
    const cursor = this.replay.state();
    // A page of a run must not show the plant in its place.
    if (this.run && cursor) return this.replay.set({ ...cursor, playing: false, problem: error, words });
    this.replayProblem.now = { error, words };
    this.backToLive();
  }

  private onModel(model: PlantModel): void {
    if (this.plantNow?.index.model.version === model.version) return;
    this.dropPending();
    this.plantNow = this.sessionOver(new ModelIndex(model));
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
    const replaying = this.replay.state() !== null;
    if (this.beginsAnew && frame.kind !== 'snapshot') {
      // On its way from before.
      this.recycle(frame.samples);
      return;
    }
    if (frame.kind === 'snapshot' && (replaying || this.beginsAnew)) {
      this.beginsAnew = false;
      this.dropPending();
      plant.live.restart();
    }
    const now = this.host.nowMs();
    this.folded += frame.folded;
    if (!replaying) plant.live.learnClock(frame.serverTime, now);
    plant.live.setConnected(true);
    this.connection.onFrame(frame.serverTime, now);
    this.pending.push(frame.samples);
    this.cancelFrame ??= this.host.nextFrame(() => {
      this.cancelFrame = undefined;
      this.applyPending();
    });
  }

  private dropPending(): void {
    for (const samples of this.pending) this.recycle(samples);
    this.pending.length = 0;
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
