import { monitoredSignals, type LineWatch } from '@linetwin/condition';
import type { ModelIndex } from '@linetwin/model';
import type { HistoryStore } from '../../history/history.port.ts';
import { healthyRows, recordedUnhealthySpans, type HealthRecords } from '../healthy-time.ts';

const HOUR_MS = 3_600_000;
/** Healthy time is looked for in the last hours first, and further back where a fault has stood for long. */
const LOOK_BACK_MS = [6 * HOUR_MS, 72 * HOUR_MS];

/**
 * Teaches a watch what signals of a machine tell of each other, from healthy work in history. So a restart does not take the drift
 * that a sensor has by now for its usual place.
 */
export class RelationTeacher {
  private readonly parts: HealthRecords & {
    index: ModelIndex;
    history: Pick<HistoryStore, 'read'>;
    now?: () => number;
  };

  constructor(parts: RelationTeacher['parts']) {
    this.parts = parts;
  }

  /**
   * Machine by machine; one without enough healthy work learns it live.
   *
   * @throws when history or the records do not answer
   */
  async teach(watch: LineWatch, stopped: AbortSignal): Promise<void> {
    const { index, history, now = Date.now } = this.parts;
    for (const { equipment: address, rows: wanted } of watch.wanted) {
      const equipment = index.equipment(address)!;
      const signals = monitoredSignals(index.signalsOf(equipment)).map(({ id }) => id as string);
      const to = now();
      for (const back of LOOK_BACK_MS) {
        if (stopped.aborted) return;
        const span = { from: to - back, to };
        const unhealthy = await recordedUnhealthySpans(this.parts, address, span, LOOK_BACK_MS[1]);
        const found = await healthyRows(history, index, equipment, span, unhealthy, wanted);
        if (found.rows < wanted) continue;
        watch.teach(address, signals, found.stretches.flat());
        break;
      }
    }
  }
}
