import type { NoticeOccasion, NoticeState } from '@linetwin/contracts';
import type { AlarmPriority } from '@linetwin/model';
import type { Evidence } from './evidence/evidence.ts';

/** Where a notice may go, in order of trying. */
export interface NoticeRoute {
  channel: string;
  address: string;
}

/** Names one kept report of a shift. */
export interface ReportKey {
  line: string;
  /** Begin of the shift, ms since 1970 UTC. */
  from: number;
  language: 'zh' | 'en';
  /** Under which its receiver finds it. */
  fileName: string;
}

/** What a notice says, rendered for its receiver when it was planned. */
export interface NoticeContent {
  title: string;
  lines: string[];
  short: string;
  link: { url: string; text: string } | null;
  evidence: Evidence | null;
  /** Kept report of a shift that goes with it. */
  report?: ReportKey;
  /** For programs. */
  data: Record<string, unknown>;
}

export interface FailedAttempt {
  at: number;
  channel: string;
  error: string;
}

/** One message to one contact about one occasion of one incident. */
export interface Notice {
  /** The same for the same contact, occasion and incident, so that nothing is ever said twice. */
  id: string;
  incident: string;
  occasion: NoticeOccasion;
  contact: string;
  state: NoticeState;
  content: NoticeContent;
  routes: NoticeRoute[];
  /** Route that is tried now. */
  hop: number;
  /** Failed tries on that route. */
  tries: number;
  attempts: FailedAttempt[];
  createdAt: number;
  dueAt: number;
  sentAt: number | null;
  /** Channel that took it. */
  sentOn: string | null;
}

export interface Text {
  zh: string;
  en: string;
}

/** Part of an incident that notices are made of. Times are ms since 1970 UTC. */
export interface IncidentNews {
  id: string;
  /** Id of the line. */
  line: string;
  state: 'open' | 'closed';
  openedAt: number;
  closedAt: number | null;
  /** The incident that this one became part of; it is not over then, only told of under another name. */
  mergedInto?: string | null;
  priority: AlarmPriority;
  /** First cause. */
  cause: {
    equipment: string;
    key: string;
    title: Text;
    /** 0 to 1. */
    confidence: number;
    since: number;
    advice: Text[];
    sparePart: Text | null;
  };
  /** Alarms, findings and machine states that belong together, oldest first. */
  members: { kind: string; id: string; equipment: string; key: string; title: Text; at: number }[];
  /** Members that are counted but not listed. */
  more: number;
}

/** An incident that somebody further up hears of when nobody acknowledges it. */
export interface Escalation {
  incident: string;
  /** Index of the next step in the setup. */
  step: number;
  dueAt: number;
  news: IncidentNews;
}
