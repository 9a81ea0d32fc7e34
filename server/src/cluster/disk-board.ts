import type { DiskAnswer } from '@linetwin/contracts';
import type { DiskGuard } from '../platform/disk-guard.ts';
import type { Processes } from './processes.ts';

/** However many pages ask, the others are asked no more often than they tell of themselves. */
const ASK_AGAIN_MS = 5000;
const LEVELS: readonly DiskAnswer['level'][] = ['ok', 'near', 'full'];

/** The fullest disk among the processes of this plant: whoever looks at a page looks at all of them. */
export class DiskBoard {
  private readonly own: DiskGuard;
  private readonly processes: Processes;
  private readonly now: () => number;
  private known: { until: number; answers: Promise<DiskAnswer[]> } | undefined;

  constructor(own: DiskGuard, processes: Processes, now: () => number = () => performance.now()) {
    this.own = own;
    this.processes = processes;
    this.now = now;
  }

  async worst(): Promise<DiskAnswer> {
    if (!this.known || this.now() >= this.known.until) {
      this.known = { until: this.now() + ASK_AGAIN_MS, answers: this.askOthers() };
    }
    const answers = [this.own.answer(), ...(await this.known.answers)];
    return answers.reduce((worst, one) => (weightOf(one) > weightOf(worst) ? one : worst));
  }

  private async askOthers(): Promise<DiskAnswer[]> {
    try {
      return (await this.processes.list()).flatMap(({ disk }) => disk ?? []);
    } catch {
      // While the others cannot be asked this one still knows of itself; that they are away is said by the health.
      return [];
    }
  }
}

function weightOf({ level, usedBytes, limitBytes }: DiskAnswer): number {
  return LEVELS.indexOf(level) + Math.min(0.99, usedBytes / Math.max(1, limitBytes));
}
