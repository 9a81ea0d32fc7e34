import type {
  CursorCommand,
  CursorState,
  ErrorAnswer,
  FrameType,
  RecordEvent,
  RecordsSnapshot,
  SampleBatch,
} from '@linetwin/contracts';
import type { PlantModel } from '@linetwin/model';

/** What the page asks of the socket worker. */
export type ToWorker =
  | { type: 'start'; origin: string; rateHz: number }
  /** Sequence of the last record the page has applied, told before a reconnect could need it. */
  | { type: 'seen'; sequence: number }
  /** The columns of a frame come back to be filled again. */
  | { type: 'recycle'; samples: SampleBatch }
  | { type: 'resubscribe' }
  /** Ends what is live and shows an instant of the past, of the plant or of a run. */
  | { type: 'replay'; at: number; run?: string }
  | { type: 'steer'; command: CursorCommand }
  /** Ends the replay and shows what is live again. */
  | { type: 'live' }
  | { type: 'stop' };

export type ReplayRefusal = Pick<ErrorAnswer, 'error' | 'words'>;

/** What the socket worker tells the page. */
export type FromWorker =
  | { type: 'subscribed'; run: string; protocol: number; modelVersion: number }
  | { type: 'refused'; error: string }
  | { type: 'disconnected'; reason: string }
  | { type: 'model'; model: PlantModel }
  | {
      type: 'frame';
      kind: FrameType;
      modelVersion: number;
      serverTime: number;
      folded: number;
      samples: SampleBatch;
    }
  | { type: 'cursor'; state: CursorState }
  /** The server gives no replay, or does not do what it was told with it. */
  | ({ type: 'replay-refused' } & ReplayRefusal)
  | { type: 'records'; snapshot: RecordsSnapshot }
  | { type: 'record'; event: RecordEvent }
  | { type: 'faulty'; detail: string };
