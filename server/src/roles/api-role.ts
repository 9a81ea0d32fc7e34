import { join } from 'node:path';
import type { ProcessFigures, ProcessNote } from '@linetwin/contracts';
import { lineOf } from '@linetwin/model';
import { AlarmsService } from '../alarms/alarms.service.ts';
import { SqlAlarmLog } from '../alarms/sql-alarm-log.ts';
import { DiskBoard } from '../cluster/disk-board.ts';
import type { LineOwnership } from '../cluster/line-ownership.port.ts';
import { OwnerSurvey } from '../cluster/owner-survey.ts';
import type { Processes } from '../cluster/processes.ts';
import type { LineRequests } from '../cluster/line-requests.port.ts';
import { FiguresService } from '../cluster/figures.service.ts';
import { CommandsService } from '../commands/commands.service.ts';
import { SqlCommandStore } from '../commands/sql-command-store.ts';
import { BearingHealthService } from '../condition/bearing/bearing-health.service.ts';
import { BurstsService } from '../condition/bursts/bursts.service.ts';
import { FileBurstStore } from '../condition/bursts/file-burst-store.ts';
import { SqlBurstStore } from '../condition/bursts/sql-burst-store.ts';
import { MachineMonitorsService } from '../condition/monitor/machine-monitors.service.ts';
import { SqlMonitorStore } from '../condition/monitor/sql-monitor-store.ts';
import { FindingsService } from '../condition/findings/findings.service.ts';
import { SqlBearingHealthStore } from '../condition/bearing/sql-bearing-health-store.ts';
import { SqlFindingStore } from '../condition/findings/sql-finding-store.ts';
import { BaselinesService } from '../energy/baselines.service.ts';
import { SqlBaselineStore } from '../energy/sql-baseline-store.ts';
import { SqlDemandNotes } from '../energy/sql-demand-notes.ts';
import { BillService } from '../energy/bill.service.ts';
import { DemandBoard } from '../energy/demand-board.ts';
import { EnergyService } from '../energy/energy.service.ts';
import { EnergyTables } from '../energy/energy-tables.ts';
import { ReadingsService } from '../energy/readings.service.ts';
import { SqlEnergyStore } from '../energy/sql-energy-store.ts';
import { GapsService } from '../gaps/gaps.service.ts';
import { SqlGapStore } from '../gaps/sql-gap-store.ts';
import { HistoryExportService } from '../history/history-export.service.ts';
import { SignalStatisticsService } from '../history/signal-statistics.service.ts';
import { IncidentsService } from '../incidents/incidents.service.ts';
import { SqlIncidentStore } from '../incidents/sql-incident-store.ts';
import { HttpIntake } from '../ingest/http/http-intake.ts';
import { Rejects } from '../ingest/rejects.ts';
import { SourcesService } from '../ingest/sources.service.ts';
import { KpiBoard } from '../kpi/kpi-board.ts';
import { LayoutService } from '../layout/layout.service.ts';
import { PlantFiles } from '../layout/plant-files.ts';
import { LiveService } from '../live/live.service.ts';
import { createChannel } from '../notices/create-channel.ts';
import { IncidentResponses } from '../notices/incident-responses.ts';
import { NoticesService } from '../notices/notices.service.ts';
import { SqlNoticeStore } from '../notices/sql-notice-store.ts';
import { exportWorkOrder } from '../notices/work-order-export.ts';
import { SqlWorkOrderStore } from '../work-orders/sql-work-order-store.ts';
import { WorkOrdersService } from '../work-orders/work-orders.service.ts';
import { MachineModels } from '../twin/machine-models.ts';
import type { Part } from '../platform/lifecycle.ts';
import { OrdersService } from '../production/orders.service.ts';
import { ProductionService } from '../production/production.service.ts';
import { SqlReportStore } from '../production/report/sql-report-store.ts';
import { SqlOrderStore } from '../production/sql-order-store.ts';
import { SqlProductionStore } from '../production/sql-production-store.ts';
import { SqlWallStore } from '../wall/sql-wall-store.ts';
import { SqlTimeNoteStore } from '../time-notes/sql-time-note-store.ts';
import { TimeNotesService } from '../time-notes/time-notes.service.ts';
import { WallsService } from '../wall/walls.service.ts';
import { PlannerService } from '../planner/planner.service.ts';
import { PlanningFacts } from '../planner/planning-facts.ts';
import { seenStocks } from '../planner/seen-stocks.ts';
import { SqlPlanStore } from '../planner/sql-plan-store.ts';
import { RulesService } from '../rules/rules.service.ts';
import { SqlBackTestStore } from '../rules/sql-back-test-store.ts';
import { SqlRuleStore } from '../rules/sql-rule-store.ts';
import { linesWith, measuresOfLine } from '../savings/measures-of-line.ts';
import { readDemandShare, readLimits } from '../savings/set-limits.ts';
import { SavingsService } from '../savings/savings.service.ts';
import { SqlSavingStore } from '../savings/sql-saving-store.ts';
import { ReplayService } from '../replay/replay.service.ts';
import { SqlPastRecords } from '../replay/sql-past-records.ts';
import { SqlStateLog } from '../state-log/sql-state-log.ts';
import { SeamsService } from '../weld/seams.service.ts';
import { SqlSeamStore } from '../weld/sql-seam-store.ts';
import { SqlVerdictStore } from '../weld/sql-verdict-store.ts';
import { createRuns } from './run-parts.ts';
import { HttpEdge } from './http-edge.ts';
import type { IngestRole } from './ingest/ingest-role.ts';
import type { PlantParts } from './plant-parts.ts';

import { lineEnergyOf } from './line-energy-of.ts';
const DAY_MS = 86_400_000;
/** Whoever looks at the planner again within this gets what the last one got. */
const SAME_HOLDS_MS = 1000;

/** The role api: pages, REST and the live protocol, over what this process owns and what others tell. */
export class ApiRole {
  /** Address of the pages once started. */
  http = '';
  private readonly plant: PlantParts;
  private readonly rejects: Rejects;
  private readonly telemetry: HttpIntake;
  private readonly alarms: AlarmsService;
  private readonly findings: FindingsService;
  private readonly incidents: IncidentsService;
  private readonly responses: IncidentResponses;
  private readonly notices: NoticesService;
  private readonly workOrders: WorkOrdersService;
  private readonly seams: SeamsService;
  private readonly gaps: GapsService;
  private readonly energy: EnergyService;
  private readonly readings: ReadingsService;
  private readonly commands: CommandsService;
  private readonly baselines: BaselinesService;
  private readonly bills: BillService;
  private readonly demand: DemandBoard;
  /** Whether it is this role's to start: the role ingest in the same process has one already. */
  private readonly ownsDemand: boolean;
  private readonly savings: SavingsService;
  private readonly planner: PlannerService;
  private readonly rules: RulesService;
  private readonly runs: ReturnType<typeof createRuns>;
  private readonly sources: SourcesService;
  private readonly kpis: KpiBoard;
  private readonly production: ProductionService;
  private readonly orders: OrdersService;
  private readonly live: LiveService;
  private readonly replay: ReplayService;
  private readonly processes: Processes;
  private readonly figures: FiguresService;
  private readonly walls: WallsService;
  private readonly layout: LayoutService;
  private readonly edge = new HttpEdge();

  /** @param parts.ingest the role ingest in the same process, if it plays that too */
  constructor(
    plant: PlantParts,
    parts: {
      ingest?: IngestRole;
      ownership?: LineOwnership;
      requests: LineRequests;
      ownFigures: () => ProcessFigures;
      processes: () => Promise<ProcessNote[]>;
    },
  ) {
    this.plant = plant;
    const lines = plant.index.model.lines.map(({ id }) => id);
    this.processes = { list: parts.processes };
    this.figures = new FiguresService({ lines, requests: parts.requests, own: parts.ownFigures });
    const { events, records, jobs, twin, run, logger, metrics } = plant;
    this.rejects = parts.ingest?.rejects ?? new Rejects();
    this.telemetry = new HttpIntake({
      lines,
      requests: parts.requests,
      rejects: this.rejects,
    });
    this.walls = new WallsService(new SqlWallStore(records));
    this.layout = new LayoutService({
      files: new PlantFiles(plant.settings.plantFolder, plant.folder('plant-backups')),
      model: plant.index.model,
      // Servers of one plant take each other's values only under the same version of the model.
      adopts: !plant.settings.clustered,
      onTakenUp: () => this.live.showNewModel(),
    });
    this.alarms = new AlarmsService({
      log: new SqlAlarmLog(records),
      keeper: parts.ingest?.alarm.alarms,
      requests: parts.requests,
      events,
      ownsMachine: (equipment) => parts.ownership?.owns(lineOf(equipment)) ?? false,
    });
    this.findings = new FindingsService({
      store: new SqlFindingStore(records),
      jobs,
      events,
      onProblem: (what, error) => logger.error({ error: error.message }, what),
    });
    this.incidents = new IncidentsService({
      store: new SqlIncidentStore(records),
      keeper: parts.ingest?.diagnosis.incidents,
      events,
      ownsMachine: (equipment) => parts.ownership?.owns(lineOf(equipment)) ?? false,
    });
    const noticeStore = new SqlNoticeStore(records);
    const { alarms, incidents } = this;
    this.responses = new IncidentResponses({ store: noticeStore, alarms, incidents });
    this.notices = new NoticesService({
      store: noticeStore,
      responses: this.responses,
      incidents,
      create: createChannel,
    });
    this.workOrders = new WorkOrdersService({
      store: new SqlWorkOrderStore(records),
      incidents,
      exported: (changed) => exportWorkOrder(noticeStore, twin.index, changed),
    });
    this.seams = new SeamsService({
      store: new SqlSeamStore(records),
      verdicts: new SqlVerdictStore(records),
      keeper: parts.ingest?.diagnosis.seams,
      judge: parts.ingest?.diagnosis.seamJudge,
      events,
    });
    this.gaps = new GapsService({
      store: new SqlGapStore(records),
      keeper: parts.ingest?.gaps,
      index: plant.index,
    });
    const energyParts = {
      index: plant.index,
      store: new SqlEnergyStore(records),
      tables: new EnergyTables(plant.index.model),
    };
    this.energy = new EnergyService({
      ...energyParts,
      settled: () => parts.ingest?.production.energy.settled() ?? Promise.resolve(),
    });
    this.readings = new ReadingsService(energyParts);
    this.bills = new BillService({
      ...energyParts,
      energy: this.energy,
      meansOf: async (signals, span) => {
        const figures = await plant.history.statistics({ signals, ...span, percents: [], exact: false });
        return figures.map(({ mean }) => mean);
      },
    });
    this.commands = new CommandsService({
      index: plant.index,
      store: new SqlCommandStore(records),
      requests: parts.requests,
    });
    const savings = new SqlSavingStore(records);
    this.demand =
      parts.ingest?.production.demand ??
      new DemandBoard({
        ...energyParts,
        notes: new SqlDemandNotes(records),
        warnShare: () => readDemandShare(savings, linesWith(plant.index, 'demand-peak')),
        twin,
        logger,
      });
    this.ownsDemand = parts.ingest === undefined;
    this.baselines = new BaselinesService({
      ...energyParts,
      baselines: new SqlBaselineStore(records),
      temperatures: (range) => plant.history.read(range),
    });
    this.savings = new SavingsService({
      lines: lines.map((id) => ({ id, measures: measuresOfLine(plant.index, id) })),
      store: savings,
      requests: parts.requests,
      ratesOf: energyParts.tables.ratesOf,
    });
    this.sources = new SourcesService({
      lines,
      requests: parts.requests,
      flaggedFromMs: plant.settings.clockSkewMs,
    });
    this.kpis = new KpiBoard(events);
    const ledger = new SqlProductionStore(records);
    this.production = new ProductionService({
      index: plant.index,
      store: ledger,
      energyOf: lineEnergyOf(plant.index, records),
      settled: () => parts.ingest?.production.production.settled() ?? Promise.resolve(),
    });
    this.orders = new OrdersService({
      index: plant.index,
      orders: new SqlOrderStore(records),
      production: ledger,
    });
    this.planner = new PlannerService({
      facts: new PlanningFacts({
        ...energyParts,
        openOrders: (line) => this.orders.list({ line, open: 'true', limit: 500 }),
        limitsOf: (line) => readLimits(savings, line),
      }),
      plans: new SqlPlanStore(records),
      jobs,
      modes: () => this.savings.modes(),
      owners: new OwnerSurvey({
        question: 'ReadHolds',
        lines,
        requests: parts.requests,
        sameAnswerMs: SAME_HOLDS_MS,
      }),
      follow: (line) => parts.requests.ask(line, 'FollowPlans', { line }),
      seenStocks: (lines, now) => seenStocks(twin, lines, now),
    });
    this.rules = new RulesService({
      index: plant.index,
      rules: new SqlRuleStore(records),
      tests: new SqlBackTestStore(records),
      jobs,
      events,
    });
    this.runs = createRuns(plant);
    this.live = new LiveService(twin, events, run);
    this.replay = new ReplayService({
      index: plant.index,
      history: plant.history,
      records: new SqlPastRecords(records, new SqlSeamStore(records), new SqlVerdictStore(records)),
      stateLog: new SqlStateLog(records),
      runs: this.runs.runs,
      keepsValuesMs: plant.settings.retention.rawDays * DAY_MS,
    });
    metrics.gauge('replay_cursors', 'Replays that run', () => this.replay.cursors);
    metrics.gauge('live_clients', 'Dashboards subscribed', () => this.live.figures().members);
    metrics.gauge(
      'live_folded_values',
      'Values that newer ones replaced before they were sent, since the start',
      () => this.live.figures().folded,
    );
    plant.figures.add('dashboards', () => this.live.figures().members);
    plant.figures.addRate('foldedPerS', () => this.live.figures().folded);
    metrics.gauge('live_clients_behind', 'Dashboards that cannot keep up', () => this.live.figures().behind);
  }

  /** Reads what happened elsewhere while nobody here could hear it. */
  async catchUp(): Promise<void> {
    await this.alarms.catchUp();
    await this.seams.catchUp();
    await this.incidents.catchUp();
  }

  /** To be started after the stores. */
  parts(): Part[] {
    const { plant, alarms, findings, incidents, seams, gaps, sources, kpis, live, processes, figures } = this;
    const {
      edge,
      rejects,
      telemetry,
      production,
      orders,
      energy,
      readings,
      commands,
      baselines,
      bills,
      demand,
      savings,
      planner,
      rules,
      runs,
      replay,
    } = this;
    const { twin, history, quarantine, health, metrics, disk, access, settings, logger, version } = plant;
    return [
      { name: 'alarm board', start: () => alarms.start(), stop: () => alarms.stop() },
      { name: 'seam board', start: () => seams.start(), stop: () => seams.stop() },
      { name: 'incident board', start: () => incidents.start(), stop: () => incidents.stop() },
      { name: 'findings', start: () => findings.start(), stop: () => findings.stop() },
      { name: 'indicator board', start: () => kpis.start(), stop: () => kpis.stop() },
      ...(this.ownsDemand
        ? [{ name: 'demand', start: () => demand.start(), stop: () => demand.stop() }]
        : []),
      { name: 'live', start: () => live.start(), stop: () => live.stop() },
      { name: 'replay', start: () => undefined, stop: () => replay.stop() },
      runs.part,
      { name: 'access', start: () => access.start(), stop: () => access.stop() },
      {
        name: 'pages',
        start: async () => {
          const parts = {
            twin,
            history,
            statistics: new SignalStatisticsService(history, (...range) => gaps.shares(...range)),
            exports: new HistoryExportService(history),
            bursts: this.bursts(),
            quarantine,
            rejects,
            telemetry,
            alarms,
            findings,
            bearings: new BearingHealthService({
              index: plant.index,
              store: new SqlBearingHealthStore(plant.records),
            }),
            monitors: new MachineMonitorsService({
              index: plant.index,
              store: new SqlMonitorStore(plant.records),
              wantedHours: settings.monitorHours,
            }),
            incidents,
            responses: this.responses,
            notices: this.notices,
            workOrders: this.workOrders,
            seams,
            gaps,
            energy,
            readings,
            commands,
            baselines,
            bills,
            demand,
            savings,
            planner,
            rules,
            runs: runs.runs,
            runImports: runs.imports,
            sources,
            kpis,
            production,
            orders,
            reports: new SqlReportStore(plant.records),
            live,
            replay,
            health,
            metrics,
            disks: new DiskBoard(disk, processes),
            processes,
            figures,
            access,
            walls: this.walls,
            timeNotes: new TimeNotesService(
              new SqlTimeNoteStore(plant.records),
              (id) => plant.index.line(id) !== undefined,
            ),
            layout: this.layout,
            machineModels: new MachineModels(
              this.plant.settings.plantFolder,
              this.plant.index.model,
              this.plant.logger,
            ),
          };
          this.http = await edge.start(settings, parts, logger, version);
        },
        stop: () => edge.stop(),
      },
    ];
  }

  /** Where workers find them: on this machine, or in the records when they may be on others. */
  private bursts(): BurstsService {
    const { settings, records, index } = this.plant;
    const { clustered, burstRetention, dataFolder } = settings;
    const store = clustered
      ? new SqlBurstStore(records, burstRetention)
      : new FileBurstStore(join(dataFolder, 'bursts'), burstRetention);
    return new BurstsService(store, index);
  }
}
