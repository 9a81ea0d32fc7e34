import type { SourceReport, SourcesAnswer } from '@linetwin/contracts';
import { NoOwnerError, type LineRequestMap, type LineRequests } from '../cluster/line-requests.port.ts';

/** Whoever asks again within this time gets the same answer: each one is a question to every owner of a line. */
const SAME_ANSWER_MS = 1000;

/** What the owner of a line knows of those who send for it. */
type OwnedSources = LineRequestMap['ReadSources']['answer'];

/** Everybody who sends to this plant, whichever processes look after their lines. */
export class SourcesService {
  private readonly lines: readonly string[];
  private readonly requests: LineRequests;
  private readonly flaggedFromMs: number;
  private readonly now: () => number;
  private last: { at: number; answer: Promise<SourcesAnswer> } | undefined;

  constructor(parts: {
    lines: readonly string[];
    requests: LineRequests;
    flaggedFromMs: number;
    now?: () => number;
  }) {
    this.lines = parts.lines;
    this.requests = parts.requests;
    this.flaggedFromMs = parts.flaggedFromMs;
    this.now = parts.now ?? Date.now;
  }

  /** By name. Who sends for a line that nobody looks after just now is left out. */
  list(): Promise<SourcesAnswer> {
    const now = this.now();
    if (!this.last || now - this.last.at >= SAME_ANSWER_MS) {
      const answer = this.ask();
      this.last = { at: now, answer };
      // A failure is told once and not kept.
      answer.catch(() => (this.last = undefined));
    }
    return this.last.answer;
  }

  private async ask(): Promise<SourcesAnswer> {
    const answers = await Promise.all(this.lines.map((line) => this.askOwner(line)));
    return { flaggedFromMs: this.flaggedFromMs, sources: merge(answers.flat()) };
  }

  private async askOwner(line: string): Promise<OwnedSources[]> {
    try {
      return [await this.requests.ask(line, 'ReadSources', { line })];
    } catch (error) {
      if (error instanceof NoOwnerError) return [];
      throw error;
    }
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
