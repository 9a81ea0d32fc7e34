import {
  keptBurstSchema,
  statisticsAnswerSchema,
  type ExportFormat,
  type KeptBurst,
  type StatisticsAnswer,
} from '@linetwin/contracts';
import { z } from 'zod';
import { historyPath } from './history-path.ts';
import { atQuery, request } from './http.ts';

interface SignalRange {
  signals: readonly string[];
  from: number;
  to: number;
}

function rangeOf({ signals, from, to }: SignalRange): URLSearchParams {
  return new URLSearchParams({
    signals: signals.join(','),
    from: String(Math.round(from)),
    to: String(Math.round(to)),
  });
}

/** What the signal workbench asks of the server. */
export const workbenchApi = {
  /** @param run of a run; of the plant when undefined */
  statistics(range: SignalRange, run?: string, signal?: AbortSignal): Promise<StatisticsAnswer> {
    return request(statisticsAnswerSchema, `${historyPath(run)}/statistics?${rangeOf(range)}`, { signal });
  },
  /** Address of the values themselves as a file. */
  exportUrl(range: SignalRange, format: ExportFormat, run?: string): string {
    return `${historyPath(run)}/export?${rangeOf(range)}&format=${format}`;
  },
  /** Bursts of a machine that are kept, by sensor and newest first. */
  /** @param at those that had been taken then; all that are kept when undefined */
  bursts(equipment: string, at: number | undefined, signal?: AbortSignal): Promise<KeptBurst[]> {
    const query = `${new URLSearchParams({ equipment })}${atQuery(at, '&')}`;
    return request(z.array(keptBurstSchema), `/api/bursts?${query}`, { signal });
  },
};
