import type {
  Command,
  CommandRequest,
  Alarm,
  AlarmPointChange,
  AlarmServiceChange,
  FailureWords,
  ProcessFigures,
  Recommendation,
  SectionHold,
  SourceReport,
  TelemetryAnswer,
  TelemetryRequest,
} from '@linetwin/contracts';
import { Refusal } from '../platform/in-words.ts';

/** What can be asked of the process that owns a line: payload and answer by name. Both travel as JSON. */
export interface LineRequestMap {
  AcknowledgeAlarm: { payload: { id: string; by: string; comment?: string }; answer: Alarm };
  /** Shelves a limit, takes it out of service, brings it back, or resets its latched alarm. */
  ChangeAlarmPoint: {
    payload: { point: string; request: AlarmPointChange | AlarmServiceChange; by: string };
    answer: Alarm;
  };
  /** Asks a machine for a setting; answered when it answered, or did not. */
  GiveCommand: { payload: { request: Omit<CommandRequest, 'by'>; by: string }; answer: Command };
  ReturnCommand: { payload: { id: string }; answer: Command };
  ApplyRecommendation: { payload: { id: string; by: string; seenAt: number }; answer: Recommendation };
  /** A person ends what stands. */
  EndRecommendation: { payload: { id: string }; answer: Recommendation };
  /** Planned pauses of the line's sections that run now, and why they are not held. */
  ReadHolds: { payload: { line: string }; answer: SectionHold[] };
  /** Looks at once which plan the line follows; answered before machines are told. */
  FollowPlans: { payload: { line: string }; answer: null };
  /** Who sends for a line, and the run of the process that says so. */
  ReadSources: { payload: { line: string }; answer: { owner: string; sources: SourceReport[] } };
  /** What the owner measured of itself. */
  ReadFigures: { payload: { line: string }; answer: ProcessFigures };
  /** Values of the line that came over HTTP, each message with its position in the request; answered when they are on disk. */
  KeepTelemetry: {
    payload: {
      sender?: string;
      messages: { position: number; message: TelemetryRequest['messages'][number] }[];
    };
    answer: TelemetryAnswer['rejected'];
  };
}

export type LineRequestName = keyof LineRequestMap;
export type LineRequestHandler<Name extends LineRequestName> = (
  payload: LineRequestMap[Name]['payload'],
) => Promise<LineRequestMap[Name]['answer']>;

/** The owner will not do it; `kind` is the name of the error that it met. */
export class RefusedByOwnerError extends Refusal {
  override name = 'RefusedByOwnerError';
  readonly kind: string;

  constructor(kind: string, message: string, words?: FailureWords) {
    super(message, words);
    this.kind = kind;
  }
}

/** Nobody answered for the line: between two owners, or out of reach. Nothing is known of what was asked for. */
export class NoOwnerError extends Error {
  override name = 'NoOwnerError';
}

/**
 * Requests to whichever process owns a line, this one or another.
 *
 * Promises: a request is handled by the owner of its line only, and at most once. `ask` resolves with what the handler
 * answered, or rejects with RefusedByOwnerError when the handler threw, with NoOwnerError when no owner answered in time.
 */
export abstract class LineRequests {
  abstract handle<Name extends LineRequestName>(name: Name, handler: LineRequestHandler<Name>): void;
  abstract ask<Name extends LineRequestName>(
    line: string,
    name: Name,
    payload: LineRequestMap[Name]['payload'],
  ): Promise<LineRequestMap[Name]['answer']>;
}
