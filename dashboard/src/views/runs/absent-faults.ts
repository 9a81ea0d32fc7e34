import type { ModelIndex } from '@linetwin/model';
import type { Scenario } from '@linetwin/model/scenario';

/** A fault that a run would not show, and why: its line is not simulated, or it begins when the run is over. */
export interface AbsentFault {
  /** From 1, as the page counts them. */
  number: number;
  why: 'line' | 'late';
  line: string;
}

/** What a run over these lines would not show of its scenario. */
export function absentFaults(
  { faults }: Scenario,
  { lines, lengthS }: { lines: readonly string[]; lengthS: number },
  index: ModelIndex,
): AbsentFault[] {
  return faults.flatMap(({ equipment, onsetS }, at): AbsentFault[] => {
    const { line } = index.equipment(equipment)!;
    if (!lines.includes(line)) return [{ number: at + 1, why: 'line', line }];
    return onsetS >= lengthS ? [{ number: at + 1, why: 'late', line }] : [];
  });
}

/** Lines whose machines a scenario speaks of, in the order of the plant. */
export function linesOf({ faults, settings }: Scenario, index: ModelIndex): string[] {
  const spoken = new Set([...faults, ...settings].map(({ equipment }) => index.equipment(equipment)!.line));
  return index.model.lines.map(({ id }) => id).filter((id) => spoken.has(id));
}
