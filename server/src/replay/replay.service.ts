import {
  cursorCommandSchema,
  replayRequestSchema,
  type CursorState,
  type ReplayRequest,
} from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { ZodType } from 'zod';
import type { HistoryStore } from '../history/history.port.ts';
import { spanOfScope } from '../live/scope.ts';
import type { PastRecords } from './past-records.port.ts';
import { ReplayCursor } from './replay-cursor.ts';
import type { ReplayViewer } from './replay-viewer.port.ts';

/** Cursors at a time; each holds two stretches of history. */
const MOST_CURSORS = 24;

/** A cursor that cannot be given; the message goes to the client. */
export class ReplayError extends Error {
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
  private readonly opened = new Map<ReplayViewer, Opened>();

  constructor(parts: { index: ModelIndex; history: HistoryStore; records: PastRecords }) {
    this.index = parts.index;
    this.history = parts.history;
    this.records = parts.records;
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
      );
    }
    return checked;
  }

  /**
   * Gives a viewer a cursor, in place of the one it had, and shows the instant that it begins at.
   *
   * @throws ReplayError
   */
  async open(request: ReplayRequest, viewer: ReplayViewer): Promise<CursorState> {
    const { scope, rateHz, at, speed, playing, loop } = replayRequestSchema.parse(request);
    this.close(viewer);
    if (this.opened.size >= MOST_CURSORS) {
      throw new ReplayError(`${MOST_CURSORS} replays run already; end one of them first`);
    }
    const { history, records, index } = this;
    const span = spanOfScope(index, scope)!;
    const cursor = new ReplayCursor({ history, records, index }, viewer, {
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
      throw new ReplayError(`history cannot be read: ${(error as Error).message}`);
    }
    return cursor.where();
  }

  /** @throws ReplayError when the command is wrong, or nothing was opened */
  steer(viewer: ReplayViewer | undefined, command: unknown): CursorState {
    const opened = viewer && this.opened.get(viewer);
    if (!opened) throw new ReplayError('there is no replay on this connection; send "replay" first');
    return opened.cursor.steer(checkedBy(cursorCommandSchema, command));
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
  throw new ReplayError(`${issue.path.map(String).join('.') || 'request'}: ${issue.message}`);
}
