import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseTopic, type ProductionOverview, type ProductionStop } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { temporaryFolder } from '@linetwin/testing';
import { Rejects } from '../../src/ingest/rejects.ts';
import { TelemetryDecoder } from '../../src/ingest/telemetry-decoder.ts';
import { InMemoryProductionStore } from '../../src/production/in-memory-production-store.ts';
import { LineProduction } from '../../src/production/line-production.ts';
import { ProductionService } from '../../src/production/production.service.ts';
import { Twin } from '../../src/twin/twin.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HOUR_MS = 3_600_000;
/** Begin of the early shift of the reference plant. */
const START = '2026-01-05T08:00:00+08:00';
/** What is booked is taken this often, as the keeper of the server does. */
const TAKE_EVERY_MS = 15_000;

/** A line of the simulators' production truth; the simulators are met over their files only. */
export interface TrueMachine {
  machine: string;
  seconds: Record<string, number>;
  starvedS: number;
  blockedS: number;
  good: number;
  scrap: number;
  stops: { fromS: number; toS: number | null; kind: 'down' | 'held' | 'waiting' }[];
}

export interface CheckedRun {
  truth: TrueMachine[];
  overview: ProductionOverview;
  stops: ProductionStop[];
  hours: number;
}

/**
 * Simulates a line to a file, reads its messages as the server does, second by second, and gives what is booked beside what the
 * machines really did.
 */
export async function checkProduction(
  model: PlantModel,
  { line, hours, seed }: { line: string; hours: number; seed: number },
): Promise<CheckedRun> {
  const { path, remove } = await temporaryFolder();
  try {
    const file = join(path, 'run.ndjson');
    const truthFile = join(path, 'truth.ndjson');
    await simulate(['--line', line, '--seed', String(seed), '--duration', `${hours * 60}m`, '--no-bursts'], {
      file,
      truthFile,
    });
    const truth = (await readFile(truthFile, 'utf8'))
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as TrueMachine);
    const from = Date.parse(START);
    const to = from + hours * HOUR_MS;
    const index = new ModelIndex(model);
    const store = await book(index, line, file, to);
    const service = new ProductionService({ index, store, now: () => to });
    const span = { line, from, to };
    return {
      truth,
      overview: await service.overview(span),
      stops: await service.stops({ ...span, asked: 'false', kind: 'own', limit: 1000 }),
      hours,
    };
  } finally {
    await remove();
  }
}

async function simulate(options: string[], files: { file: string; truthFile: string }): Promise<void> {
  const command = spawn(
    process.execPath,
    [
      '--conditions=@linetwin/source',
      join(ROOT, 'simulators/src/main.ts'),
      'run',
      ...options,
      '--start',
      START,
      '--out',
      files.file,
      '--production-truth',
      files.truthFile,
    ],
    { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const code = await new Promise<number | null>((resolve, reject) => {
    command.on('error', reject);
    command.on('exit', resolve);
  });
  if (code !== 0) throw new Error(`The simulators ended with ${code}.`);
}

/** Decodes the messages in their order and books a second when all of its messages are in. */
async function book(
  index: ModelIndex,
  line: string,
  file: string,
  to: number,
): Promise<InMemoryProductionStore> {
  const twin = new Twin(index);
  const store = new InMemoryProductionStore();
  let now = 0;
  const decoder = new TelemetryDecoder(index, new Rejects(), () => now);
  const production = new LineProduction({
    line: index.line(line)!,
    index,
    twin,
    kept: { intervals: [], stops: [] },
  });
  const product = index.model.production.products.find((one) => one.line === line)?.id ?? '';
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const { topic, time, values } = JSON.parse(text) as {
      topic: string;
      time: number;
      values?: Record<string, unknown>;
    };
    const about = parseTopic(topic);
    if (about?.kind !== 'telemetry' || !values) continue;
    if (time >= now + 1000) {
      if (now > 0) production.update(now, { product, order: '' }, () => undefined);
      now = Math.floor(time / 1000) * 1000;
      if (now % TAKE_EVERY_MS === 0) await store.keep(production.takeChanged());
    }
    const { equipment } = about;
    decoder.decode(
      topic,
      equipment,
      Buffer.from(JSON.stringify({ time, values })),
      (signal, at, value, quality) => {
        twin.accept(signal, at, value, quality);
      },
    );
  }
  production.update(Math.min(now, to), { product, order: '' }, () => undefined);
  await store.keep(production.takeChanged());
  return store;
}
