import { decodeBurst, MAX_VALUES_ANSWERED, type Burst, type ValuesAnswer } from '@linetwin/contracts';
import { QUALITY_BAD } from '@linetwin/model';
import type { TimedValues } from '@linetwin/signal';
import { historyPath } from '../../live/api/history-path.ts';
import { analyse, AnalysisProblem, type AnalysisInput } from './analysis.ts';
import type { AnalysisAnswer, AnalysisOrder, AnalysisSource } from './analysis-messages.ts';
import { MAX_ANALYSED_VALUES } from './analysis-limits.ts';

/* Fetches and reckons away from the page, which goes on drawing. One order at a time; of those that came meanwhile the newest. */

let newest = 0;

addEventListener('message', ({ data }: MessageEvent<AnalysisOrder>) => {
  newest = data.id;
  void answer(data).then((found) => found && postMessage(found));
});

async function answer({ id, kind, source, options }: AnalysisOrder): Promise<AnalysisAnswer | undefined> {
  try {
    const input = await inputOf(source);
    if (id !== newest) return undefined;
    return { id, result: analyse(kind, input, options) };
  } catch (error) {
    const why = error instanceof AnalysisProblem ? error.why : 'failed';
    return { id, problem: why, detail: (error as Error).message };
  }
}

async function inputOf(source: AnalysisSource): Promise<AnalysisInput> {
  if (source.type === 'bursts') {
    const { run, equipment, channel, times } = source;
    const bursts = await Promise.all(times.map((time) => burstOf(run, equipment, channel, time)));
    return { type: 'bursts', bursts };
  }
  const { run, x, y, from, to } = source;
  const [first, second] = await Promise.all([
    valuesOf(run, x, from, to),
    y ? valuesOf(run, y, from, to) : undefined,
  ]);
  return { type: 'values', x: first, y: second };
}

async function ask(path: string): Promise<Response> {
  const response = await fetch(path);
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Error(body.error ?? `HTTP ${response.status}`);
}

async function burstOf(
  run: string | undefined,
  equipment: string,
  channel: string,
  time: number,
): Promise<Burst> {
  const path = run === undefined ? '/api/bursts' : `/api/runs/${encodeURIComponent(run)}/bursts`;
  const query = new URLSearchParams({ equipment, channel, time: String(time) });
  return decodeBurst(new Uint8Array(await (await ask(`${path}/raw?${query}`)).arrayBuffer()));
}

/** All values of the range that are not Bad, asked for piece by piece. */
async function valuesOf(
  run: string | undefined,
  signal: string,
  from: number,
  to: number,
): Promise<TimedValues> {
  const time: number[] = [];
  const value: number[] = [];
  for (let next = Math.round(from); next <= to;) {
    const query = new URLSearchParams({ signal, from: String(next), to: String(Math.round(to) + 1) });
    const piece = (await (await ask(`${historyPath(run)}/values?${query}`)).json()) as ValuesAnswer;
    piece.time.forEach((at, i) => {
      const found = piece.value[i];
      if (found === null || piece.quality[i] >= QUALITY_BAD) return;
      time.push(at);
      value.push(found);
    });
    if (time.length > MAX_ANALYSED_VALUES) throw new AnalysisProblem('tooMany');
    if (piece.time.length < MAX_VALUES_ANSWERED) break;
    next = piece.time[piece.time.length - 1] + 1;
  }
  return { time, value };
}
