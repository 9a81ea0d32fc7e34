import { commandTopicOf, type CommandMessage } from '@linetwin/contracts';
import { lineOf, linePath } from '@linetwin/model';
import { AlarmEngine } from '../alarms/alarm-engine.ts';
import { AlarmKeeper } from '../alarms/alarm-keeper.ts';
import { SqlAlarmLog } from '../alarms/sql-alarm-log.ts';
import { StandingFile } from '../alarms/standing-file.ts';
import type { LineKeeper } from '../cluster/line-keeper.ts';
import type { LineRequests } from '../cluster/line-requests.port.ts';
import { CommandDesk } from '../commands/command-desk.ts';
import { SqlCommandStore } from '../commands/sql-command-store.ts';
import { BurstForwarder } from '../condition/burst-forwarder.ts';
import { FileBurstStore } from '../condition/file-burst-store.ts';
import { SqlBurstStore } from '../condition/sql-burst-store.ts';
import { EnergyKeeper } from '../energy/energy-keeper.ts';
import { SqlEnergyStore } from '../energy/sql-energy-store.ts';
import { SqlFindingStore } from '../condition/sql-finding-store.ts';
import { MonitorKeeper } from '../condition/monitor-keeper.ts';
import { SqlMonitorStore } from '../condition/sql-monitor-store.ts';
import { ValueDiagnosis } from '../condition/value-diagnosis.ts';
import { GapKeeper } from '../gaps/gap-keeper.ts';
import { SqlGapStore } from '../gaps/sql-gap-store.ts';
import { HistoryWriter } from '../history/history-writer.ts';
import { IncidentKeeper } from '../incidents/incident-keeper.ts';
import { SqlIncidentStore } from '../incidents/sql-incident-store.ts';
import { BurstIntake } from '../ingest/burst-intake.ts';
import { Intake } from '../ingest/intake.ts';
import { keepTelemetry } from '../ingest/http/http-intake.ts';
import { BrokerClients } from '../ingest/mqtt/broker-clients.ts';
import { EmbeddedBroker } from '../ingest/mqtt/embedded-broker.ts';
import { Rejects } from '../ingest/rejects.ts';
import { SeamIntake } from '../ingest/seam-intake.ts';
import { Sources } from '../ingest/sources.ts';
import { FileBookStore } from '../kpi/file-book-store.ts';
import { KpiKeeper } from '../kpi/kpi-keeper.ts';
import { SqlBookStore } from '../kpi/sql-book-store.ts';
import { NoticeKeeper } from '../notices/notice-keeper.ts';
import { NoticePlanner } from '../notices/notice-planner.ts';
import { SqlNoticeStore } from '../notices/sql-notice-store.ts';
import { trendEvidence } from '../notices/trend-evidence.ts';
import type { Part } from '../platform/lifecycle.ts';
import { AppliedPlans } from '../planner/applied-plans.ts';
import { ShiftPlans } from '../planner/shift-plans.ts';
import { SqlPlanStore } from '../planner/sql-plan-store.ts';
import { BackTestFeeder } from '../rules/back-test-feeder.ts';
import { LiveRules } from '../rules/live-rules.ts';
import { LiveRulesFile } from '../rules/live-rules-file.ts';
import { SqlBackTestStore } from '../rules/sql-back-test-store.ts';
import { SqlRuleStore } from '../rules/sql-rule-store.ts';
import { RuleKeeper } from '../savings/rule-keeper.ts';
import { SqlSavingStore } from '../savings/sql-saving-store.ts';
import { LmdbSpool } from '../spool/lmdb-spool.ts';
import { FirstAlarms } from '../production/first-alarms.ts';
import { ProductionKeeper } from '../production/production-keeper.ts';
import { ShiftEnds } from '../production/report/shift-ends.ts';
import { RunningOrders } from '../production/running-orders.ts';
import { SqlOrderStore } from '../production/sql-order-store.ts';
import { SqlProductionStore } from '../production/sql-production-store.ts';
import { SqlStateLog } from '../state-log/sql-state-log.ts';
import { StateLogKeeper } from '../state-log/state-log-keeper.ts';
import { LineRestore } from '../twin/line-restore.ts';
import { restoreTwin } from '../twin/restore.ts';
import { SeamKeeper } from '../weld/seam-keeper.ts';
import { SeamJudge } from '../weld/seam-judge.ts';
import { SqlSeamStore } from '../weld/sql-seam-store.ts';
import { SqlVerdictStore } from '../weld/sql-verdict-store.ts';
import { addIngestFigures } from './ingest-figures.ts';
import type { PlantParts } from './plant-parts.ts';

const DAY_MS = 86_400_000;

/** The role ingest: from a machine's message to history, alarms, indicators and jobs, for the lines that this process owns. */
export class IngestRole {
  readonly alarms: AlarmKeeper;
  readonly seams: SeamKeeper;
  readonly seamJudge: SeamJudge;
  readonly gaps: GapKeeper;
  readonly incidents: IncidentKeeper;
  readonly notices: NoticeKeeper;
  readonly energy: EnergyKeeper;
  readonly commands: CommandDesk;
  readonly rules: RuleKeeper;
  /** Rules that engineers wrote; `rules` are those that save energy. */
  readonly liveRules: LiveRules;
  private readonly backTests: BackTestFeeder;
  readonly valueDiagnosis: ValueDiagnosis;
  readonly monitors: MonitorKeeper;
  readonly rejects = new Rejects();
  readonly sources: Sources;
  /** Port of the embedded broker once started; `undefined` with a broker elsewhere. */
  mqttPort: number | undefined;
  /** Told of each line whose session at a broker ended by itself. */
  onSessionLost: (line: string) => void = () => undefined;
  private readonly plant: PlantParts;
  private readonly spool: LmdbSpool;
  private readonly writer: HistoryWriter;
  private readonly bursts: FileBurstStore;
  private readonly forwarder: BurstForwarder;
  private readonly kpis: KpiKeeper;
  private readonly orders: RunningOrders;
  private readonly firstAlarms: FirstAlarms;
  readonly production: ProductionKeeper;
  private readonly stateLog: StateLogKeeper;
  private readonly shiftEnds: ShiftEnds;
  private readonly shiftPlans: ShiftPlans;
  private readonly intake: Intake;
  private readonly broker: EmbeddedBroker;
  private readonly brokerClients: BrokerClients;

  /** @param clustered whether lines may go to other processes, and workers may be on other machines */
  constructor(plant: PlantParts, clustered: boolean) {
    this.plant = plant;
    const { settings, logger, index, events, twin, outbox, history, records, folder } = plant;
    this.spool = new LmdbSpool(
      folder('spool'),
      index.model.signals.map((signal) => signal.address),
    );
    this.writer = new HistoryWriter(this.spool, history, logger);
    this.alarms = new AlarmKeeper({
      engine: new AlarmEngine(index, twin),
      log: new SqlAlarmLog(records),
      outbox,
      file: new StandingFile(folder('standing-alarms.json')),
      events,
      logger,
    });
    this.liveRules = new LiveRules({
      twin,
      events,
      alarms: this.alarms,
      store: new SqlRuleStore(records),
      history,
      file: new LiveRulesFile(folder('live-rules.json')),
      logger,
    });
    this.backTests = new BackTestFeeder({
      index,
      rules: new SqlRuleStore(records),
      tests: new SqlBackTestStore(records),
      history,
      logger,
    });
    this.seams = new SeamKeeper({
      store: new SqlSeamStore(records),
      outbox,
      events,
      logger,
      keepDays: settings.seamKeepDays,
    });
    this.sources = new Sources(settings.clockSkewMs);
    this.gaps = new GapKeeper({
      index,
      twin,
      store: new SqlGapStore(records),
      outbox,
      events,
      conditions: {
        skewMs: (equipment) => this.sources.skewMs(equipment),
        isDisconnected: (equipment) => this.sources.isDisconnected(equipment),
        isBrokerAway: (line) => this.brokersElsewhere && !this.brokerClients.isHeard(this.pathOf(line)),
      },
      logger,
    });
    this.valueDiagnosis = new ValueDiagnosis({
      index,
      store: new SqlFindingStore(records),
      events,
      onProblem: (what, error) => logger.warn({ error: error.message }, what),
    });
    this.seamJudge = new SeamJudge({
      index,
      store: new SqlVerdictStore(records),
      outbox,
      events,
      logger,
      tellFinding: (verdict) => this.valueDiagnosis.tell(verdict),
      openFaults: (equipment) => this.valueDiagnosis.openSeamFaults(equipment),
      keepDays: settings.seamKeepDays,
    });
    const alarmLog = new SqlAlarmLog(records);
    this.monitors = new MonitorKeeper({
      index,
      events,
      history,
      store: new SqlMonitorStore(records),
      findings: new SqlFindingStore(records),
      alarms: alarmLog,
      jobs: plant.jobs,
      wantedHours: settings.monitorHours,
      onProblem: (what, error) => logger.warn({ error: error.message }, what),
    });
    this.incidents = new IncidentKeeper({
      index,
      store: new SqlIncidentStore(records),
      outbox,
      events,
      logger,
    });
    this.notices = new NoticeKeeper({
      planner: new NoticePlanner({
        store: new SqlNoticeStore(records),
        index,
        evidenceOf: (news) => trendEvidence(index, history, news),
        tell: (ids) => this.tellWorkers(ids),
      }),
      events,
      outbox,
      logger,
    });
    this.bursts = new FileBurstStore(folder('bursts'), settings.burstRetention);
    this.forwarder = new BurstForwarder({
      kept: this.bursts,
      shared: clustered ? new SqlBurstStore(records, settings.burstRetention) : undefined,
      jobs: plant.jobs,
      events,
      onProblem: (error) =>
        logger.error({ error: error.message }, 'a burst was not handed to the workers; it is tried again'),
    });
    this.kpis = new KpiKeeper({
      twin,
      events,
      books: clustered ? new SqlBookStore(records) : new FileBookStore(folder('shift-books.json')),
      gapsOf: (line, since, now) => this.gaps.touching(line, since, now),
      logger,
    });
    this.orders = new RunningOrders({ store: new SqlOrderStore(records), index, logger });
    this.firstAlarms = new FirstAlarms(events);
    this.production = new ProductionKeeper({
      twin,
      store: new SqlProductionStore(records),
      outbox,
      logger,
      orderOf: (line) => this.orders.of(line),
      firstAlarmOf: (machine, from, to) => this.firstAlarms.of(machine, from, to),
    });
    this.shiftEnds = new ShiftEnds({ index, jobs: plant.jobs, logger });
    this.shiftPlans = new ShiftPlans({ index, jobs: plant.jobs, logger });
    this.energy = new EnergyKeeper({
      twin,
      store: new SqlEnergyStore(records),
      outbox,
      logger,
      orderOf: (line) => {
        const { product, order } = this.orders.of(line);
        return { product, lot: order };
      },
    });
    this.stateLog = new StateLogKeeper({
      index,
      twin,
      log: new SqlStateLog(records),
      outbox,
      events,
      alarms: () => this.alarms.standing(),
      findings: () => new SqlFindingStore(records).open(),
      periodMs: settings.stateLogMs,
      keepMs: settings.retention.rawDays * DAY_MS,
      logger,
    });
    this.intake = new Intake({
      twin,
      spool: this.spool,
      bursts: new BurstIntake(index, this.bursts, events, this.rejects),
      seams: new SeamIntake(index, this.seams, this.rejects),
      events,
      rejects: this.rejects,
      sources: this.sources,
      disk: plant.disk,
    });
    plant.gauge.count('spool', () => this.spool.bytes());
    this.broker = new EmbeddedBroker({
      intake: this.intake,
      gate: plant.access.gate,
      rejects: this.rejects,
      sources: this.sources,
      logger,
    });
    this.brokerClients = new BrokerClients({
      ...settings.mqtt,
      taker: this.intake,
      logger,
      onLost: (path) => this.onSessionLost(lineOf(path)),
    });
    this.commands = new CommandDesk({
      index,
      store: new SqlCommandStore(records),
      events,
      send: (equipment, message) => this.sendToMachine(equipment, message),
      logger,
    });
    this.rules = new RuleKeeper({
      twin,
      events,
      commands: this.commands,
      store: new SqlSavingStore(records),
      plans: new AppliedPlans({ store: new SqlPlanStore(records), logger }),
      logger,
    });
    addIngestFigures(plant, {
      spool: this.spool,
      writer: this.writer,
      intake: this.intake,
      sources: this.sources,
      connections: () =>
        this.brokersElsewhere
          ? this.brokerClients.connections()
          : { open: this.broker.clients, wanted: undefined },
      recorders: [
        this.alarms,
        this.seams,
        this.seamJudge,
        this.gaps,
        this.energy,
        this.incidents,
        this.notices,
        this.production,
        this.stateLog,
        plant.access.trail,
      ],
    });
  }

  /** Takes up what another brought to the log after it lost its lines. */
  catchUp(): Promise<void> {
    return this.alarms.takeLate();
  }

  /** What is done for each line, in the order of taking it up: messages come last. */
  keepers(clustered: boolean): LineKeeper[] {
    const { twin, history, logger } = this.plant;
    const keepers: LineKeeper[] = [
      // Before the alarms: what they tell when they go on with a line belongs to incidents that are known.
      keeper('incidents', this.incidents),
      keeper('value diagnosis', this.valueDiagnosis),
      keeper('monitors', this.monitors),
      keeper('alarms', this.alarms),
      keeper('rules', this.liveRules),
      keeper('back-tests', this.backTests),
      keeper('seam judge', this.seamJudge),
      keeper('seams', this.seams),
      keeper('gaps', this.gaps),
      keeper('indicators', this.kpis),
      keeper('energy', this.energy),
      keeper('production', this.production),
      keeper('commands', this.commands),
      keeper('energy rules', this.rules),
      keeper('shift ends', this.shiftEnds),
      keeper('shift plans', this.shiftPlans),
      // After those whose records it takes up.
      keeper('state log', this.stateLog),
    ];
    if (clustered)
      keepers.unshift(keeper('twin', new LineRestore(twin, history, logger)), keeper('intake', this.intake));
    if (this.brokersElsewhere) {
      keepers.push({
        name: 'MQTT sessions',
        takeLine: (line) => this.brokerClients.takeLine(this.pathOf(line)),
        dropLine: (line) => this.brokerClients.dropLine(this.pathOf(line)),
      });
    }
    return keepers;
  }

  /** Keeps history as it is until the function that this resolves to is called; what comes meanwhile waits in the spool. */
  holdHistory(): Promise<() => void> {
    return this.writer.hold();
  }

  /** Does what is asked of the owner of a line. */
  answer(requests: LineRequests): void {
    requests.handle('AcknowledgeAlarm', ({ id, by, comment }) => this.alarms.acknowledge(id, by, comment));
    requests.handle('ChangeAlarmPoint', ({ point, request, by }) => this.alarms.change(point, request, by));
    requests.handle('GiveCommand', ({ request, by }) => this.commands.give(request, by));
    requests.handle('ReturnCommand', ({ id }) => this.commands.giveBack(id));
    requests.handle('ApplyRecommendation', ({ id, by, seenAt }) => this.rules.apply(id, by, seenAt));
    requests.handle('KeepTelemetry', (messages) => keepTelemetry(this.intake, this.rejects, messages));
    requests.handle('ReadSources', async ({ line }) => ({
      owner: this.plant.run,
      sources: this.sources.report(line),
    }));
  }

  /** To be started after the stores and before the lines are taken. */
  parts(): Part[] {
    const { twin, history, logger } = this.plant;
    return [
      part('spool', this.spool),
      {
        name: 'twin',
        start: () =>
          restoreTwin(twin, history, this.spool, (error) =>
            logger.warn({ error: error.message }, 'history cannot tell the last values'),
          ),
      },
      part('history writer', this.writer),
      part('alarms', this.alarms),
      part('rules', this.liveRules),
      part('back-tests', this.backTests),
      part('seams', this.seams),
      part('seam judge', this.seamJudge),
      part('gaps', this.gaps),
      part('incidents', this.incidents),
      part('notices', this.notices),
      part('value diagnosis', this.valueDiagnosis),
      part('monitors', this.monitors),
      part('bursts', this.bursts),
      part('burst forwarder', this.forwarder),
      part('indicators', this.kpis),
      part('running orders', this.orders),
      part('first alarms', this.firstAlarms),
      part('production', this.production),
      part('shift ends', this.shiftEnds),
      part('shift plans', this.shiftPlans),
      part('energy', this.energy),
      part('commands', this.commands),
      part('energy rules', this.rules),
      part('state log', this.stateLog),
      part('intake', this.intake),
    ];
  }

  /** To be started when the lines are taken: with the broker in the server, machines may speak from here on. */
  door(): Part[] {
    if (this.brokersElsewhere) return [];
    const { settings } = this.plant;
    return [
      {
        name: 'MQTT broker',
        start: async () => {
          this.mqttPort = await this.broker.start(settings.host, settings.mqtt.port);
        },
        stop: () => this.broker.stop(),
      },
    ];
  }

  /** Workers look for themselves every second, so that a queue that is away only costs that. */
  private async tellWorkers(notices: string[]): Promise<void> {
    await this.plant.jobs
      .add('SendNotices', { notices }, notices[0])
      .catch((error: Error) =>
        this.plant.logger.debug({ error: error.message }, 'workers were not told of notices'),
      );
  }

  private sendToMachine(equipment: string, message: CommandMessage): void {
    const topic = commandTopicOf(equipment);
    const payload = Buffer.from(JSON.stringify(message));
    if (this.brokersElsewhere) this.brokerClients.publish(this.pathOf(lineOf(equipment)), topic, payload);
    else this.broker.publish(topic, payload);
  }

  private get brokersElsewhere(): boolean {
    return this.plant.settings.mqtt.brokers.length > 0;
  }

  private pathOf(id: string): string {
    const { site, lines } = this.plant.index.model;
    return linePath(site.id, lines.find((line) => line.id === id)!.area, id);
  }
}

/** A part under the name by which it is spoken of when it fails. */
function part(name: string, own: { start(): unknown; stop?(): unknown }): Part {
  return { name, start: () => own.start(), stop: () => own.stop?.() };
}

/** The same for what is done for each line. */
function keeper(name: string, own: Omit<LineKeeper, 'name'>): LineKeeper {
  return {
    name,
    takeLine: (line) => own.takeLine(line),
    dropLine: (line) => own.dropLine(line),
  };
}
