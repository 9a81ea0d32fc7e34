import type { ModelIndex } from '@linetwin/model';
import { SEAM_PROCESSES, SEAM_SIGNALS, type SeamProcess, type SeamTrace } from './seam-input.ts';

/** Seams are minutes long; what is older is not asked for. */
const KEPT_MS = 15 * 60_000;
const MOST_VALUES = 6000;
/** Nothing of a good value is measured between two of them. */
const BAD = 2;

/** The newest minutes of the signals that seams of one line are judged by. */
export class SeamTraces {
  /** By signal index. */
  private readonly traces = new Map<number, SeamTrace>();
  /** By address of the machine that welds: signal id to signal index. */
  private readonly welders = new Map<string, { process: SeamProcess; signals: Map<string, number> }>();

  constructor(index: ModelIndex, line: string) {
    const machines = index.equipmentOf(line);
    for (const welder of machines) {
      const process = SEAM_PROCESSES[welder.kind];
      if (!process) continue;
      const signals = new Map<string, number>();
      for (const machine of machines) {
        // A machine of friction stir welding has its own signals; a laser cell is what shares its lane.
        const isOfCell = process === 'laser' ? machine.lane === welder.lane : machine === welder;
        if (!isOfCell) continue;
        for (const signal of index.signalsOf(machine)) {
          if (!SEAM_SIGNALS[machine.kind]?.includes(signal.id)) continue;
          signals.set(signal.id, signal.index);
          this.traces.set(signal.index, { times: [], values: [] });
        }
      }
      this.welders.set(welder.address, { process, signals });
    }
  }

  /** Hot: once per value. Times are ms since 1970 UTC. */
  put(signal: number, time: number, value: number, quality: number): void {
    const trace = this.traces.get(signal);
    if (!trace || quality === BAD || !Number.isFinite(value)) return;
    const { times, values } = trace;
    if (times.length > 0 && time <= times[times.length - 1]) return;
    times.push(time);
    values.push(value);
    // Seldom, and then many at once.
    if (times.length > MOST_VALUES || times[0] < time - 2 * KEPT_MS) {
      const first = Math.max(
        times.length - MOST_VALUES / 2,
        times.findIndex((at) => at >= time - KEPT_MS),
      );
      times.splice(0, first);
      values.splice(0, first);
    }
  }

  processOf(equipment: string): SeamProcess | undefined {
    return this.welders.get(equipment)?.process;
  }

  /** The signals of a machine's cell for one seam, as they are known now. */
  cut(equipment: string, from: number, to: number): Record<string, SeamTrace> {
    const cut: Record<string, SeamTrace> = {};
    for (const [id, signal] of this.welders.get(equipment)?.signals ?? []) {
      const { times, values } = this.traces.get(signal)!;
      const first = times.findIndex((time) => time >= from);
      if (first < 0) continue;
      const last = times.findLastIndex((time) => time <= to);
      cut[id] = { times: times.slice(first, last + 1), values: values.slice(first, last + 1) };
    }
    return cut;
  }
}
