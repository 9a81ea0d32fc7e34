import { join } from 'node:path';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import type { Logger } from 'pino';
import { BurstDiagnosis } from '../condition/burst-diagnosis.ts';
import { FileBurstStore } from '../condition/file-burst-store.ts';
import { SqlBurstStore } from '../condition/sql-burst-store.ts';
import { SqlFindingStore } from '../condition/sql-finding-store.ts';
import type { Settings } from '../config/settings.ts';
import { Lifecycle } from '../platform/lifecycle.ts';
import { RecordsDatabase } from '../records/records-database.ts';
import { createJobQueue } from './job-queue.ts';

/** The role worker: everything that takes its time, away from the live path. */
export class WorkerServer {
  private readonly settings: Settings & { databaseUrl: string };
  private readonly model: PlantModel;
  private readonly logger: Logger;
  private readonly lifecycle: Lifecycle;

  constructor(settings: Settings & { databaseUrl: string }, model: PlantModel, logger: Logger) {
    this.settings = settings;
    this.model = model;
    this.logger = logger;
    this.lifecycle = new Lifecycle(logger);
  }

  async start(): Promise<void> {
    const { settings, logger } = this;
    const records = new RecordsDatabase(settings.databaseUrl, (error) =>
      logger.warn({ error: error.message }, 'records data base'),
    );
    const bursts = settings.clustered
      ? new SqlBurstStore(records)
      : new FileBurstStore(join(settings.dataFolder, 'bursts'));
    const jobs = createJobQueue(settings, logger);
    const diagnosis = new BurstDiagnosis(new ModelIndex(this.model), bursts, new SqlFindingStore(records));
    jobs.handle('DiagnoseBurst', (job) => diagnosis.handleDiagnoseBurst(job));
    await this.lifecycle.start([
      { name: 'records', start: () => records.start(logger), stop: () => records.stop() },
      { name: 'bursts', start: () => bursts.start() },
      { name: 'jobs', start: () => jobs.start(), stop: () => jobs.stop() },
    ]);
  }

  async stop(): Promise<void> {
    await this.lifecycle.stop();
  }
}
