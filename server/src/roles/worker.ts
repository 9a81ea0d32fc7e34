import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import type { Logger } from 'pino';
import { SqlAlarmLog } from '../alarms/sql-alarm-log.ts';
import { BurstDiagnosis } from '../condition/bursts/burst-diagnosis.ts';
import { FileBurstStore } from '../condition/bursts/file-burst-store.ts';
import { MonitorTraining } from '../condition/monitor/monitor-training.ts';
import { SqlBearingHealthStore } from '../condition/bearing/sql-bearing-health-store.ts';
import { SqlComponentStateStore } from '../condition/component-state/sql-component-state-store.ts';
import { SqlBurstStore } from '../condition/bursts/sql-burst-store.ts';
import { SqlFindingStore } from '../condition/findings/sql-finding-store.ts';
import { SqlMonitorStore } from '../condition/monitor/sql-monitor-store.ts';
import { createChannel } from '../notices/create-channel.ts';
import { NoticeDispatcher } from '../notices/notice-dispatcher.ts';
import { NoticeSender } from '../notices/notice-sender.ts';
import { mailShiftReport } from '../notices/report-mail.ts';
import { renderPng } from '../notices/evidence/render-picture.ts';
import { SqlNoticeStore } from '../notices/sql-notice-store.ts';
import { HealthService } from '../platform/health.service.ts';
import { Lifecycle } from '../platform/lifecycle.ts';
import { Metrics } from '../platform/metrics.ts';
import { EnergyTables } from '../energy/energy-tables.ts';
import { SqlEnergyStore } from '../energy/sql-energy-store.ts';
import { PlanMaker } from '../planner/plan-maker.ts';
import { PlanningFacts } from '../planner/planning-facts.ts';
import { SqlPlanStore } from '../planner/sql-plan-store.ts';
import { OrdersService } from '../production/orders.service.ts';
import { ProductionService } from '../production/production.service.ts';
import { ReportMaker } from '../production/report/report-maker.ts';
import { SqlReportStore } from '../production/report/sql-report-store.ts';
import { SqlOrderStore } from '../production/sql-order-store.ts';
import { SqlProductionStore } from '../production/sql-production-store.ts';
import { BackTestRunner } from '../rules/back-test-runner.ts';
import { SqlBackTestStore } from '../rules/sql-back-test-store.ts';
import { SqlRuleStore } from '../rules/sql-rule-store.ts';
import { readLimits } from '../savings/set-limits.ts';
import { SqlSavingStore } from '../savings/sql-saving-store.ts';
import { RecordsDatabase } from '../records/records-database.ts';
import { lineEnergyOf } from './line-energy-of.ts';
import { createJobQueue } from './job-queue.ts';
import type { ServerSettings } from './plant-parts.ts';
import { statusOf } from './status.ts';

/** The role worker: everything that takes its time, away from the live path. */
export class WorkerServer {
  private readonly settings: ServerSettings;
  private readonly model: PlantModel;
  private readonly logger: Logger;
  private readonly lifecycle: Lifecycle;
  private readonly health: HealthService;

  constructor(settings: ServerSettings, model: PlantModel, logger: Logger, version: string) {
    this.health = new HealthService(randomUUID(), version);
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
      ? new SqlBurstStore(records, settings.burstRetention)
      : new FileBurstStore(join(settings.dataFolder, 'bursts'), settings.burstRetention);
    const jobs = createJobQueue(settings, logger);
    const index = new ModelIndex(this.model);
    const alarms = new SqlAlarmLog(records);
    const diagnosis = new BurstDiagnosis({
      index,
      bursts,
      store: new SqlFindingStore(records),
      health: new SqlBearingHealthStore(records),
      shafts: new SqlComponentStateStore(records, 'shaft_state'),
      motors: new SqlComponentStateStore(records, 'motor_state'),
      hasActiveAlarm: async (equipment) =>
        (await alarms.standing()).some((alarm) => alarm.equipment === equipment && alarm.clearedAt === null),
    });
    jobs.handle('DiagnoseBurst', (job) => diagnosis.handleDiagnoseBurst(job));
    const notices = new SqlNoticeStore(records);
    const kept = new SqlReportStore(records);
    const training = new MonitorTraining(new SqlMonitorStore(records));
    jobs.handle('TrainMonitor', (job) => training.handleTrainMonitor(job));
    const sender = new NoticeSender(
      new NoticeDispatcher({
        store: notices,
        create: createChannel,
        render: renderPng,
        reportOf: ({ line, from, language }) => kept.read(line, from, language),
        logger,
      }),
      logger,
    );
    jobs.handle('SendNotices', () => sender.handleSendNotices());
    const reports = new ReportMaker({
      production: new ProductionService({
        index,
        store: new SqlProductionStore(records),
        energyOf: lineEnergyOf(index, records),
      }),
      reports: kept,
      tell: (report, summary) => mailShiftReport(notices, index, report, summary),
    });
    jobs.handle('MakeShiftReport', (job) => reports.handleMakeShiftReport(job));
    const plans = planMaker(new ModelIndex(this.model), records, logger);
    jobs.handle('MakePlan', (job) => plans.handleMakePlan(job));
    const backTests = new BackTestRunner({
      index,
      rules: new SqlRuleStore(records),
      tests: new SqlBackTestStore(records),
    });
    jobs.handle('BackTestRule', (job) => backTests.handleBackTestRule(job));
    this.health.add(
      'jobs',
      async () => {
        const { waiting, running } = await jobs.figures();
        return { ok: true, detail: `taking jobs: ${waiting} waiting, ${running} running` };
      },
      { needed: true },
    );
    await this.lifecycle.start([
      { name: 'records', start: () => records.start(logger), stop: () => records.stop() },
      { name: 'bursts', start: () => bursts.start() },
      { name: 'jobs', start: () => jobs.start(), stop: () => jobs.stop() },
      { name: 'notices', start: () => sender.start(), stop: () => sender.stop() },
      ...statusOf({ settings, health: this.health, metrics: new Metrics() }),
    ]);
  }

  async stop(): Promise<void> {
    this.health.running = false;
    await this.lifecycle.stop();
  }
}

function planMaker(index: ModelIndex, records: RecordsDatabase, logger: Logger): PlanMaker {
  const orders = new OrdersService({
    index,
    orders: new SqlOrderStore(records),
    production: new SqlProductionStore(records),
  });
  const savings = new SqlSavingStore(records);
  return new PlanMaker({
    facts: new PlanningFacts({
      index,
      store: new SqlEnergyStore(records),
      tables: new EnergyTables(index.model),
      openOrders: (line) => orders.list({ line, open: 'true', limit: 500 }),
      limitsOf: (line) => readLimits(savings, line),
    }),
    plans: new SqlPlanStore(records),
    modes: () => savings.modes(),
    logger,
  });
}
