import type { RunSummary } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';

/** What is worth a first look: signals whose limits were exceeded, else powers, or what an import is of. */
export function firstSignals(run: RunSummary, index: ModelIndex): string[] {
  const exceeded = [...new Set(run.figures?.alarms.map(({ signal }) => signal) ?? [])].filter(
    (address) => index.signal(address)?.role !== 'vibration',
  );
  if (run.kind === 'imported' && run.figures?.richest)
    return [...new Set([...exceeded, ...run.figures.richest])].slice(0, 3);
  const powers = index.model.equipment
    .filter(({ line }) => run.lines.includes(line))
    .flatMap((machine) => index.signalWithRole(machine, 'power')?.address ?? []);
  return [...exceeded, ...powers].slice(0, 3);
}
