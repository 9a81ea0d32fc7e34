import type { FiguresAnswer, ProcessFigures } from '@linetwin/contracts';
import type { LineRequests } from './line-requests.port.ts';
import { OwnerSurvey } from './owner-survey.ts';

const SAME_ANSWER_MS = 2000;

/** How the processes that look after lines are, and the one that is asked. */
export class FiguresService {
  private readonly owners: OwnerSurvey<'ReadFigures'>;
  private readonly own: () => ProcessFigures;

  constructor(parts: {
    lines: readonly string[];
    requests: LineRequests;
    own: () => ProcessFigures;
    now?: () => number;
  }) {
    this.own = parts.own;
    this.owners = new OwnerSurvey({ ...parts, question: 'ReadFigures', sameAnswerMs: SAME_ANSWER_MS });
  }

  /** The one that has run longest first. */
  async list(): Promise<FiguresAnswer> {
    const all = [...(await this.owners.ask()), this.own()];
    const byRun = new Map(all.map((one) => [one.process.id, one]));
    return { processes: [...byRun.values()].sort((a, b) => a.process.startedAt - b.process.startedAt) };
  }
}
