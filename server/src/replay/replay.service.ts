import {
  compareStates,
  cursorCommandSchema,
  replayRequestSchema,
  type CursorState,
  type LoggedState,
  type ReplayRequest,
  type StateProof,
} from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { ZodType } from 'zod';
import type { HistoryStore } from '../history/history.port.ts';
import { spanOfScope } from '../live/scope.ts';
import type { StateLog } from '../state-log/state-log.port.ts';
import type { PastRecords } from './past-records.port.ts';
import { Refusal } from '../platform/in-words.ts';
import { NOBODY } from './proof-viewer.ts';
import type { RecordedRuns } from './recorded-runs.port.ts';
import { ReplayCursor, wordsOf, type CursorParts } from './replay-cursor.ts';
import type { ReplayViewer } from './replay-viewer.port.ts';

/** Cursors at a time; each holds two stretches of history. */
const MOST_CURSORS = 24;

/** Proofs at a time; each reads an instant, as a seek does. */
const MOST_PROOFS = 4;
/** A logged state further back says nothing of the instant that was asked for. */
const LOGGED_WITHIN_MS = 3_600_000;

/** More is asked for than the stores are given at a time; the message goes to the client. */
export class BusyError extends Error {
  override name = 'BusyError';
}

/** A cursor that cannot be given; the message goes to the client. */
export class ReplayError extends Refusal {
  override name = 'ReplayError';
}

interface Opened {
  cursor: ReplayCursor;
  timer: NodeJS.Timeout;
}

/** The cursors of all who look into the past, one each, and their clock; knows nothing of sockets. */
export class ReplayService {
  readonly index: ModelIndex;
  private readonly history: HistoryStore;
  private readonly records: PastRecords;
  private readonly stateLog: StateLog;
  private readonly runs: RecordedRuns;
  private readonly keepsValuesMs: number;
  private proofs = 0;
  private readonly opened = new Map<ReplayViewer, Opened>();

  constructor(parts: {
    index: ModelIndex;
    history: HistoryStore;
    records: PastRecords;
    stateLog: StateLog;
    runs: RecordedRuns;
    /** For so long history keeps values themselves. */
    keepsValuesMs: number;
  }) {
    this.index = parts.index;
    this.history = parts.history;
    this.records = parts.records;
    this.stateLog = parts.stateLog;
    this.runs = parts.runs;
    this.keepsValuesMs = parts.keepsValuesMs;
  }

  stop(): void {
    for (const viewer of this.opened.keys()) this.close(viewer);
  }

  get cursors(): number {
    return this.opened.size;
  }

  /** @throws ReplayError saying what is wrong with it */
  parse(request: unknown): ReplayRequest {
    const checked = checkedBy(replayRequestSchema, request);
    if (!spanOfScope(this.index, checked.scope)) {
      throw new ReplayError(
        `scope: there is no line or machine "${checked.scope}"; use "*", a line id or an equipment address`,
        undefined,
      );
    }
    return checked;
  }

  /**
   * Gives a viewer a cursor over the plant's past or over a run, in place of the one it had, and shows the instant that it begins at.
   *
   * @throws ReplayError
   */
  async open(request: ReplayRequest, viewer: ReplayViewer): Promise<CursorState> {
    const { scope, rateHz, at, run, speed, playing, loop } = replayRequestSchema.parse(request);
    this.close(viewer);
    if (this.opened.size >= MOST_CURSORS) {
      throw new ReplayError(`${MOST_CURSORS} replays run already; end one of them first`, 'replays-full', {
        count: MOST_CURSORS,
      });
    }
    const span = spanOfScope(this.index, scope)!;
    const cursor = new ReplayCursor(await this.pastOf(run), viewer, {
      span,
      rateHz,
      at,
      speed,
      playing,
      loop,
    });
    const timer = setInterval(() => cursor.tick(), 1000 / rateHz);
    timer.unref();
    this.opened.set(viewer, { cursor, timer });
    try {
      await cursor.open();
    } catch (error) {
      this.close(viewer);
      throw new ReplayError(`history cannot be read: ${(error as Error).message}`, wordsOf(error as Error));
    }
    return cursor.where();
  }

  private async pastOf(run: string | undefined): Promise<CursorParts> {
    const { history, records, index } = this;
    if (run === undefined) return { history, records, index };
    try {
      const recorded = await this.runs.recorded(run);
      return { history: recorded.values, records: recorded.records, index, latest: () => recorded.to };
    } catch (error) {
      throw new ReplayError(`run: ${(error as Error).message}`, wordsOf(error as Error));
    }
  }

  /** @throws ReplayError when the command is wrong, or nothing was opened */
  steer(viewer: ReplayViewer | undefined, command: unknown): CursorState {
    const opened = viewer && this.opened.get(viewer);
    if (!opened)
      throw new ReplayError('there is no replay on this connection; send "replay" first', 'replay-ended');
    return opened.cursor.steer(checkedBy(cursorCommandSchema, command));
  }

  /**
   * Shows the last instant up to the given one whose state was logged live to nobody, and compares.
   *
   * @throws BusyError when too many ask at once
   */
  async prove(line: string, at: number): Promise<StateProof> {
    if (this.proofs >= MOST_PROOFS)
      throw new BusyError(`${MOST_PROOFS} instants are read already; ask again`);
    this.proofs++;
    try {
      const { history, records, index } = this;
      const newest = await this.stateLog.newest(line, at);
      const logged = newest && at - newest.at <= LOGGED_WITHIN_MS ? newest : null;
      const start = { rateHz: 1, speed: 1, playing: false, loop: null };
      const cursor = new ReplayCursor({ history, records, index }, NOBODY, {
        ...start,
        span: { first: 0, count: 0 },
        at: logged?.at ?? Math.floor(at),
      });
      await cursor.open();
      const hash = cursor.stateHash(line);
      const { at: shown } = cursor.where();
      const thinned = shown < Date.now() - this.keepsValuesMs;
      const verdict = compareStates({ hash, modelVersion: index.model.version }, logged, thinned);
      return { line, at: shown, verdict, replayed: hash, logged };
    } finally {
      this.proofs--;
    }
  }

  logged(line: string, from: number, to: number, limit: number): Promise<LoggedState[]> {
    return this.stateLog.read(line, { from, to }, limit);
  }

  close(viewer: ReplayViewer): void {
    const opened = this.opened.get(viewer);
    if (!opened) return;
    clearInterval(opened.timer);
    opened.cursor.close();
    this.opened.delete(viewer);
  }
}

function checkedBy<T>(schema: ZodType<T>, raw: unknown): T {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ReplayError(`${issue.path.map(String).join('.') || 'request'}: ${issue.message}`, undefined);
}
