import type { HistoryStore } from '../history/history.port.ts';
import type { Spool } from '../spool/spool.port.ts';
import type { Twin } from './twin.ts';

const ROWS_AT_A_TIME = 100_000;

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
  let after = history.lastMark();
  for (;;) {
    const batches = spool.read(after, ROWS_AT_A_TIME);
    if (batches.length === 0) return;
    for (const { addresses, samples } of batches) {
      for (let row = 0; row < samples.length; row++) {
        const signal = twin.index.signal(addresses[samples.signal[row]]);
        if (signal) twin.accept(signal.index, samples.time[row], samples.value[row], samples.quality[row]);
      }
    }
    after = batches[batches.length - 1].mark;
  }
}
