import { Module, type DynamicModule } from '@nestjs/common';
import { AccessRoom } from '../access/access-room.ts';
import { AuditController } from '../access/audit/audit.controller.ts';
import { AuditTrail } from '../access/audit/audit-trail.ts';
import { DirectoryController } from '../access/sessions/directory.controller.ts';
import { DisplaysController } from '../access/displays/displays.controller.ts';
import { DisplaysService } from '../access/displays/displays.service.ts';
import { Identifier } from '../access/identifier.ts';
import { KeysController } from '../access/keys/keys.controller.ts';
import { KeysService } from '../access/keys/keys.service.ts';
import { SessionController } from '../access/sessions/session.controller.ts';
import { Sessions } from '../access/sessions/sessions.ts';
import { UsersController } from '../access/users/users.controller.ts';
import { UsersService } from '../access/users/users.service.ts';
import { AlarmPointsController } from '../alarms/alarm-points.controller.ts';
import { AlarmReportsController } from '../alarms/alarm-reports.controller.ts';
import { AlarmsController } from '../alarms/alarms.controller.ts';
import { AlarmsService } from '../alarms/alarms.service.ts';
import { DiskBoard } from '../cluster/disk-board.ts';
import { DiskController } from '../cluster/disk.controller.ts';
import { FiguresController } from '../cluster/figures.controller.ts';
import { FiguresService } from '../cluster/figures.service.ts';
import { ProcessesController } from '../cluster/processes.controller.ts';
import { Processes } from '../cluster/processes.ts';
import { CommandsController } from '../commands/commands.controller.ts';
import { CommandsService } from '../commands/commands.service.ts';
import { BearingHealthController } from '../condition/bearing/bearing-health.controller.ts';
import { BearingHealthService } from '../condition/bearing/bearing-health.service.ts';
import { BurstsController } from '../condition/bursts/bursts.controller.ts';
import { BurstsService } from '../condition/bursts/bursts.service.ts';
import { MachineMonitorsController } from '../condition/monitor/machine-monitors.controller.ts';
import { MachineMonitorsService } from '../condition/monitor/machine-monitors.service.ts';
import { FindingsController } from '../condition/findings/findings.controller.ts';
import { FindingsService } from '../condition/findings/findings.service.ts';
import { BaselinesController } from '../energy/baselines.controller.ts';
import { BaselinesService } from '../energy/baselines.service.ts';
import { BillService } from '../energy/bill.service.ts';
import { DemandBoard } from '../energy/demand-board.ts';
import { EnergyController } from '../energy/energy.controller.ts';
import { EnergyService } from '../energy/energy.service.ts';
import { ReadingsService } from '../energy/readings.service.ts';
import { GapsController } from '../gaps/gaps.controller.ts';
import { GapsService } from '../gaps/gaps.service.ts';
import { HistoryExportService } from '../history/history-export.service.ts';
import { HistoryController } from '../history/history.controller.ts';
import { HistoryStore } from '../history/history.port.ts';
import { SignalStatisticsService } from '../history/signal-statistics.service.ts';
import { QuarantineController } from '../history/quarantine.controller.ts';
import { Quarantine } from '../history/quarantine.ts';
import { HttpIntake } from '../ingest/http/http-intake.ts';
import { TelemetryController } from '../ingest/http/telemetry.controller.ts';
import { IncidentsController } from '../incidents/incidents.controller.ts';
import { IncidentsService } from '../incidents/incidents.service.ts';
import { Rejects } from '../ingest/rejects.ts';
import { RejectsController } from '../ingest/rejects.controller.ts';
import { SourcesController } from '../ingest/sources.controller.ts';
import { SourcesService } from '../ingest/sources.service.ts';
import { KpiController } from '../kpi/kpi.controller.ts';
import { KpiBoard } from '../kpi/kpi-board.ts';
import { LayoutController } from '../layout/layout.controller.ts';
import { LayoutService } from '../layout/layout.service.ts';
import { LiveDoor } from '../live/live-door.port.ts';
import { LiveGateway } from '../live/live.gateway.ts';
import { LiveService } from '../live/live.service.ts';
import { IncidentResponsesController } from '../notices/incident-responses.controller.ts';
import { IncidentResponses } from '../notices/incident-responses.ts';
import { NoticeLinksController } from '../notices/notice-links.controller.ts';
import { NoticesController } from '../notices/notices.controller.ts';
import { NoticesService } from '../notices/notices.service.ts';
import { WorkOrdersController } from '../work-orders/work-orders.controller.ts';
import { WorkOrdersService } from '../work-orders/work-orders.service.ts';
import { OrdersController } from '../production/orders.controller.ts';
import { OrdersService } from '../production/orders.service.ts';
import { ProductionController } from '../production/production.controller.ts';
import { ProductionService } from '../production/production.service.ts';
import { ReportStore } from '../production/report/report-store.port.ts';
import { ReportsController } from '../production/report/reports.controller.ts';
import { HealthService } from '../platform/health.service.ts';
import { Metrics } from '../platform/metrics.ts';
import { SystemController } from '../platform/system.controller.ts';
import { PlannerController } from '../planner/planner.controller.ts';
import { PlannerService } from '../planner/planner.service.ts';
import { RulesController } from '../rules/rules.controller.ts';
import { RulesService } from '../rules/rules.service.ts';
import { RunHistoryController } from '../runs/run-history.controller.ts';
import { RunImports } from '../runs/run-imports.ts';
import { RunSignals } from '../runs/run-signals.ts';
import { RunsController } from '../runs/runs.controller.ts';
import { RunsService } from '../runs/runs.service.ts';
import { SavingsController } from '../savings/savings.controller.ts';
import { SavingsService } from '../savings/savings.service.ts';
import { ReplayController } from '../replay/replay.controller.ts';
import { ReplayGateway } from '../replay/replay.gateway.ts';
import { ReplayService } from '../replay/replay.service.ts';
import { MachineModelsController } from '../twin/machine-models.controller.ts';
import { MachineModels } from '../twin/machine-models.ts';
import { ModelController } from '../twin/model.controller.ts';
import { TimeNotesController } from '../time-notes/time-notes.controller.ts';
import { TimeNotesService } from '../time-notes/time-notes.service.ts';
import { Twin } from '../twin/twin.ts';
import { WallsController } from '../wall/walls.controller.ts';
import { WallsService } from '../wall/walls.service.ts';
import { SeamsController } from '../weld/seams.controller.ts';
import { SeamsService } from '../weld/seams.service.ts';

/** What the api's controllers and its gateway ask for. */
export interface ApiParts {
  twin: Twin;
  history: HistoryStore;
  statistics: SignalStatisticsService;
  exports: HistoryExportService;
  bursts: BurstsService;
  quarantine: Quarantine;
  telemetry: HttpIntake;
  rejects: Rejects;
  alarms: AlarmsService;
  findings: FindingsService;
  bearings: BearingHealthService;
  monitors: MachineMonitorsService;
  incidents: IncidentsService;
  responses: IncidentResponses;
  notices: NoticesService;
  workOrders: WorkOrdersService;
  seams: SeamsService;
  gaps: GapsService;
  energy: EnergyService;
  readings: ReadingsService;
  commands: CommandsService;
  baselines: BaselinesService;
  bills: BillService;
  demand: DemandBoard;
  savings: SavingsService;
  planner: PlannerService;
  rules: RulesService;
  runs: RunsService;
  runImports: RunImports;
  sources: SourcesService;
  kpis: KpiBoard;
  production: ProductionService;
  orders: OrdersService;
  reports: ReportStore;
  live: LiveService;
  replay: ReplayService;
  health: HealthService;
  metrics: Metrics;
  disks: DiskBoard;
  processes: Processes;
  figures: FiguresService;
  access: AccessRoom;
  walls: WallsService;
  timeNotes: TimeNotesService;
  layout: LayoutService;
  machineModels: MachineModels;
}

/** HTTP and WebSocket edge over services that are composed and started outside of the framework. */
@Module({})
export class ApiModule {
  static over(parts: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        ModelController,
        LayoutController,
        MachineModelsController,
        HistoryController,
        BurstsController,
        QuarantineController,
        AlarmsController,
        AlarmPointsController,
        AlarmReportsController,
        FindingsController,
        BearingHealthController,
        MachineMonitorsController,
        IncidentsController,
        IncidentResponsesController,
        NoticesController,
        NoticeLinksController,
        WorkOrdersController,
        SeamsController,
        GapsController,
        CommandsController,
        PlannerController,
        RulesController,
        RunHistoryController,
        RunsController,
        SavingsController,
        KpiController,
        ProductionController,
        OrdersController,
        EnergyController,
        BaselinesController,
        ReportsController,
        TelemetryController,
        RejectsController,
        SourcesController,
        SystemController,
        DiskController,
        ProcessesController,
        FiguresController,
        SessionController,
        DirectoryController,
        UsersController,
        KeysController,
        DisplaysController,
        WallsController,
        ReplayController,
        TimeNotesController,
        AuditController,
      ],
      providers: [
        LiveGateway,
        ReplayGateway,
        { provide: Twin, useValue: parts.twin },
        { provide: HistoryStore, useValue: parts.history },
        { provide: SignalStatisticsService, useValue: parts.statistics },
        { provide: HistoryExportService, useValue: parts.exports },
        { provide: BurstsService, useValue: parts.bursts },
        { provide: Quarantine, useValue: parts.quarantine },
        { provide: HttpIntake, useValue: parts.telemetry },
        { provide: Rejects, useValue: parts.rejects },
        { provide: AlarmsService, useValue: parts.alarms },
        { provide: FindingsService, useValue: parts.findings },
        { provide: BearingHealthService, useValue: parts.bearings },
        { provide: MachineMonitorsService, useValue: parts.monitors },
        { provide: IncidentsService, useValue: parts.incidents },
        { provide: IncidentResponses, useValue: parts.responses },
        { provide: NoticesService, useValue: parts.notices },
        { provide: WorkOrdersService, useValue: parts.workOrders },
        { provide: SeamsService, useValue: parts.seams },
        { provide: GapsService, useValue: parts.gaps },
        { provide: EnergyService, useValue: parts.energy },
        { provide: BillService, useValue: parts.bills },
        { provide: DemandBoard, useValue: parts.demand },
        { provide: BaselinesService, useValue: parts.baselines },
        { provide: ReadingsService, useValue: parts.readings },
        { provide: CommandsService, useValue: parts.commands },
        { provide: SavingsService, useValue: parts.savings },
        { provide: PlannerService, useValue: parts.planner },
        { provide: SourcesService, useValue: parts.sources },
        { provide: RulesService, useValue: parts.rules },
        { provide: RunsService, useValue: parts.runs },
        { provide: RunSignals, useValue: new RunSignals(parts.twin.index, parts.runs, parts.exports) },
        { provide: RunImports, useValue: parts.runImports },
        { provide: KpiBoard, useValue: parts.kpis },
        { provide: ProductionService, useValue: parts.production },
        { provide: OrdersService, useValue: parts.orders },
        { provide: ReportStore, useValue: parts.reports },
        { provide: LiveService, useValue: parts.live },
        { provide: ReplayService, useValue: parts.replay },
        { provide: HealthService, useValue: parts.health },
        { provide: Metrics, useValue: parts.metrics },
        { provide: DiskBoard, useValue: parts.disks },
        { provide: Processes, useValue: parts.processes },
        { provide: FiguresService, useValue: parts.figures },
        { provide: AccessRoom, useValue: parts.access },
        { provide: LiveDoor, useValue: parts.access.door },
        { provide: Identifier, useValue: parts.access.identifier },
        { provide: Sessions, useValue: parts.access.sessions },
        { provide: UsersService, useValue: parts.access.users },
        { provide: KeysService, useValue: parts.access.keys },
        { provide: DisplaysService, useValue: parts.access.displays },
        { provide: WallsService, useValue: parts.walls },
        { provide: TimeNotesService, useValue: parts.timeNotes },
        { provide: LayoutService, useValue: parts.layout },
        { provide: MachineModels, useValue: parts.machineModels },
        { provide: AuditTrail, useValue: parts.access.trail },
      ],
    };
  }
}
