import type { KeptBurst, StatisticsAnswer, ValuesAnswer } from '@linetwin/contracts';
import { isWaveform, type ModelIndex, type Signal } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import { impactBurstBytes } from '@linetwin/testing';
import { valueAt } from './fake-plant.ts';

const BURSTS = 6;
const BURST_EVERY_MS = 600_000;
const MAX_VALUES = 20_000;

/** What the signal workbench asks for, out of the invented values and of bursts of a damaged outer ring. */
export class FakeWorkbench {
  private readonly index: ModelIndex;
  private readonly startedAt: number;

  constructor(index: ModelIndex, startedAt: number) {
    this.index = index;
    this.startedAt = startedAt;
  }

  answer(path: string, query: URLSearchParams): { type: string; body: string | Uint8Array } | undefined {
    const number = (name: string) => Number(query.get(name));
    const [from, to] = [number('from'), number('to')];
    const signals = (query.get('signals') ?? '').split(',').flatMap((one) => this.index.signal(one) ?? []);
    const json = (body: unknown) => ({ type: 'application/json', body: JSON.stringify(body) });
    switch (path) {
      case '/api/history/statistics':
        return json({
          from,
          to,
          series: signals.map((one) => statisticsOf(one, from, to)),
        } satisfies StatisticsAnswer);
      case '/api/history/values': {
        const signal = this.index.signal(query.get('signal') ?? '');
        const values = signal ? valuesOf(signal, from, to) : [];
        return json({
          signal: query.get('signal')!,
          time: values.map(([time]) => time),
          value: values.map(([, value]) => value),
          quality: values.map(() => 0),
        } satisfies ValuesAnswer);
      }
      case '/api/history/export':
        return {
          type: 'text/csv; charset=utf-8',
          body: `signal,unit,time,value,quality\r\n${signals
            .flatMap((one) =>
              valuesOf(one, from, to).map(
                ([time, value]) => `${one.address},${one.unit},${new Date(time).toISOString()},${value},good`,
              ),
            )
            .join('\r\n')}\r\n`,
        };
      case '/api/bursts':
        return json(this.bursts(query.get('equipment') ?? ''));
      case '/api/bursts/raw':
        return {
          type: 'application/octet-stream',
          body: this.burst(query.get('equipment') ?? '', query.get('channel') ?? '', number('time')),
        };
      default:
        return undefined;
    }
  }

  private bursts(equipment: string): KeptBurst[] {
    const channels = this.index.model.signals.filter(
      (signal) => signal.equipment === equipment && isWaveform(signal),
    );
    return channels.flatMap(({ id }) =>
      Array.from({ length: BURSTS }, (_, i) => ({
        equipment,
        channel: id,
        time: this.startedAt - (i + 1) * BURST_EVERY_MS,
        bytes: 48_000 * 4,
      })),
    );
  }

  private burst(equipment: string, channel: string, time: number): Uint8Array {
    const bearing = this.index.equipment(equipment)?.bearings[0];
    const impactsPerTurn = bearing ? bearingOrders(bearing).bpfo : 3.6;
    // The fault grows from burst to burst.
    const age = (this.startedAt - time) / BURST_EVERY_MS;
    return impactBurstBytes({ impactsPerTurn, channel, time, peak: 14 - 2 * age });
  }
}

function valuesOf(signal: Signal, from: number, to: number): [number, number][] {
  const period = Math.max(signal.periodMs ?? 60_000, (to - from) / MAX_VALUES);
  const first = Math.ceil(from / period);
  return Array.from({ length: Math.max(0, Math.floor(to / period) - first + 1) }, (_, i) => {
    const time = Math.round((first + i) * period);
    return [time, valueAt(signal, time)];
  });
}

function statisticsOf(signal: Signal, from: number, to: number): StatisticsAnswer['series'][number] {
  const values = valuesOf(signal, from, to)
    .map(([, value]) => value)
    .sort((a, b) => a - b);
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / (count || 1);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count || 1);
  const rank = (share: number) => values[Math.min(count - 1, Math.floor(share * count))];
  return {
    signal: signal.address,
    count,
    min: values[0] ?? null,
    max: values.at(-1) ?? null,
    mean: count > 0 ? mean : null,
    standardDeviation: count > 0 ? Math.sqrt(variance) : null,
    percentiles: count > 0 ? [0.05, 0.25, 0.5, 0.75, 0.95].map(rank) : null,
    gapShare: 0.04,
  };
}
