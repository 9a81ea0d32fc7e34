import { QUALITY_BAD, type Equipment, type ModelIndex } from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';

/** Power that machines of more than this share of the rated power are silent of is not known. */
const MAX_SILENT_SHARE = 0.05;

/** A machine's power as it is measured, and what it draws at work. */
export interface PowerSource {
  signal: number;
  ratedKw: number;
}

/** Where the power of machines is measured; one without such a signal has none. */
export function powerSources(index: ModelIndex, machines: readonly Equipment[]): PowerSource[] {
  return machines.flatMap((machine) => {
    const signal = index.signalWithRole(machine, 'power');
    return signal ? [{ signal: signal.index, ratedKw: machine.powerKw.running }] : [];
  });
}

/** kW of machines together; `null` while too many of them are silent. */
export function knownPower(sources: readonly PowerSource[], twin: Twin, now: number): number | null {
  let kw = 0;
  let rated = 0;
  let silent = 0;
  for (const { signal, ratedKw } of sources) {
    rated += ratedKw;
    if (isKnown(twin, signal, now)) kw += twin.value[signal];
    else silent += ratedKw;
  }
  return rated > 0 && silent <= MAX_SILENT_SHARE * rated ? kw : null;
}

/** Whether a value is there, good, and of now. */
function isKnown(twin: Twin, signal: number, now: number): boolean {
  const { time, quality, value } = twin;
  return (
    time[signal] > 0 &&
    quality[signal] !== QUALITY_BAD &&
    !Number.isNaN(value[signal]) &&
    !twin.isStale(signal, now)
  );
}
