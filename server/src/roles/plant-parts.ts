import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ProcessNote } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import type { Logger } from 'pino';
import { AccessRoom } from '../access/access-room.ts';
import type { Settings } from '../config/settings.ts';
import { EventBus } from '../events.ts';
import type { HistoryStore } from '../history/history.port.ts';
import { Quarantine } from '../history/quarantine.ts';
import type { JobQueue } from '../jobs/job-queue.port.ts';
import { DiskGuard } from '../platform/disk-guard.ts';
import { FolderDiskGauge } from '../platform/folder-disk-gauge.ts';
import { HealthService } from '../platform/health.service.ts';
import type { Part } from '../platform/lifecycle.ts';
import { FigureLog } from '../platform/figure-log.ts';
import { Metrics } from '../platform/metrics.ts';
import { RecordsDatabase } from '../records/records-database.ts';
import { LmdbOutbox } from '../spool/lmdb-outbox.ts';
import { Twin } from '../twin/twin.ts';
import { createHistory } from './history.ts';
import { createJobQueue } from './job-queue.ts';

const DISK_LEVELS = ['ok', 'near', 'full'] as const;

export type ServerSettings = Settings & { databaseUrl: string };

/** What every server process has, whichever roles it plays. */
export interface PlantParts {
  /** Identity of this run of this process. */
  run: string;
  version: string;
  settings: ServerSettings;
  logger: Logger;
  index: ModelIndex;
  events: EventBus;
  twin: Twin;
  outbox: LmdbOutbox;
  history: HistoryStore;
  /** Points that history refused. */
  quarantine: Quarantine;
  records: RecordsDatabase;
  jobs: JobQueue;
  health: HealthService;
  metrics: Metrics;
  figures: FigureLog;
  access: AccessRoom;
  gauge: FolderDiskGauge;
  disk: DiskGuard;
  /** What this process tells of itself; the lines are known by who owns them. */
  note: () => ProcessNote;
  /** Path of something in the data folder. */
  folder: (name: string) => string;
}

export function createPlantParts(
  settings: ServerSettings,
  model: PlantModel,
  logger: Logger,
  version: string,
): PlantParts {
  const run = randomUUID();
  const startedAt = Date.now();
  const index = new ModelIndex(model);
  const folder = (name: string) => join(settings.dataFolder, name);
  const health = new HealthService(run, version);
  const outbox = new LmdbOutbox(folder('outbox'));
  const records = new RecordsDatabase(settings.databaseUrl, (error) =>
    logger.warn({ error: error.message }, 'records data base'),
  );
  const gauge = new FolderDiskGauge(settings.dataFolder, settings.diskQuotaBytes);
  gauge.count('outbox', () => outbox.bytes());
  const quarantine = new Quarantine(folder('history/quarantine.json'));
  const access = new AccessRoom({
    records,
    outbox,
    settings: settings.access,
    logger,
    say: (line) => process.stdout.write(`${line}\n`),
  });
  const parts: PlantParts = {
    run,
    version,
    settings,
    logger,
    index,
    folder,
    health,
    events: new EventBus((owner, event, error) =>
      logger.error({ owner, event, err: error }, 'a listener failed'),
    ),
    twin: new Twin(index),
    outbox,
    access,
    gauge,
    disk: new DiskGuard(gauge, logger),
    records,
    history: createHistory(settings, quarantine),
    quarantine,
    jobs: createJobQueue(settings, logger),
    metrics: new Metrics(),
    figures: new FigureLog(),
    note: () => ({
      id: run,
      host: hostname(),
      roles: [...settings.roles],
      version,
      startedAt,
      lines: [],
      disk: parts.disk.answer(),
    }),
  };
  const jobs = () => parts.jobs.figures().catch(() => ({ waiting: NaN, oldestWaitingAt: NaN }));
  const jobsAgeS = async () => {
    const { waiting, oldestWaitingAt } = await jobs();
    if (Number.isNaN(waiting)) return NaN;
    return oldestWaitingAt === undefined ? 0 : Math.max(0, (Date.now() - oldestWaitingAt) / 1000);
  };
  parts.figures.add('jobsWaiting', async () => (await jobs()).waiting);
  parts.figures.add('jobsAgeS', jobsAgeS);
  parts.metrics.gauge(
    'jobs_oldest_seconds',
    'For how long the oldest job waits that no worker has taken yet',
    jobsAgeS,
  );
  parts.metrics.gauge(
    'jobs_waiting',
    'Jobs that no worker has taken yet',
    async () => (await jobs()).waiting,
  );
  const { disk, metrics } = parts;
  health.add('disk', () => {
    const { usedBytes, limitBytes } = disk.answer();
    return {
      ok: disk.level === 'ok',
      detail: disk.detail,
      ...(disk.level === 'ok' && {
        words: { text: 'disk', values: { used: gigabytes(usedBytes), limit: gigabytes(limitBytes) } },
      }),
    };
  });
  metrics.gauge('disk_used_bytes', 'What the data folder holds', () => disk.answer().usedBytes);
  metrics.gauge(
    'disk_limit_bytes',
    'What it may hold, by quota and by volume',
    () => disk.answer().limitBytes,
  );
  metrics.gauge('disk_level', '0 has room, 1 nearly full, 2 full: nothing is acknowledged', () =>
    DISK_LEVELS.indexOf(disk.level),
  );
  health.add('jobs', async () => {
    const { waiting, running, failed } = await parts.jobs.figures();
    return {
      ok: true,
      detail: `${waiting} waiting, ${running} running, ${failed} failed`,
      words: { text: 'jobs', values: { waiting, running, failed } },
    };
  });
  return parts;
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

/** Stores that are opened before, and closed after everything that uses them. */
export function storesOf({ outbox, history, records, jobs, logger }: PlantParts): Part[] {
  return [
    { name: 'outbox', start: () => outbox.start(), stop: () => outbox.stop() },
    { name: 'history', start: () => history.start(), stop: () => history.stop() },
    { name: 'records', start: () => records.start(logger), stop: () => records.stop() },
    { name: 'jobs', start: () => jobs.start(), stop: () => jobs.stop() },
  ];
}
