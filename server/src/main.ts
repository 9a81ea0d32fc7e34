import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlantFileError } from '@linetwin/model';
import { PlantFolderError, readPlantFolder } from '@linetwin/model/node';
import { BackupDoor, type BackupHost } from './backup/backup-door.ts';
import type { HeldStore } from './backup/door-protocol.ts';
import { maskUserInfo, readSettings, SettingsError, type Settings } from './config/settings.ts';
import { PortError } from './platform/port-error.ts';
import { EmbeddedPostgres } from './platform/embedded-postgres.ts';
import { DataFolderError, lockDataFolder } from './platform/folder-lock.ts';
import { createLogger } from './platform/logger.ts';
import { watchStrayRejections } from './platform/stray-rejections.ts';
import type { PlantServer } from './roles/plant-server.ts';
import { WorkerProcess } from './roles/worker-process.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** What a person did wrong or can put right: printed as it is, without a stack. */
const PLAIN_ERRORS = [SettingsError, PlantFileError, PlantFolderError, DataFolderError, PortError];

try {
  const settings = readSettings(process.env);
  await (settings.roles.join() === 'worker' ? runWorker(settings) : runServer(settings));
} catch (error) {
  const plain = PLAIN_ERRORS.some((kind) => error instanceof kind);
  console.error(plain ? (error as Error).message : error);
  process.exit(1);
}

async function runServer(settings: Settings): Promise<void> {
  const logger = createLogger(settings.logLevel, 'server');
  watchStrayRejections(logger);
  const model = await readPlantFolder(settings.plantFolder);
  const unlock = await lockDataFolder(settings.dataFolder);
  const postgres = new EmbeddedPostgres(join(settings.dataFolder, 'records'));
  const worker = new WorkerProcess(logger);
  let server: { stop(): Promise<void> } | undefined;
  let door: BackupDoor | undefined;
  const stop = once(async () => {
    // First of all, so that nobody waits for a store that stands still.
    await door?.stop();
    await worker.stop();
    await server?.stop();
    await postgres.stop();
    await unlock();
  });
  try {
    // Each role loads only its own code: a worker without the web framework is 100 MB smaller. It is loaded while the data base
    // starts in its own process, which takes as long.
    const [databaseUrl, { PlantServer }] = await Promise.all([
      settings.databaseUrl ??
        postgres.start((detail) => {
          logger.fatal({ detail }, 'the embedded records data base ended; stopping');
          void stop().finally(() => process.exit(1));
        }),
      import('./roles/plant-server.ts'),
    ]);
    const plantServer = new PlantServer({ ...settings, databaseUrl }, model, logger, version);
    server = plantServer;
    const addresses = await plantServer.start();
    if (settings.roles.includes('worker')) {
      worker.start(fileURLToPath(import.meta.url), {
        LINETWIN_ROLES: 'worker',
        // That port is this process's; its word on the jobs says how the worker is.
        LINETWIN_STATUS_PORT: '',
        ...(settings.databaseUrl === undefined && { DATABASE_URL: databaseUrl }),
      });
    }
    door = new BackupDoor(settings.dataFolder, backupHost(settings, plantServer, postgres), logger);
    await door.start();
    onStopSignal(stop);
    logger.info(
      {
        ...addresses,
        lines: model.lines.length,
        machines: model.equipment.length,
        signals: model.signals.length,
      },
      'Linetwin is running',
    );
    const broker = maskUserInfo(
      addresses.mqttPort ? `mqtt://127.0.0.1:${addresses.mqttPort}` : (settings.mqtt.brokers[0]?.url ?? ''),
    );
    process.send?.({ type: 'running', ...addresses, broker });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Whom the command `backup` asks. */
function backupHost(settings: Settings, server: PlantServer, postgres: EmbeddedPostgres): BackupHost {
  const elsewhere: HeldStore[] = [];
  if (settings.influx) elsewhere.push('history');
  if (settings.databaseUrl !== undefined) elsewhere.push('records');
  return {
    elsewhere,
    hold: async (store) => {
      // Also with InfluxDB: the spool and the mark of what it has belong together.
      if (store === 'history') return server.holdHistory();
      return elsewhere.includes('records') ? () => undefined : postgres.hold();
    },
    record: ({ by, out, outcome, detail }) =>
      server.record({
        actorKind: 'server',
        actorId: null,
        actor: by,
        address: '',
        action: 'backup.make',
        subject: out,
        outcome,
        detail,
      }),
  };
}

async function runWorker(settings: Settings): Promise<void> {
  if (!settings.databaseUrl) {
    throw new SettingsError(
      'LINETWIN_ROLES=worker needs DATABASE_URL, the data base through which it gets its orders.',
    );
  }
  const logger = createLogger(settings.logLevel, 'worker');
  const model = await readPlantFolder(settings.plantFolder);
  const { WorkerServer } = await import('./roles/worker.ts');
  const worker = new WorkerServer({ ...settings, databaseUrl: settings.databaseUrl }, model, logger, version);
  await worker.start();
  logger.info('worker is running');
  process.send?.({ type: 'running' });
  const stop = once(() => worker.stop());
  onStopSignal(stop);
  // Started by a server that is gone, for example killed: nobody will send orders or a signal any more.
  process.on('disconnect', () => void stop().finally(() => process.exit(0)));
}

function onStopSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void stop().finally(() => process.exit(0)));
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
