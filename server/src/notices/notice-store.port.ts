import type { NoticeSetup, IncidentResponse } from '@linetwin/contracts';
import type { Escalation, FailedAttempt, Notice } from './notice.ts';

export interface StoredSetup {
  setup: NoticeSetup;
  /** Key that links are signed with; made once. */
  linkKey: string;
  changedAt: number;
  changedBy: string;
}

/** What is done with a notice whose sending failed. */
export type AfterFailure = Pick<Notice, 'state' | 'hop' | 'tries' | 'dueAt'>;

/**
 * Notices from planning to sending, and what they hang on.
 *
 * Promises: a notice of an id is stored once, whoever plans it again. A due notice is given to one taker at a time; one that was
 * taken and neither sent nor failed until `leaseUntil` is given out again, so that a kill loses none. A lane lets one pass per
 * pause, whichever process asks. Of two who acknowledge an incident the first is kept. A link is used once.
 * Left out on purpose: what notices say, and where they go.
 */
export abstract class NoticeStore {
  abstract setup(): Promise<StoredSetup | undefined>;
  abstract saveSetup(stored: StoredSetup): Promise<void>;

  /** @returns ids of those that were not there yet */
  abstract add(notices: readonly Notice[]): Promise<string[]>;
  /** Lanes on which something is due. */
  abstract dueLanes(now: number): Promise<string[]>;
  /** @returns whether the lane was free; it is then closed for `gapMs` */
  abstract enterLane(lane: string, now: number, gapMs: number): Promise<boolean>;
  /** Takes what is due on a lane, oldest first. */
  abstract take(lane: string, now: number, leaseUntil: number, limit: number): Promise<Notice[]>;
  abstract markSent(ids: readonly string[], channel: string, at: number): Promise<void>;
  abstract markFailed(id: string, attempt: FailedAttempt, after: AfterFailure): Promise<void>;
  /** Withdraws what waits of an incident; a work order goes its way all the same. */
  abstract cancel(incident: string): Promise<void>;
  abstract ofIncident(incident: string): Promise<Notice[]>;
  abstract byId(id: string): Promise<Notice | undefined>;
  /** Newest first. */
  abstract list(query: { from: number; to: number; limit: number }): Promise<Notice[]>;

  /** Begins to escalate an incident, unless that began already. */
  abstract escalate(escalation: Escalation): Promise<void>;
  /** Escalations that are due; each is given to one asker, who has until `leaseUntil`. */
  abstract takeEscalations(now: number, leaseUntil: number): Promise<Escalation[]>;
  abstract moveEscalation(incident: string, step: number, dueAt: number): Promise<void>;
  abstract endEscalation(incident: string): Promise<void>;

  /** @returns the response that holds: this one, or the one that was there before */
  abstract respond(response: IncidentResponse): Promise<IncidentResponse>;
  abstract response(incident: string): Promise<IncidentResponse | undefined>;
  abstract responses(incidents: readonly string[]): Promise<IncidentResponse[]>;
  /** @returns whether the link of this notice had not been used before */
  abstract useLink(notice: string, at: number, address: string): Promise<boolean>;
}

/** Services count messages per robot, mail and SMS per receiver: what waits on one lane leaves one message at a time. */
export function laneOf({ routes, hop }: Pick<Notice, 'routes' | 'hop'>): string {
  const { channel, address } = routes[hop];
  return `${channel} ${address}`.trim();
}
