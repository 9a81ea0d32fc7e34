import { z } from 'zod';
import type { PlantModel } from '@linetwin/model';
import type { Gap } from './gaps.ts';
import type { Incident } from './incidents.ts';
import type { Alarm, Finding, LineKpi } from './records.ts';
import type { CursorCommand, CursorState, ReplayAnswer, ReplayRequest } from './replay.ts';
import type { SeamMessage } from './seam-message.ts';
import type { SeamVerdictSummary } from './seam-verdict.ts';

/** Version of the live protocol; a client that meets another one reloads itself. */
export const LIVE_PROTOCOL_VERSION = 1;

/** `latest`: newest value per signal at most `rateHz` times a second. `batch`: every value, in order. */
export const SUBSCRIBE_MODES = ['latest', 'batch'] as const;

export const subscribeRequestSchema = z.strictObject({
  /** `*` for everything, a line id, or an equipment address. */
  scope: z.string().min(1).max(256),
  rateHz: z.number().min(0.2).max(20),
  mode: z.enum(SUBSCRIBE_MODES),
  /** Model version the client holds already; the model is not sent again when it is the same. */
  modelVersion: z.number().int().min(0).optional(),
  /** Sequence of the last record event the client has seen in this server run; the ones after it are sent again. */
  lastRecord: z.number().int().min(0).optional(),
  /** Server run the `lastRecord` belongs to. */
  run: z.string().max(64).optional(),
});
export type SubscribeRequest = z.infer<typeof subscribeRequestSchema>;

export type SubscribeAnswer =
  | { ok: true; run: string; protocol: number; modelVersion: number; rateHz: number }
  | { ok: false; error: string };

/** Something that happened to a record. `sequence` grows by one per event of a server run. */
export type RecordEvent = { sequence: number; time: number } & (
  | { kind: 'alarm'; alarm: Alarm }
  | { kind: 'finding'; finding: Finding }
  | { kind: 'kpi'; kpi: LineKpi }
  | { kind: 'gap'; gap: Gap }
  | { kind: 'incident'; incident: Incident }
  | { kind: 'seam'; equipment: string; seam: SeamMessage }
  | { kind: 'seam-verdict'; equipment: string; endedAt: number; verdict: SeamVerdictSummary }
);

/** Everything that stands at the moment of subscribing. */
export interface RecordsSnapshot {
  sequence: number;
  alarms: Alarm[];
  findings: Finding[];
  /** Open incidents. */
  incidents: Incident[];
  kpis: LineKpi[];
  seams: { equipment: string; seam: SeamMessage; verdict?: SeamVerdictSummary }[];
}

export interface ServerToClientEvents {
  model: (model: PlantModel) => void;
  /** All latest values of the scope, as a frame of type snapshot. */
  snapshot: (frame: Uint8Array) => void;
  frame: (frame: Uint8Array) => void;
  records: (snapshot: RecordsSnapshot) => void;
  record: (event: RecordEvent) => void;
  /** Where the cursor of a replay is, with every frame and whenever it was steered. */
  cursor: (state: CursorState) => void;
}

export interface ClientToServerEvents {
  subscribe: (request: SubscribeRequest, answer: (answer: SubscribeAnswer) => void) => void;
  unsubscribe: (answer: () => void) => void;
  replay: (request: ReplayRequest, answer: (answer: ReplayAnswer) => void) => void;
  steer: (command: CursorCommand, answer: (answer: ReplayAnswer) => void) => void;
  'end-replay': (answer: () => void) => void;
}
