import type { SourceReport, SourcesAnswer } from '@linetwin/contracts';
import type { LineRequestMap, LineRequests } from '../cluster/line-requests.port.ts';
import { OwnerSurvey } from '../cluster/owner-survey.ts';

const SAME_ANSWER_MS = 1000;

/** What the owner of a line knows of those who send for it. */
type OwnedSources = LineRequestMap['ReadSources']['answer'];

/** Everybody who sends to this plant, whichever processes look after their lines. */
export class SourcesService {
  private readonly owners: OwnerSurvey<'ReadSources'>;
  private readonly flaggedFromMs: number;

  constructor(parts: {
    lines: readonly string[];
    requests: LineRequests;
    flaggedFromMs: number;
    now?: () => number;
  }) {
    this.flaggedFromMs = parts.flaggedFromMs;
    this.owners = new OwnerSurvey({ ...parts, question: 'ReadSources', sameAnswerMs: SAME_ANSWER_MS });
  }

  /** By name. Who sends for a line that nobody looks after just now is left out. */
  async list(): Promise<SourcesAnswer> {
    return { flaggedFromMs: this.flaggedFromMs, sources: merge(await this.owners.ask()) };
  }
}

/** One row for each sender, though several processes, and each for several lines, may know it. */
function merge(answers: readonly OwnedSources[]): SourceReport[] {
  const known = new Map<string, SourceReport>();
  for (const { owner, sources } of answers)
    for (const source of sources) known.set(`${owner} ${source.source}`, source);
  const merged = new Map<string, SourceReport>();
  for (const source of known.values()) {
    const other = merged.get(source.source);
    merged.set(source.source, other ? together(other, source) : source);
  }
  return [...merged.values()].sort((a, b) => a.source.localeCompare(b.source));
}

function together(a: SourceReport, b: SourceReport): SourceReport {
  const [newer, older] = a.lastMessageAt >= b.lastMessageAt ? [a, b] : [b, a];
  return {
    ...newer,
    skewMs: newer.skewMs ?? older.skewMs,
    flagged: newer.skewMs === null ? older.flagged : newer.flagged,
    lines: [...new Set([...a.lines, ...b.lines])].sort(),
    machines: a.machines + b.machines,
    messagesPerS: a.messagesPerS + b.messagesPerS,
    lateValues: a.lateValues + b.lateValues,
  };
}
