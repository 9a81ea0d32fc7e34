import type { HistoryStore } from '../history/history.port.ts';
import type { Spool } from '../spool/spool.port.ts';
import type { Twin } from './twin.ts';

const ROWS_AT_A_TIME = 100_000;
/** In place of the index of a signal that the plant does not have any more. */
const UNKNOWN = -1;

/**
 * Gives the twin what it knew before the last stop or kill: newest values from history, then what is still in
 * the spool. Also what lets a message that is sent again be recognised as a duplicate.
 */
export async function restoreTwin(
  twin: Twin,
  history: HistoryStore,
  spool: Spool,
  onProblem: (error: Error) => void,
): Promise<void> {
  try {
    for (const { address, time, value, quality } of await history.latest()) {
      const signal = twin.index.signal(address);
      if (signal) twin.accept(signal.index, time, value, quality);
    }
  } catch (error) {
    // A store elsewhere that is away: what it knows will be told again by the machines.
    onProblem(error as Error);
  }
  let known: readonly string[] | undefined;
  let indexes = new Int32Array();
  let after = history.lastMark();
  for (;;) {
    const batches = spool.read(after, ROWS_AT_A_TIME);
    if (batches.length === 0) return;
    for (const { addresses, samples } of batches) {
      // Looked up once for each list, because after an outage of history there may be millions of rows.
      if (addresses !== known) {
        known = addresses;
        indexes = Int32Array.from(addresses, (address) => twin.index.signal(address)?.index ?? UNKNOWN);
      }
      for (let row = 0; row < samples.length; row++) {
        const signal = indexes[samples.signal[row]];
        if (signal !== UNKNOWN)
          twin.accept(signal, samples.time[row], samples.value[row], samples.quality[row]);
      }
    }
    after = batches[batches.length - 1].mark;
  }
}
