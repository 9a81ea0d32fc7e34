import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { linePath, ModelIndex, type PlantModel } from '@linetwin/model';
import type { Logger } from 'pino';
import { AccessRoom } from '../access/access-room.ts';
import { AlarmEngine } from '../alarms/alarm-engine.ts';
import { AlarmsService } from '../alarms/alarms.service.ts';
import { SqlAlarmLog } from '../alarms/sql-alarm-log.ts';
import { StandingFile } from '../alarms/standing-file.ts';
import { BurstStore } from '../condition/burst-store.ts';
import { FindingsService } from '../condition/findings.service.ts';
import { SqlFindingStore } from '../condition/sql-finding-store.ts';
import type { Settings } from '../config/settings.ts';
import { EventBus } from '../events.ts';
import { DuckDbHistory } from '../history/duckdb-history.ts';
import { HistoryWriter } from '../history/history-writer.ts';
import { BurstIntake } from '../ingest/burst-intake.ts';
import { Intake } from '../ingest/intake.ts';
import { BrokerClients } from '../ingest/mqtt/broker-clients.ts';
import { EmbeddedBroker } from '../ingest/mqtt/embedded-broker.ts';
import { Rejects } from '../ingest/rejects.ts';
import { SeamIntake } from '../ingest/seam-intake.ts';
import { KpiService } from '../kpi/kpi.service.ts';
import { LiveService } from '../live/live.service.ts';
import { HealthService } from '../platform/health.service.ts';
import { Lifecycle } from '../platform/lifecycle.ts';
import { Metrics } from '../platform/metrics.ts';
import { RecordsDatabase } from '../records/records-database.ts';
import { OUTBOX_KINDS } from '../spool/outbox.port.ts';
import { LmdbOutbox } from '../spool/lmdb-outbox.ts';
import { LmdbSpool } from '../spool/lmdb-spool.ts';
import { restoreTwin } from '../twin/restore.ts';
import { Twin } from '../twin/twin.ts';
import { SeamsService } from '../weld/seams.service.ts';
import { SqlSeamStore } from '../weld/sql-seam-store.ts';
import { HttpEdge } from './http-edge.ts';
import { createJobQueue } from './job-queue.ts';

export interface PlantServerAddresses {
  http: string;
  /** Port of the embedded broker; `undefined` with a broker elsewhere. */
  mqttPort: number | undefined;
}

/** The roles api and ingest in one process: everything between a machine's message and a dashboard. */
export class PlantServer {
  private readonly settings: Settings & { databaseUrl: string };
  private readonly model: PlantModel;
  private readonly logger: Logger;
  private readonly version: string;
  private readonly lifecycle: Lifecycle;

  constructor(
    settings: Settings & { databaseUrl: string },
    model: PlantModel,
    logger: Logger,
    version: string,
  ) {
    this.settings = settings;
    this.model = model;
    this.logger = logger;
    this.version = version;
    this.lifecycle = new Lifecycle(logger);
  }

  /** Reads like the way of one value: machine, intake, twin, spool, history, alarms, jobs, dashboards. */
  async start(): Promise<PlantServerAddresses> {
    const { settings, logger } = this;
    const run = randomUUID();
    const index = new ModelIndex(this.model);
    const addresses = this.model.signals.map((signal) => signal.address);
    const folder = (name: string) => join(settings.dataFolder, name);
    await mkdir(folder('history'), { recursive: true });

    const events = new EventBus((owner, event, error) =>
      logger.error({ owner, event, err: error }, 'a listener failed'),
    );
    const twin = new Twin(index);
    const rejects = new Rejects();
    const spool = new LmdbSpool(folder('spool'), addresses);
    const outbox = new LmdbOutbox(folder('outbox'));
    const history = new DuckDbHistory({ path: join(folder('history'), 'history.duckdb') });
    const writer = new HistoryWriter(spool, history, logger);
    const records = new RecordsDatabase(settings.databaseUrl, (error) =>
      logger.warn({ error: error.message }, 'records data base'),
    );
    const alarms = new AlarmsService({
      engine: new AlarmEngine(index, twin),
      log: new SqlAlarmLog(records),
      outbox,
      file: new StandingFile(folder('standing-alarms.json')),
      events,
      logger,
    });
    const bursts = new BurstStore(folder('bursts'));
    const jobs = createJobQueue(settings, logger);
    const findings = new FindingsService({
      store: new SqlFindingStore(records),
      bursts,
      jobs,
      events,
      onProblem: (what, error) => logger.error({ error: error.message }, what),
    });
    const seams = new SeamsService({
      store: new SqlSeamStore(records),
      outbox,
      events,
      logger,
      keepDays: settings.seamKeepDays,
    });
    const kpis = new KpiService({ twin, events, logger, folder: settings.dataFolder });
    const live = new LiveService(twin, events, run);
    const burstIntake = new BurstIntake(index, bursts, events, rejects);
    const seamIntake = new SeamIntake(index, seams, rejects);
    const intake = new Intake({ twin, spool, bursts: burstIntake, seams: seamIntake, events, rejects });
    const broker = new EmbeddedBroker(intake, logger);
    const brokerClients = new BrokerClients({ ...settings.mqtt, taker: intake, logger });
    const brokerElsewhere = settings.mqtt.brokers.length > 0;
    const health = new HealthService(run, this.version);
    const metrics = new Metrics();
    const access = new AccessRoom({
      records,
      outbox,
      settings: settings.access,
      logger,
      say: (line) => process.stdout.write(`${line}\n`),
    });
    const edge = new HttpEdge();
    let http = '';
    let mqttPort: number | undefined;

    health.add('history', async () => {
      const { name, bytes } = await history.figures();
      return { ok: !writer.problem, detail: writer.problem ?? `${name}, ${(bytes / 1e6).toFixed(1)} MB` };
    });
    health.add('spool', () => {
      const span = spool.span();
      const waiting = span ? `${span.newest - span.oldest + 1} batches waiting` : 'empty';
      return { ok: !intake.problem, detail: intake.problem ?? waiting };
    });
    health.add('records', () => {
      const problem = alarms.problem ?? seams.problem ?? access.trail.problem;
      const waiting = OUTBOX_KINDS.map((kind) => outbox.waiting(kind)).reduce((sum, one) => sum + one);
      return { ok: !problem, detail: problem ?? `${waiting} records waiting` };
    });
    health.add('jobs', async () => {
      if (jobs.problem) return { ok: false, detail: jobs.problem };
      const { waiting, running, failed } = await jobs.figures();
      return { ok: true, detail: `${waiting} waiting, ${running} running, ${failed} failed` };
    });
    health.add('machines', () => {
      if (!brokerElsewhere) return { ok: true, detail: `${broker.clients} connections` };
      const { open, wanted } = brokerClients.connections();
      return { ok: open === wanted, detail: `${open} of ${wanted} sessions at the brokers` };
    });
    metrics.gauge('values_accepted', 'Values taken since the start', () => intake.accepted);
    metrics.gauge('live_clients', 'Dashboards subscribed', () => live.figures().members);
    metrics.gauge('live_clients_behind', 'Dashboards that cannot keep up', () => live.figures().behind);

    await this.lifecycle.start([
      { name: 'spool', start: () => spool.start(), stop: () => spool.stop() },
      { name: 'outbox', start: () => outbox.start(), stop: () => outbox.stop() },
      { name: 'history', start: () => history.start(), stop: () => history.stop() },
      { name: 'twin', start: () => restoreTwin(twin, history, spool) },
      { name: 'records', start: () => records.migrate(), stop: () => records.stop() },
      { name: 'history writer', start: () => writer.start(), stop: () => writer.stop() },
      { name: 'alarms', start: () => alarms.start(), stop: () => alarms.stop() },
      { name: 'seams', start: () => seams.start(), stop: () => seams.stop() },
      { name: 'bursts', start: () => bursts.start() },
      { name: 'jobs', start: () => jobs.start(), stop: () => jobs.stop() },
      { name: 'findings', start: () => findings.start(), stop: () => findings.stop() },
      { name: 'indicators', start: () => kpis.start(), stop: () => kpis.stop() },
      { name: 'live', start: () => live.start(), stop: () => live.stop() },
      { name: 'access', start: () => access.start(), stop: () => access.stop() },
      {
        name: 'pages',
        start: async () => {
          http = await edge.start(
            settings,
            { twin, history, rejects, alarms, findings, seams, kpis, live, health, metrics, access },
            logger,
            this.version,
          );
        },
        stop: () => edge.stop(),
      },
      { name: 'intake', start: () => intake.start(), stop: () => intake.stop() },
      brokerElsewhere
        ? {
            name: 'MQTT sessions',
            start: () => {
              const { site, lines } = this.model;
              for (const { area, id } of lines) brokerClients.takeLine(linePath(site.id, area, id));
            },
            stop: () => brokerClients.stop(),
          }
        : {
            name: 'MQTT broker',
            start: async () => {
              mqttPort = await broker.start(settings.host, settings.mqtt.port);
            },
            stop: () => broker.stop(),
          },
    ]);
    return { http, mqttPort };
  }

  async stop(): Promise<void> {
    await this.lifecycle.stop();
  }
}
