import type { Equipment, ModelIndex, Signal } from '@linetwin/model';

/** Periods without a value after which a signal says nothing of now; see "silence is a state". */
const STALE_PERIODS = 3;

/** A signal as a rule sees it. */
export interface RuleSignal {
  /** What the expression calls it. */
  id: string;
  address: string;
  /** Words for the numbers 0, 1, 2 ... of a state or another enumeration; the expression sees the word. */
  words?: readonly string[];
  /** ms after its last value when it says nothing any more; infinite for what is only sent on events. */
  staleAfterMs: number;
}

/** What an expression may name: the signals of its machine, and of the other machines of the line by their ids. */
export interface RuleScope {
  signals: readonly RuleSignal[];
  other(machine: string, signal: string): RuleSignal | undefined;
}

/** What a rule on a machine of the plant may name. */
export function ruleScopeOf(index: ModelIndex, equipment: Equipment): RuleScope {
  const machines = new Map(index.equipmentOf(equipment.line).map((one) => [one.id, one]));
  return {
    signals: index.signalsOf(equipment).map(asRuleSignal),
    other: (machine, id) => {
      const other = machines.get(machine);
      const signal = other && index.signalsOf(other).find((one) => one.id === id);
      return signal && asRuleSignal(signal);
    },
  };
}

function asRuleSignal({ id, address, values: words, periodMs }: Signal): RuleSignal {
  return {
    id,
    address,
    ...(words && { words }),
    staleAfterMs: periodMs === undefined ? Infinity : periodMs * STALE_PERIODS,
  };
}
