import { NoOwnerError, type LineRequestMap, type LineRequests } from './line-requests.port.ts';

/** What is asked of the owner of a line without anything but the line. */
type LineQuestion = {
  [Name in keyof LineRequestMap]: { line: string } extends LineRequestMap[Name]['payload'] ? Name : never;
}[keyof LineRequestMap];

/**
 * The same question to the owner of every line. Whoever asks again soon gets the same answers, so that many who look cost no more
 * than one.
 */
export class OwnerSurvey<Name extends LineQuestion> {
  private readonly question: Name;
  private readonly lines: readonly string[];
  private readonly requests: LineRequests;
  private readonly sameAnswerMs: number;
  private readonly now: () => number;
  private last: { at: number; answers: Promise<LineRequestMap[Name]['answer'][]> } | undefined;

  constructor(parts: {
    question: Name;
    lines: readonly string[];
    requests: LineRequests;
    sameAnswerMs: number;
    now?: () => number;
  }) {
    this.question = parts.question;
    this.lines = parts.lines;
    this.requests = parts.requests;
    this.sameAnswerMs = parts.sameAnswerMs;
    this.now = parts.now ?? Date.now;
  }

  /** An answer for each line; a line between two owners has none, and one owner of several lines answers for each. */
  ask(): Promise<LineRequestMap[Name]['answer'][]> {
    const now = this.now();
    if (!this.last || now - this.last.at >= this.sameAnswerMs) {
      const answers = Promise.all(this.lines.map((line) => this.askOwner(line))).then((all) => all.flat(1));
      this.last = { at: now, answers: answers as Promise<LineRequestMap[Name]['answer'][]> };
      // A failure is told once and not kept.
      answers.catch(() => (this.last = undefined));
    }
    return this.last.answers;
  }

  private async askOwner(line: string): Promise<LineRequestMap[Name]['answer'][]> {
    try {
      return [await this.requests.ask(line, this.question, { line } as LineRequestMap[Name]['payload'])];
    } catch (error) {
      if (error instanceof NoOwnerError) return [];
      throw error;
    }
  }
}
