import type { SampleBatch } from '@linetwin/contracts';
import { appendSample, createSampleBatch } from '@linetwin/contracts';
import { ModelIndex, PACKML_STATES, type PlantModel, type Signal } from '@linetwin/model';

/** A plant of one machine for tests: a state, a power every second, a counter on events, a buffer of four. */
export function smallPlant(version = 1): ModelIndex {
  const equipment = 'site/area/line/M1';
  const signal = (index: number, id: string, change: Partial<Signal>): Signal =>
    ({
      index,
      id,
      address: `${equipment}/${id}`,
      equipment,
      name: { zh: id, en: id },
      unit: '',
      class: 'S',
      role: 'process',
      decimals: 1,
      range: [0, 100],
      limits: [],
      ...change,
    }) as Signal;
  const model = {
    version,
    lines: [{ id: 'line', stations: [{ id: 'S1', bufferAfter: 4, equipment: [equipment] }] }],
    equipment: [
      { id: 'M1', address: equipment, line: 'line', station: 'S1', firstSignal: 0, signalCount: 4 },
    ],
    signals: [
      signal(0, 'state', { role: 'state', periodMs: 1000, values: [...PACKML_STATES] }),
      signal(1, 'power', { role: 'power', periodMs: 1000 }),
      signal(2, 'good', { role: 'goodCount', class: 'E' }),
      signal(3, 'buffer_out', { class: 'E' }),
    ],
  };
  return new ModelIndex(model as unknown as PlantModel);
}

/** Rows of signal, time, value and quality as a batch. */
export function batchOf(
  ...rows: [signal: number, time: number, value: number, quality?: number][]
): SampleBatch {
  const batch = createSampleBatch(4);
  for (const [signal, time, value, quality = 0] of rows) appendSample(batch, signal, time, value, quality);
  return batch;
}
