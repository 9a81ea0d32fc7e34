import { join } from 'node:path';
import type { Pairing, UserRole } from '@linetwin/contracts';
import { DEFAULT_LIMITS } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import {
  samplesOf,
  temporaryFolder,
  TEST_PLANT_TEXTS,
  TEST_SPINDLE,
  testPlant,
  writePlant,
} from '@linetwin/testing';
import { pino, type Logger } from 'pino';
import { AccessRoom } from '../../src/access/access-room.ts';
import { AlarmEngine } from '../../src/alarms/alarm-engine.ts';
import { AlarmKeeper } from '../../src/alarms/alarm-keeper.ts';
import { AlarmsService } from '../../src/alarms/alarms.service.ts';
import { FiguresService } from '../../src/cluster/figures.service.ts';
import type { LineRequestMap } from '../../src/cluster/line-requests.port.ts';
import { LocalLineRequests } from '../../src/cluster/local-line-requests.ts';
import { CommandsService } from '../../src/commands/commands.service.ts';
import { InMemoryCommandStore } from '../../src/commands/in-memory-command-store.ts';
import { InMemoryAlarmLog } from '../../src/alarms/in-memory-alarm-log.ts';
import { standingFile } from '../../src/alarms/standing-file.ts';
import { BearingHealthService } from '../../src/condition/bearing/bearing-health.service.ts';
import { InMemoryBearingHealthStore } from '../../src/condition/bearing/in-memory-bearing-health-store.ts';
import { InMemoryMonitorStore } from '../../src/condition/monitor/in-memory-monitor-store.ts';
import { MachineMonitorsService } from '../../src/condition/monitor/machine-monitors.service.ts';
import type { FindingsService } from '../../src/condition/findings/findings.service.ts';
import { readSettings, type Settings } from '../../src/config/settings.ts';
import { EventBus } from '../../src/events.ts';
import { BaselinesService } from '../../src/energy/baselines.service.ts';
import { InMemoryBaselineStore } from '../../src/energy/in-memory-baseline-store.ts';
import { BillService } from '../../src/energy/bill.service.ts';
import { DemandBoard } from '../../src/energy/demand-board.ts';
import { EnergyService } from '../../src/energy/energy.service.ts';
import { EnergyTables } from '../../src/energy/energy-tables.ts';
import { InMemoryEnergyStore } from '../../src/energy/in-memory-energy-store.ts';
import { ReadingsService } from '../../src/energy/readings.service.ts';
import { GapsService } from '../../src/gaps/gaps.service.ts';
import { IncidentsService } from '../../src/incidents/incidents.service.ts';
import { InMemoryIncidentStore } from '../../src/incidents/in-memory-incident-store.ts';
import { InMemoryGapStore } from '../../src/gaps/in-memory-gap-store.ts';
import { HistoryExportService } from '../../src/history/history-export.service.ts';
import { SignalStatisticsService } from '../../src/history/signal-statistics.service.ts';
import { BurstsService } from '../../src/condition/bursts/bursts.service.ts';
import { FileBurstStore } from '../../src/condition/bursts/file-burst-store.ts';
import { InMemoryHistory } from '../../src/history/in-memory-history.ts';
import { Quarantine } from '../../src/history/quarantine.ts';
import { HttpIntake } from '../../src/ingest/http/http-intake.ts';
import { Rejects } from '../../src/ingest/rejects.ts';
import { InMemoryPastRecords } from '../../src/replay/in-memory-past-records.ts';
import { ReplayService } from '../../src/replay/replay.service.ts';
import { InMemoryStateLog } from '../../src/state-log/in-memory-state-log.ts';
import { SourcesService } from '../../src/ingest/sources.service.ts';
import type { KpiBoard } from '../../src/kpi/kpi-board.ts';
import { LayoutService } from '../../src/layout/layout.service.ts';
import { PlantFiles } from '../../src/layout/plant-files.ts';
import { LiveService } from '../../src/live/live.service.ts';
import { createChannel } from '../../src/notices/create-channel.ts';
import { InMemoryNoticeStore } from '../../src/notices/in-memory-notice-store.ts';
import { IncidentResponses } from '../../src/notices/incident-responses.ts';
import { NoticesService } from '../../src/notices/notices.service.ts';
import { exportWorkOrder } from '../../src/notices/work-order-export.ts';
import { InMemoryWorkOrderStore } from '../../src/work-orders/in-memory-work-order-store.ts';
import { WorkOrdersService } from '../../src/work-orders/work-orders.service.ts';
import { DiskBoard } from '../../src/cluster/disk-board.ts';
import { DiskGuard } from '../../src/platform/disk-guard.ts';
import { FolderDiskGauge } from '../../src/platform/folder-disk-gauge.ts';
import { HealthService } from '../../src/platform/health.service.ts';
import { Metrics } from '../../src/platform/metrics.ts';
import { InMemoryOrderStore } from '../../src/production/in-memory-order-store.ts';
import { InMemoryProductionStore } from '../../src/production/in-memory-production-store.ts';
import { OrdersService } from '../../src/production/orders.service.ts';
import { InMemoryReportStore } from '../../src/production/report/in-memory-report-store.ts';
import { ProductionService } from '../../src/production/production.service.ts';
import { TestRecords } from '../../src/records/testing.ts';
import { HttpEdge } from '../../src/roles/http-edge.ts';
import { InMemoryPlanStore } from '../../src/planner/in-memory-plan-store.ts';
import { InMemoryBackTestStore } from '../../src/rules/in-memory-back-test-store.ts';
import { InMemoryRuleStore } from '../../src/rules/in-memory-rule-store.ts';
import { InMemoryRunStore } from '../../src/runs/in-memory-run-store.ts';
import { RunFolder } from '../../src/runs/run-folder.ts';
import { RunHistories } from '../../src/runs/run-histories.ts';
import { RunImports } from '../../src/runs/run-imports.ts';
import { RunsService } from '../../src/runs/runs.service.ts';
import { RulesService } from '../../src/rules/rules.service.ts';
import { PlannerService } from '../../src/planner/planner.service.ts';
import { PlanningFacts } from '../../src/planner/planning-facts.ts';
import { InMemorySavingStore } from '../../src/savings/in-memory-saving-store.ts';
import { SavingsService } from '../../src/savings/savings.service.ts';
import { InMemoryOutbox } from '../../src/spool/in-memory-outbox.ts';
import { MachineModels } from '../../src/twin/machine-models.ts';
import { Twin } from '../../src/twin/twin.ts';
import { SqlWallStore } from '../../src/wall/sql-wall-store.ts';
import { InMemoryTimeNoteStore } from '../../src/time-notes/in-memory-time-note-store.ts';
import { TimeNotesService } from '../../src/time-notes/time-notes.service.ts';
import { WallsService } from '../../src/wall/walls.service.ts';
import type { SeamsService } from '../../src/weld/seams.service.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
}

/** Somebody who asks: a browser without a window, which keeps its cookies. */
export class Visitor {
  private readonly url: string;
  private readonly cookies = new Map<string, string>();
  readonly headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url;
    this.headers = headers;
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookies.size > 0 && { cookie: this.cookie }),
        ...this.headers,
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
      text,
    };
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  set cookie(text: string) {
    this.cookies.clear();
    for (const pair of text.split('; ')) {
      const [name, value] = pair.split('=');
      this.cookies.set(name, value);
    }
  }
}

/** Pages, REST and live protocol of a small plant in this process, over the real records data base. */
export class TestEdge {
  readonly database: TestRecords;
  private readonly isGuest: boolean;
  readonly edge = new HttpEdge();
  readonly events = new EventBus(() => undefined);
  readonly backTests = new InMemoryBackTestStore();
  readonly incidentStore = new InMemoryIncidentStore();
  readonly noticeStore = new InMemoryNoticeStore();
  readonly production = new InMemoryProductionStore();
  readonly said: string[] = [];
  readonly logged: string[] = [];
  /** Telemetry that an owner of a line would have kept. */
  readonly kept: LineRequestMap['KeepTelemetry']['payload'][] = [];
  /** Why its disk takes nothing. */
  diskProblem: string | undefined;
  url = '';
  access!: AccessRoom;
  alarms!: AlarmsService;
  private keeper!: AlarmKeeper;
  settings!: Settings;
  private folder!: Awaited<ReturnType<typeof temporaryFolder>>;
  live!: LiveService;
  replay!: ReplayService;
  readonly past = new InMemoryPastRecords();
  readonly history = new InMemoryHistory();
  readonly stateLog = new InMemoryStateLog();
  readonly twin = new Twin(new ModelIndex(testPlant()));
  private readonly index = this.twin.index;

  /** @param database of another edge at the same plant, which is started before and stopped after this one */
  constructor(database?: TestRecords) {
    this.database = database ?? new TestRecords();
    this.isGuest = database !== undefined;
  }

  async start(environment: Record<string, string> = { LINETWIN_LOGIN: 'required' }): Promise<void> {
    this.folder = await temporaryFolder();
    await writePlant(this.plantFolder, TEST_PLANT_TEXTS);
    if (!this.isGuest) await this.database.start();
    this.settings = readSettings({
      LINETWIN_PORT: '0',
      LINETWIN_DASHBOARD: join(this.folder.path, 'no-dashboard'),
      ...environment,
    });
    const logger = this.logger();
    const outbox = new InMemoryOutbox();
    await outbox.start();
    this.access = new AccessRoom({
      records: this.database.records,
      outbox,
      settings: this.settings.access,
      logger,
      say: (line) => this.said.push(line),
    });
    await this.access.start();
    const log = new InMemoryAlarmLog();
    this.keeper = new AlarmKeeper({
      engine: new AlarmEngine(this.index, this.twin),
      log,
      outbox,
      file: standingFile(join(this.folder.path, 'standing-alarms.json')),
      events: this.events,
      logger,
    });
    this.keeper.start();
    for (const { id } of this.index.model.lines) await this.keeper.takeLine(id);
    const requests = new LocalLineRequests(() => true);
    requests.handle('AcknowledgeAlarm', ({ id, by, comment }) => this.keeper.acknowledge(id, by, comment));
    requests.handle('ChangeAlarmPoint', ({ point, request, by }) => this.keeper.change(point, request, by));
    requests.handle('KeepTelemetry', async (messages) => {
      if (this.diskProblem) throw new Error(this.diskProblem);
      this.kept.push(messages);
      return [];
    });
    this.alarms = new AlarmsService({
      log,
      keeper: this.keeper,
      requests,
      events: this.events,
      ownsMachine: () => true,
    });
    this.alarms.start();
    this.live = new LiveService(this.twin, this.events, 'run');
    this.live.start();
    this.replay = new ReplayService({
      index: this.index,
      history: this.history,
      records: this.past,
      stateLog: this.stateLog,
      runs: {
        recorded: async (run) => {
          throw new Error(`There is no run "${run}".`);
        },
      },
      keepsValuesMs: Infinity,
    });
    const disk = new DiskGuard(new FolderDiskGauge(this.folder.path, undefined), logger);
    await disk.check();
    const incidents = new IncidentsService({
      store: this.incidentStore,
      events: this.events,
      ownsMachine: () => true,
    });
    const responses = new IncidentResponses({ store: this.noticeStore, alarms: this.alarms, incidents });
    const energyParts = {
      index: this.index,
      store: new InMemoryEnergyStore(),
      tables: new EnergyTables(this.index.model),
    };
    this.url = await this.edge.start(
      this.settings,
      {
        twin: this.twin,
        history: this.history,
        statistics: new SignalStatisticsService(this.history, async (signals) => signals.map(() => 0)),
        exports: new HistoryExportService(this.history),
        bursts: new BurstsService(
          new FileBurstStore(join(this.folder.path, 'bursts'), this.settings.burstRetention),
          this.index,
        ),
        rejects: new Rejects(),
        telemetry: new HttpIntake({
          lines: this.index.model.lines.map(({ id }) => id),
          requests,
          rejects: new Rejects(),
        }),
        alarms: this.alarms,
        findings: {
          open: async () => [],
          // As long as a data base takes: somebody may leave meanwhile.
          standing: () => new Promise((resolve) => setTimeout(resolve, 5, [])),
          ofEquipment: async () => [],
          detail: async () => undefined,
        } as unknown as FindingsService,
        bearings: new BearingHealthService({ index: this.index, store: new InMemoryBearingHealthStore() }),
        monitors: new MachineMonitorsService({
          index: this.index,
          store: new InMemoryMonitorStore(),
          wantedHours: 8,
        }),
        seams: {
          newest: () => [],
          list: async () => [],
          read: async () => undefined,
          verdict: async () => undefined,
        } as unknown as SeamsService,
        incidents,
        responses,
        notices: new NoticesService({ store: this.noticeStore, responses, incidents, create: createChannel }),
        workOrders: new WorkOrdersService({
          store: new InMemoryWorkOrderStore(),
          incidents,
          exported: (changed) => exportWorkOrder(this.noticeStore, this.twin.index, changed),
        }),
        rules: new RulesService({
          index: this.index,
          rules: new InMemoryRuleStore(),
          tests: this.backTests,
          jobs: { add: async () => undefined },
          events: this.events,
        }),
        runImports: new RunImports({
          index: this.index,
          store: new InMemoryRunStore(),
          folder: new RunFolder(join(this.folder.path, 'imported-runs')),
          version: 'test',
          makeRoom: async () => undefined,
        }),
        runs: new RunsService({
          index: this.index,
          store: new InMemoryRunStore(),
          queue: { look: () => undefined, cancel: async () => true },
          folder: new RunFolder(join(this.folder.path, 'runs')),
          histories: new RunHistories(() => ''),
          simulator: this.settings.simulator,
          version: 'test',
          diskProblem: () => undefined,
        }),
        planner: new PlannerService({
          facts: new PlanningFacts({
            ...energyParts,
            openOrders: async () => [],
            limitsOf: async () => DEFAULT_LIMITS,
          }),
          plans: new InMemoryPlanStore(),
          jobs: { add: async () => undefined },
          modes: async () => [],
          seenStocks: () => [],
          owners: { ask: async () => [] },
          follow: async () => undefined,
        }),
        savings: new SavingsService({
          lines: [],
          store: new InMemorySavingStore(),
          requests,
          ratesOf: energyParts.tables.ratesOf,
        }),
        commands: new CommandsService({ index: this.index, store: new InMemoryCommandStore(), requests }),
        gaps: new GapsService({ store: new InMemoryGapStore(), index: this.index }),
        energy: new EnergyService(energyParts),
        readings: new ReadingsService(energyParts),
        bills: new BillService({
          ...energyParts,
          energy: new EnergyService(energyParts),
          meansOf: async (signals) => signals.map(() => null),
        }),
        demand: new DemandBoard({ ...energyParts, twin: this.twin, logger }),
        baselines: new BaselinesService({ ...energyParts, baselines: new InMemoryBaselineStore() }),
        sources: new SourcesService({ lines: [], requests, flaggedFromMs: 5000 }),
        kpis: { current: () => [] } as unknown as KpiBoard,
        production: new ProductionService({ index: this.index, store: this.production }),
        orders: new OrdersService({
          index: this.index,
          orders: new InMemoryOrderStore(),
          production: this.production,
        }),
        reports: new InMemoryReportStore(),
        live: this.live,
        replay: this.replay,
        health: new HealthService('run', '0.0.0'),
        metrics: new Metrics(),
        disks: new DiskBoard(disk, { list: async () => [] }),
        quarantine: new Quarantine(join(this.folder.path, 'quarantine.json')),
        processes: { list: async () => [] },
        figures: new FiguresService({
          lines: [],
          requests,
          own: () => ({
            process: { id: 'run', host: '', roles: [], version: '', startedAt: 0, lines: [] },
            everyS: 5,
            series: {},
          }),
        }),
        access: this.access,
        timeNotes: new TimeNotesService(
          new InMemoryTimeNoteStore(),
          (id) => this.index.line(id) !== undefined,
        ),
        walls: new WallsService(new SqlWallStore(this.database.records)),
        machineModels: new MachineModels(this.plantFolder, this.index.model, logger),
        layout: new LayoutService({
          files: new PlantFiles(this.plantFolder, join(this.folder.path, 'plant-backups')),
          model: this.index.model,
          adopts: true,
          onTakenUp: () => this.live.showNewModel(),
        }),
      },
      logger,
      '0.0.0',
    );
  }

  async stop(): Promise<void> {
    await this.edge.stop();
    this.live.stop();
    this.replay.stop();
    this.alarms.stop();
    await this.keeper.stop();
    await this.access.stop();
    if (!this.isGuest) await this.database.stop();
    await this.folder.remove();
  }

  /** The files of the plant. */
  get plantFolder(): string {
    return join(this.folder.path, 'plant');
  }

  visitor(headers?: Record<string, string>): Visitor {
    return new Visitor(this.url, headers);
  }

  /** A user of this role who has changed the first password. @returns its id */
  async person(role: UserRole, login = `${role}-${Math.random().toString(36).slice(2, 8)}`): Promise<string> {
    const { user } = await this.access.users.create({ login, name: `The ${role}`, role });
    await this.database.records.db
      .updateTable('app_user')
      .set({ must_change_password: false })
      .where('id', '=', user.id)
      .execute();
    return user.id;
  }

  /** A visitor with a session of its own for a user. */
  async letIn(id: string): Promise<Visitor> {
    const { secret } = await this.access.users.letIn(id, undefined);
    const visitor = this.visitor();
    visitor.cookie = `${this.access.identifier.secure ? '__Host-' : ''}linetwin_session=${secret}`;
    return visitor;
  }

  /** A visitor who is signed in, as a user of its own in this role. */
  async signedIn(role: UserRole, login?: string): Promise<Visitor> {
    return this.letIn(await this.person(role, login));
  }

  /** A wall display that an admin has approved. */
  async pairedDisplay(name: string): Promise<Visitor> {
    const screen = this.visitor();
    const { code, secret } = (await screen.ask('POST', '/api/pairing')).body as Pairing;
    const admin = await this.signedIn('admin');
    await admin.ask('POST', '/api/displays', { code, name });
    await screen.ask('POST', '/api/pairing/claim', { secret });
    return screen;
  }

  /** Lets an alarm rise. @returns its id */
  raiseAlarm(): string {
    const temperature = this.index.signal(`${TEST_SPINDLE}/temperature`)!;
    this.time += 1000;
    this.events.emit('SamplesAccepted', samplesOf([[temperature.index, this.time, 20]]));
    this.time += 1000;
    this.events.emit('SamplesAccepted', samplesOf([[temperature.index, this.time, 1e6]]));
    return this.alarms.standing()[0].id;
  }
  private time = Date.UTC(2026, 0, 5, 8);

  private logger(): Logger {
    return pino({ level: 'trace' }, { write: (line: string) => void this.logged.push(line) });
  }
}
