import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createSampleBatch, appendSample, type Alarm } from '@linetwin/contracts';
import type { PlantModel } from '@linetwin/model';
import { pino } from 'pino';
import type { LoggedTransition } from '../../src/alarms/alarm-log.port.ts';
import { SqlAlarmLog } from '../../src/alarms/sql-alarm-log.ts';
import { DuckDbHistory } from '../../src/history/duckdb-history.ts';
import { EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { RecordsDatabase } from '../../src/records/records-database.ts';
import { SignalSource } from '../history/signal-source.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RARE_MS = 6 * HOUR_MS;
/** Of the days whose rows are dropped again only what their buckets need is written. */
const OLD_STEP_MS = MINUTE_MS;
/** So many values of each signal go to the store at once. */
const ROUNDS_PER_BATCH = 120;
/** About what the reference plant raises in a bad month. */
const ALARMS_A_DAY = 300;
const TRANSITIONS_AT_ONCE = 1000;

export interface Month {
  from: number;
  to: number;
  /** Values of every second begin here; minutes are kept of what is before. */
  rawFrom: number;
  values: number;
  alarms: number;
}

/**
 * Puts days of all signals of a plant, up to now, into the stores of a server that does not run: every second of the last hours, a value a minute of
 * the time before, and alarms that came, were seen and went.
 */
export async function writeMonth(
  data: string,
  model: PlantModel,
  { days, rawHours, rawDays, seed }: { days: number; rawHours: number; rawDays: number; seed: number },
): Promise<Month> {
  const to = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const from = to - days * DAY_MS;
  const rawFrom = Math.max(from, to - rawHours * HOUR_MS);
  const values = await writeValues(join(data, 'history'), model, { from, to, rawFrom, rawDays, seed });
  const alarms = await writeAlarms(join(data, 'records'), model, { from, to, seed });
  return { from, to, rawFrom, values, alarms };
}

async function writeValues(
  folder: string,
  model: PlantModel,
  span: { from: number; to: number; rawFrom: number; rawDays: number; seed: number },
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'history.duckdb');
  const retention = { rawDays: span.rawDays, minuteDays: 92 };
  const history = new DuckDbHistory({ path, retention, memoryLimitMb: 1024 });
  await history.start();
  const addresses = model.signals.map(({ address }) => address);
  // What is told when it changes has been silent for hours as often as not.
  const periods = model.signals.map(({ periodMs, index }) => periodMs ?? (index % 2 ? MINUTE_MS : RARE_MS));
  const source = new SignalSource(addresses.length, span.seed);
  let mark = 0;
  let written = 0;
  for (let time = span.from; time < span.to;) {
    const isOld = time < span.rawFrom;
    const stepMs = isOld ? OLD_STEP_MS : 1000;
    const end = Math.min(isOld ? span.rawFrom : span.to, time + ROUNDS_PER_BATCH * stepMs);
    const all = source.batch(time, (end - time) / stepMs, stepMs);
    const rows = createSampleBatch(all.length);
    for (let row = 0; row < all.length; row++) {
      const signal = all.signal[row];
      // The source spreads signals over some milliseconds.
      if ((all.time[row] - span.from) % Math.max(1000, periods[signal]) < stepMs)
        appendSample(rows, signal, all.time[row], all.value[row], 0);
    }
    await history.append(rows, addresses, ++mark);
    written += rows.length;
    time = end;
  }
  await history.sort();
  await history.stop();
  // The spool of a server that never ran counts from the beginning.
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('UPDATE spool_mark SET mark = 0');
  connection.closeSync();
  instance.closeSync();
  return written;
}

async function writeAlarms(
  folder: string,
  model: PlantModel,
  { from, to, seed }: { from: number; to: number; seed: number },
): Promise<number> {
  const postgres = new EmbeddedPostgres(folder);
  const records = new RecordsDatabase(await postgres.start(() => undefined), () => undefined);
  await records.start(pino({ level: 'silent' }));
  const log = new SqlAlarmLog(records);
  const random = new SignalSource(1, seed + 1);
  const limited = model.signals.filter(({ limits }) => limits.length > 0);
  const transitions: LoggedTransition[] = [];
  const everyMs = DAY_MS / ALARMS_A_DAY;
  let alarms = 0;
  for (let at = from; at < to - everyMs; at += everyMs) {
    const signal = limited[Math.floor(random.random() * limited.length)];
    const clearedAt = at + Math.floor(random.random() * everyMs * 0.9);
    const raised: Alarm = {
      id: `bench.${alarms++}`,
      signal: signal.address,
      equipment: signal.equipment,
      limit: 'high',
      setPoint: 1,
      priority: 3,
      state: 'Unacknowledged',
      raisedAt: at,
      clearedAt: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      value: 2,
      message: null,
    };
    const seen = { acknowledgedAt: at + 1000, acknowledgedBy: 'bench' };
    const add = (event: LoggedTransition['event'], time: number, alarm: Alarm) =>
      transitions.push({ event, at: time, alarm, origin: `bench.${transitions.length}` });
    add('Raised', at, raised);
    add('AcknowledgedByPerson', at + 1000, { ...raised, ...seen, state: 'Acknowledged' });
    add('Cleared', clearedAt + 1000, { ...raised, ...seen, clearedAt, state: 'Normal' });
  }
  transitions.sort((a, b) => a.at - b.at);
  for (let i = 0; i < transitions.length; i += TRANSITIONS_AT_ONCE)
    await log.append(transitions.slice(i, i + TRANSITIONS_AT_ONCE));
  await records.stop();
  await postgres.stop();
  return alarms;
}
