import { PROCESS_RULES } from '@linetwin/condition';
import { layOut } from '../tables.ts';

/** What a run of the mill says about its tool. */
export interface WearRun {
  run: string;
  tool: string;
  /** Programmed feed of most of the cutting, mm/min. */
  feed: number;
  /** Mean spindle power while cutting, W. */
  spindleW: number;
}

interface JudgedRun extends WearRun {
  /** Spindle power against the other unworn runs at this feed; null where there is none. */
  ratio: number | null;
}

/** The product's own threshold for a worn tool: spindle load against what it was with a fresh one. */
const WORN_FROM = PROCESS_RULES.find(({ cause }) => cause === 'tool-worn')!.when[0].times!;

/**
 * The rule for worn tools on runs that are not a time series: a run is compared with the other unworn runs at its feed, never with itself.
 * A run without such another is not judged.
 */
export function judgeWear(runs: readonly WearRun[]): { text: string; figures: Record<string, number> } {
  const judged = runs.map((run): JudgedRun => {
    const others = runs.filter(
      ({ run: name, tool, feed }) => name !== run.run && tool === 'unworn' && feed === run.feed,
    );
    const usual = others.reduce((sum, { spindleW }) => sum + spindleW, 0) / others.length;
    return { ...run, ratio: others.length === 0 ? null : run.spindleW / usual };
  });
  const count = (tool: string, isCalled: boolean) =>
    judged.filter((run) => run.tool === tool && run.ratio !== null && run.ratio > WORN_FROM === isCalled)
      .length;
  const figures = {
    wornCalled: count('worn', true),
    wornMissed: count('worn', false),
    unwornCalled: count('unworn', true),
    unwornLeft: count('unworn', false),
    notJudged: judged.filter(({ ratio }) => ratio === null).length,
  };
  const text = [
    `worn tool, by the product's rule: spindle power while cutting above ${WORN_FROM} times that of the other unworn runs at the same feed`,
    layOut([
      ['run', 'tool', 'feed', 'spindle W', 'ratio', 'said'],
      ...judged.map(({ run, tool, feed, spindleW, ratio }) => [
        run,
        tool,
        String(feed),
        spindleW.toFixed(0),
        ratio === null ? '-' : ratio.toFixed(2),
        ratio === null ? 'not judged: no other unworn run at this feed' : ratio > WORN_FROM ? 'worn' : '',
      ]),
    ]),
    `worn: ${figures.wornCalled} called, ${figures.wornMissed} missed; unworn: ${figures.unwornCalled} called, ${figures.unwornLeft} left alone`,
  ].join('\n');
  return { text, figures };
}
