import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { intervalStart } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { hasPostgres, PostgresServer, temporaryFolder } from '@linetwin/testing';
import { pino } from 'pino';
import { EnergyService } from '../../src/energy/energy.service.ts';
import { EnergyTables } from '../../src/energy/energy-tables.ts';
import { SqlEnergyStore } from '../../src/energy/sql-energy-store.ts';
import { EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { RecordsDatabase } from '../../src/records/records-database.ts';
import { intervalsOf } from './month-of-intervals.ts';

const PLANT = fileURLToPath(new URL('../../../plants/liaocheng/', import.meta.url));
const DAYS = 30;
const REPEATS = 5;
/** A day of intervals at a time, as a drain after an outage would bring them. */
const QUARTERS_AT_ONCE = 96;

/**
 * Fills the ledger with 30 days of both lines, and measures what people ask of it, on each server that keeps records: the
 * whole tree, attribution along every key, one meter by quarters. And what keeping a minute costs, which reads nothing.
 */
export async function run(): Promise<void> {
  const model = await readPlantFolder(PLANT);
  const servers: [string, () => Promise<RunningServer>][] = [['embedded', startEmbedded]];
  if (hasPostgres()) servers.push(['PostgreSQL', () => PostgresServer.start()]);
  const figures: Record<string, Record<string, number>> = {};
  for (const [name, start] of servers) {
    const server = await start();
    const records = new RecordsDatabase(server.url, () => undefined);
    await records.start(pino({ level: 'silent' }));
    figures[name] = await measure(records, new ModelIndex(model));
    await records.stop();
    await server.stop();
    console.log(`${name}: ${JSON.stringify(figures[name])}`);
  }
  console.log(
    JSON.stringify({
      bench: 'energy-attribution',
      days: DAYS,
      stores: figures,
      node: process.version,
      machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    }),
  );
}

async function measure(records: RecordsDatabase, index: ModelIndex): Promise<Record<string, number>> {
  const store = new SqlEnergyStore(records);
  const to = intervalStart(Date.now());
  const from = to - DAYS * 86_400_000;
  let rows = 0;
  let waiting: Parameters<typeof store.keep>[0][number][] = [];
  let quarters = 0;
  for (const quarter of intervalsOf(index.model, from, DAYS)) {
    waiting.push(...quarter);
    rows += quarter.length;
    if (++quarters % QUARTERS_AT_ONCE !== 0) continue;
    await store.keep(waiting);
    waiting = [];
  }
  await store.keep(waiting);
  const [last] = intervalsOf(index.model, to, 1);
  const service = new EnergyService({ index, store, tables: new EnergyTables(index.model), now: () => to });
  const span = { from, to };
  return {
    rows,
    keepMinuteMs: await slowest(() => store.keep(last)),
    treeMs: await slowest(() => service.overview(span)),
    byMeterMs: await slowest(() => service.attribute({ ...span, by: ['meter'] })),
    byAllKeysMs: await slowest(() =>
      service.attribute({ ...span, by: ['meter', 'product', 'lot', 'shift'] }),
    ),
    byShiftMs: await slowest(() => service.attribute({ ...span, by: ['shift'] })),
    seriesMs: await slowest(() => service.series({ ...span, meter: 'site' })),
  };
}

interface RunningServer {
  url: string;
  stop: () => Promise<void>;
}

/** The embedded data base in a folder of its own. */
async function startEmbedded(): Promise<RunningServer> {
  const { path, remove } = await temporaryFolder();
  const postgres = new EmbeddedPostgres(join(path, 'records'));
  const url = await postgres.start(() => undefined);
  return {
    url,
    stop: async () => {
      await postgres.stop();
      await remove();
    },
  };
}

/** Of some tries, ms. */
async function slowest(work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  for (let i = 0; i < REPEATS; i++) {
    const begun = performance.now();
    await work();
    most = Math.max(most, performance.now() - begun);
  }
  return Math.round(most);
}
