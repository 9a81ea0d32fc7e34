import {
  emptyReference,
  isSameRecipe,
  judgeSeam,
  learnSeam,
  lessonOf,
  recipeOf,
  DEFAULT_WELD_PARAMETERS,
  type SeamReference,
  type SeamVerdict,
} from '@linetwin/condition';
import type { SimulatedSeam } from './simulated-welds.ts';

/** Learns and judges the seams of a line one after the other, as the product does. */
export class JudgedWelds {
  private readonly references = new Map<string, SeamReference[]>();

  judge({ equipment, seam, cellBadShare }: SimulatedSeam): { verdict: SeamVerdict; ms: number } {
    const known = this.references.get(equipment) ?? [];
    this.references.set(equipment, known);
    const recipe = recipeOf(seam);
    let at = known.findIndex((one) => isSameRecipe(one.recipe, recipe));
    if (at < 0) at = known.push(emptyReference(recipe)) - 1;
    const startedAt = performance.now();
    const verdict = judgeSeam(seam, known[at]);
    const ms = performance.now() - startedAt;
    const lesson = lessonOf(seam, verdict, cellBadShare);
    if (lesson) known[at] = learnSeam(known[at], lesson, DEFAULT_WELD_PARAMETERS);
    return { verdict, ms };
  }
}
