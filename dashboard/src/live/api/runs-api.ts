import {
  keptBurstSchema,
  type HistoryAnswer,
  type ImportPreview,
  type ImportRun,
  type KeptBurst,
  type Recording,
  type RunLabel,
  type RunScenario,
  type RunSummary,
  type SimulatorAnswer,
  type StartRun,
} from '@linetwin/contracts';
import { z } from 'zod';
import { atQuery, jsonBody, request } from './http.ts';

/** The server is of the same version as the page, and says what it keeps in its own types. */
const answer = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
const pathOf = (...parts: string[]) => ['/api/runs', ...parts.map(encodeURIComponent)].join('/');

/** Simulated and imported runs. */
export const runsApi = {
  list(signal?: AbortSignal): Promise<RunSummary[]> {
    return request(z.array(answer<RunSummary>()), pathOf(), { signal });
  },
  simulator(signal?: AbortSignal): Promise<SimulatorAnswer> {
    return request(answer<SimulatorAnswer>(), pathOf('simulator'), { signal });
  },
  read(id: string, signal?: AbortSignal): Promise<RunSummary> {
    return request(answer<RunSummary>(), pathOf(id), { signal });
  },
  /** Vibration bursts of a machine, newest first. @param at those that had been taken then; all when undefined */
  bursts(id: string, equipment: string, at: number | undefined, signal?: AbortSignal): Promise<KeptBurst[]> {
    const query = `${new URLSearchParams({ equipment })}${atQuery(at, '&')}`;
    return request(z.array(keptBurstSchema), `${pathOf(id, 'bursts')}?${query}`, { signal });
  },
  labels(id: string, signal?: AbortSignal): Promise<RunLabel[]> {
    return request(z.array(answer<RunLabel>()), pathOf(id, 'labels'), { signal });
  },
  scenario(id: string, signal?: AbortSignal): Promise<RunScenario> {
    return request(answer<RunScenario>(), pathOf(id, 'scenario'), { signal });
  },
  history(
    id: string,
    query: { signals: readonly string[]; from: number; to: number; points: number },
    signal?: AbortSignal,
  ): Promise<HistoryAnswer> {
    const { signals, from, to, points } = query;
    const search = new URLSearchParams({
      signals: signals.join(),
      from: String(from),
      to: String(to),
      points: String(points),
    });
    return request(answer<HistoryAnswer>(), `${pathOf(id, 'history')}?${search}`, { signal });
  },
  start(body: StartRun): Promise<RunSummary> {
    return request(answer<RunSummary>(), pathOf(), jsonBody('POST', body));
  },
  previewImport(recording: Recording): Promise<ImportPreview> {
    return request(answer<ImportPreview>(), pathOf('import', 'preview'), jsonBody('POST', { recording }));
  },
  import(body: ImportRun): Promise<RunSummary> {
    return request(answer<RunSummary>(), pathOf('import'), jsonBody('POST', body));
  },
  cancel(id: string): Promise<RunSummary> {
    return request(answer<RunSummary>(), pathOf(id, 'cancel'), { method: 'POST' });
  },
  async remove(id: string): Promise<void> {
    await request(z.unknown(), pathOf(id), { method: 'DELETE' });
  },
};
