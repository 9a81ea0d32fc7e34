import type { FiguresAnswer, ProcessFigures } from '@linetwin/contracts';
import { NoOwnerError, type LineRequests } from './line-requests.port.ts';

/** Whoever asks again within this time gets the same answer: each one is a question to every owner of a line. */
const SAME_ANSWER_MS = 2000;

/** How the processes that look after lines are, and the one that is asked. */
export class FiguresService {
  private readonly lines: readonly string[];
  private readonly requests: LineRequests;
  private readonly own: () => ProcessFigures;
  private readonly now: () => number;
  private last: { at: number; answer: Promise<FiguresAnswer> } | undefined;

  constructor(parts: {
    lines: readonly string[];
    requests: LineRequests;
    own: () => ProcessFigures;
    now?: () => number;
  }) {
    this.lines = parts.lines;
    this.requests = parts.requests;
    this.own = parts.own;
    this.now = parts.now ?? Date.now;
  }

  list(): Promise<FiguresAnswer> {
    const now = this.now();
    if (!this.last || now - this.last.at >= SAME_ANSWER_MS) {
      const answer = this.ask();
      this.last = { at: now, answer };
      // A failure is told once and not kept.
      answer.catch(() => (this.last = undefined));
    }
    return this.last.answer;
  }

  private async ask(): Promise<FiguresAnswer> {
    const owners = await Promise.all(this.lines.map((line) => this.askOwner(line)));
    const byRun = new Map([...owners.flat(), this.own()].map((one) => [one.process.id, one]));
    const processes = [...byRun.values()].sort((a, b) => a.process.startedAt - b.process.startedAt);
    return { processes };
  }

  private async askOwner(line: string): Promise<ProcessFigures[]> {
    try {
      return [await this.requests.ask(line, 'ReadFigures', { line })];
    } catch (error) {
      // Between two owners there is nothing to show of the line's.
      if (error instanceof NoOwnerError) return [];
      throw error;
    }
  }
}
