import type { ModelIndex } from '@linetwin/model';
import { ManualSearch, type ManualAnswer } from './manual-search.ts';
import { onsetOf, runFault, type FaultRun } from './run-fault.ts';
import type { ScriptedFault } from '../../simulators/src/fault-scripts/scripted-fault.ts';

/** One run of a fault, found by the product and searched by hand. */
export interface Pair {
  product: FaultRun;
  manual: ManualAnswer;
}

/** Puts a fault into its line and lets both ways look for it in the same values. */
export async function runPair(index: ModelIndex, script: ScriptedFault, seed: number): Promise<Pair> {
  const search = new ManualSearch(index, onsetOf(script, seed));
  const product = await runFault(index, script, seed, (plant, alarms) => search.step(plant, alarms));
  return { product, manual: search.answer };
}

/** What the person took, counted from the sign or the onset, or why there is nothing to count. */
export function byHandInWords({ manual, product: { script, signS, onsetS } }: Pair): string {
  if (manual.alarmS === null) return 'no alarm';
  const right = manual.cause !== null && script.causes.includes(manual.cause);
  return right ? String(manual.endS! - (signS ?? onsetS)) : 'wrong';
}
