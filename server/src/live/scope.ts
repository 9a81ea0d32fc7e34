import type { ModelIndex } from '@linetwin/model';

/** A span of signal indexes. Signals of a machine, and machines of a line, lie together in the model. */
export interface SignalSpan {
  first: number;
  count: number;
}

/** Span of a subscription's scope (`*`, a line id or an equipment address); `undefined` when there is no such. */
export function spanOfScope(index: ModelIndex, scope: string): SignalSpan | undefined {
  if (scope === '*') return { first: 0, count: index.model.signals.length };
  const machine = index.equipment(scope);
  if (machine) return { first: machine.firstSignal, count: machine.signalCount };
  const machines = index.equipmentOf(scope);
  if (machines.length === 0) return undefined;
  const last = machines[machines.length - 1];
  return {
    first: machines[0].firstSignal,
    count: last.firstSignal + last.signalCount - machines[0].firstSignal,
  };
}
