import type { SeenStock } from '@linetwin/contracts';
import { QUALITY_BAD, type Equipment } from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';
import { sectionOf } from './line-sections.ts';

/** Of every machine: how many parts wait after it. */
const WAITING_SIGNAL = 'buffer_out';

/** Pieces that wait in the stocks behind sections of some lines, as the twin knows them; a stock of which a machine is silent is left out. */
export function seenStocks(twin: Twin, lines: readonly string[], now: number): SeenStock[] {
  const { index } = twin;
  return lines.flatMap((id) => {
    const line = index.line(id);
    const section = line && sectionOf(index.model, line);
    if (!section) return [];
    const parts = section.stocked.map((machine) => waitingAfter(twin, machine, now));
    if (parts.some((one) => one === undefined)) return [];
    const sum = parts.reduce((total: number, one) => total + one!, 0);
    return [{ section: section.id, pieces: sum / section.partsPerPiece }];
  });
}

function waitingAfter(twin: Twin, machine: Equipment, now: number): number | undefined {
  const { index } = twin;
  const signal = index.signalsOf(machine).find(({ id }) => id === WAITING_SIGNAL);
  const isSilent = twin.machineState(index.model.equipment.indexOf(machine), now) === undefined;
  if (!signal || isSilent || twin.time[signal.index] === 0) return undefined;
  const value = twin.value[signal.index];
  return twin.quality[signal.index] === QUALITY_BAD || !Number.isFinite(value) ? undefined : value;
}
