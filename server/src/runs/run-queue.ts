import { writeFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { RecorderJob } from './recorder-job.ts';
import type { Recording, StartRecording } from './recorder-process.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunHistories } from './run-histories.ts';
import type { RunEnd, RunRecord, RunStore } from './run-store.port.ts';

/** Computing that one run may take. */
const MAX_RUN_MS = 2 * 3_600_000;
/** Runs whose records are kept; the oldest go first. */
const MAX_RUNS = 300;
/** After so long the data base is asked again when it was away. */
const RETRY_MS = 10_000;

/** How a run's record becomes an order to the recorder. */
export type JobOf = (run: RunRecord, scenario: string | undefined) => RecorderJob;

/** Records runs one after the other, and makes room for them. */
export class RunQueue {
  private readonly store: RunStore;
  private readonly folder: RunFolder;
  private readonly histories: Pick<RunHistories, 'close'>;
  private readonly startRecording: StartRecording;
  private readonly jobOf: JobOf;
  private readonly maxBytes: number;
  private readonly maxRunMs: number;
  private readonly logger: Logger;
  private readonly now: () => number;
  private running:
    { id: string; recording: Recording; ending?: Pick<RunEnd, 'state' | 'reason'> } | undefined;
  private turn: Promise<void> | undefined;
  private again = false;
  /** Whether what ran under an earlier server, or while the data base was away, is marked as ended. */
  private settled = false;
  private later: NodeJS.Timeout | undefined;
  private stopping = false;

  /** @param parts.maxBytes what all runs together may hold */
  constructor(parts: {
    store: RunStore;
    folder: RunFolder;
    histories: Pick<RunHistories, 'close'>;
    startRecording: StartRecording;
    jobOf: JobOf;
    maxBytes: number;
    maxRunMs?: number;
    logger: Logger;
    now?: () => number;
  }) {
    this.store = parts.store;
    this.folder = parts.folder;
    this.histories = parts.histories;
    this.startRecording = parts.startRecording;
    this.jobOf = parts.jobOf;
    this.maxBytes = parts.maxBytes;
    this.maxRunMs = parts.maxRunMs ?? MAX_RUN_MS;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
  }

  /** What ran when the server ended is marked so, now or when the data base is there; what waited goes on waiting. */
  async start(): Promise<void> {
    await this.folder.start();
    await this.settle().catch((error: unknown) => this.lookLater(error));
    this.look();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.later);
    if (this.running) {
      this.running.ending = { state: 'failed', reason: 'interrupted' };
      this.running.recording.stop();
    }
    await this.turn;
  }

  /** Somebody asked for a run: it begins when those before it are over. */
  look(): void {
    if (this.stopping) return;
    this.again = true;
    this.turn ??= this.work()
      .catch((error: unknown) => this.lookLater(error))
      .finally(() => (this.turn = undefined));
  }

  /** @returns whether it was not over yet */
  async cancel(id: string): Promise<boolean> {
    if (this.running?.id === id) {
      this.running.ending = { state: 'cancelled', reason: 'asked' };
      this.running.recording.stop();
      return true;
    }
    return this.giveUp(id, { state: 'cancelled', reason: 'asked' });
  }

  /** Clears the values of the oldest runs until there is room for one more, and forgets records beyond the last few hundred. */
  async makeRoom(): Promise<void> {
    const runs = (await this.store.list(2 * MAX_RUNS)).filter(({ home }) => home === this.folder.home);
    const over = runs.filter(({ state }) => state !== 'queued' && state !== 'running');
    for (const { id } of over.slice(MAX_RUNS)) {
      await this.clear(id);
      await this.store.remove(id);
    }
    const held = over.slice(0, MAX_RUNS).filter(({ hasValues }) => hasValues);
    let bytes = held.reduce((sum, run) => sum + run.bytes, 0);
    for (let run = held.pop(); run && bytes > this.maxBytes - this.maxBytesOfOne; run = held.pop()) {
      bytes -= run.bytes;
      await this.clear(run.id);
      await this.store.clearValues(run.id);
      this.logger.info({ run: run.id }, 'values of an old run were cleared to make room');
    }
  }

  /** Half of all, so that two can be compared. */
  get maxBytesOfOne(): number {
    return this.maxBytes / 2;
  }

  private async clear(id: string): Promise<void> {
    await this.histories.close(id);
    await this.folder.remove(id);
  }

  private async settle(): Promise<void> {
    if (this.settled) return;
    for (const run of await this.store.open(this.folder.home))
      if (run.state === 'running') await this.giveUp(run.id, { state: 'failed', reason: 'interrupted' });
    this.settled = true;
  }

  private lookLater(error: unknown): void {
    this.logger.warn({ err: error }, 'runs wait until the data base is there');
    // The end of a run may be what could not be written.
    this.settled = false;
    if (this.stopping) return;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.look(), RETRY_MS);
    this.later.unref();
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopping) {
      this.again = false;
      await this.settle();
      const [next] = (await this.store.open(this.folder.home)).filter(({ state }) => state === 'queued');
      if (!next) continue;
      this.again = true;
      try {
        await this.record(next);
      } catch (error) {
        this.logger.error({ run: next.id, err: error }, 'a run failed');
        await this.giveUp(next.id, { state: 'failed', reason: 'program' }, (error as Error).message);
      }
    }
  }

  private async record(run: RunRecord): Promise<void> {
    const { id } = run;
    await this.makeRoom();
    await this.folder.make(id);
    const scenario = await this.store.scenario(id);
    if (scenario !== undefined) await writeFile(this.folder.scenario(id), scenario);
    if (!(await this.store.begin(id, this.now()))) return;
    let written: Promise<unknown> = Promise.resolve();
    const recording = this.startRecording(this.jobOf(run, scenario), (progress, bytes) => {
      written = this.store.advance(id, { progress, bytes }).catch(() => undefined);
    });
    this.running = { id, recording };
    const timer = setTimeout(() => {
      this.running!.ending ??= { state: 'failed', reason: 'timed-out' };
      recording.stop();
    }, this.maxRunMs);
    const end = await recording.ended;
    clearTimeout(timer);
    const { ending } = this.running;
    this.running = undefined;
    await written;
    if (ending) await this.giveUp(id, ending);
    else if (end.type === 'failed')
      await this.giveUp(id, { state: 'failed', reason: end.reason }, end.detail);
    else
      await this.store.end(id, {
        state: 'done',
        reason: null,
        detail: null,
        at: this.now(),
        bytes: end.bytes,
        hasLabels: end.hasLabels,
        figures: end.figures,
        found: end.found,
      });
  }

  private async giveUp(
    id: string,
    how: Pick<RunEnd, 'state' | 'reason'>,
    detail: string | null = null,
  ): Promise<boolean> {
    await this.folder.remove(id);
    return this.store.end(id, {
      ...how,
      detail: detail && detail.slice(0, 2000),
      at: this.now(),
      bytes: 0,
      hasLabels: false,
      figures: null,
    });
  }
}
