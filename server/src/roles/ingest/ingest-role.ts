import type { LineKeeper } from '../../cluster/line-keeper.ts';
import type { LineRequests } from '../../cluster/line-requests.port.ts';
import { SqlFindingStore } from '../../condition/findings/sql-finding-store.ts';
import { GapKeeper } from '../../gaps/gap-keeper.ts';
import { SqlGapStore } from '../../gaps/sql-gap-store.ts';
import { HistoryWriter } from '../../history/history-writer.ts';
import { BurstIntake } from '../../ingest/burst-intake.ts';
import { keepTelemetry } from '../../ingest/http/http-intake.ts';
import { Intake } from '../../ingest/intake.ts';
import { Rejects } from '../../ingest/rejects.ts';
import { SeamIntake } from '../../ingest/seam-intake.ts';
import { Sources } from '../../ingest/sources.ts';
import type { Part } from '../../platform/lifecycle.ts';
import { LmdbSpool } from '../../spool/lmdb-spool.ts';
import { SqlStateLog } from '../../state-log/sql-state-log.ts';
import { StateLogKeeper } from '../../state-log/state-log-keeper.ts';
import { LineRestore } from '../../twin/line-restore.ts';
import { restoreTwin } from '../../twin/restore.ts';
import type { PlantParts } from '../plant-parts.ts';
import { createAlarmParts, type AlarmParts } from './alarm-parts.ts';
import { createDiagnosisParts, type DiagnosisParts } from './diagnosis-parts.ts';
import { addIngestFigures } from './ingest-figures.ts';
import { MachineDoor } from './machine-door.ts';
import { createProductionParts, type ProductionParts } from './production-parts.ts';

const DAY_MS = 86_400_000;

/** The role ingest: from a machine's message to history, alarms, indicators and jobs, for the lines that this process owns. */
export class IngestRole {
  readonly door: MachineDoor;
  readonly gaps: GapKeeper;
  readonly alarm: AlarmParts;
  readonly diagnosis: DiagnosisParts;
  readonly production: ProductionParts;
  readonly rejects = new Rejects();
  private readonly sources: Sources;
  private readonly plant: PlantParts;
  private readonly spool: LmdbSpool;
  private readonly writer: HistoryWriter;
  private readonly stateLog: StateLogKeeper;
  private readonly intake: Intake;

  /** @param clustered whether lines may go to other processes, and workers may be on other machines */
  constructor(plant: PlantParts, clustered: boolean) {
    this.plant = plant;
    const { settings, logger, index, events, twin, outbox, history, records, folder } = plant;
    this.spool = new LmdbSpool(
      folder('spool'),
      index.model.signals.map((signal) => signal.address),
    );
    plant.gauge.count('spool', () => this.spool.bytes());
    this.writer = new HistoryWriter(this.spool, history, logger);
    this.sources = new Sources(settings.clockSkewMs);
    this.alarm = createAlarmParts(plant);
    this.diagnosis = createDiagnosisParts(plant, clustered);
    this.gaps = new GapKeeper({
      index,
      twin,
      store: new SqlGapStore(records),
      outbox,
      events,
      conditions: {
        skewMs: (equipment) => this.sources.skewMs(equipment),
        isDisconnected: (equipment) => this.sources.isDisconnected(equipment),
        isBrokerAway: (line) => this.door.isDeaf(line),
      },
      logger,
    });
    this.production = createProductionParts(plant, clustered, {
      gaps: this.gaps,
      send: (equipment, message) => this.door.send(equipment, message),
    });
    this.stateLog = new StateLogKeeper({
      index,
      twin,
      log: new SqlStateLog(records),
      outbox,
      events,
      alarms: () => this.alarm.alarms.standing(),
      findings: () => new SqlFindingStore(records).open(),
      periodMs: settings.stateLogMs,
      keepMs: settings.retention.rawDays * DAY_MS,
      logger,
    });
    this.intake = new Intake({
      twin,
      spool: this.spool,
      bursts: new BurstIntake(index, this.diagnosis.bursts, events, this.rejects),
      seams: new SeamIntake(index, this.diagnosis.seams, this.rejects),
      events,
      rejects: this.rejects,
      sources: this.sources,
      disk: plant.disk,
    });
    this.door = new MachineDoor(plant, {
      intake: this.intake,
      rejects: this.rejects,
      sources: this.sources,
    });
    addIngestFigures(plant, {
      spool: this.spool,
      writer: this.writer,
      intake: this.intake,
      sources: this.sources,
      connections: () => this.door.connections(),
      recorders: [
        this.alarm.alarms,
        this.diagnosis.seams,
        this.diagnosis.seamJudge,
        this.gaps,
        this.production.energy,
        this.diagnosis.incidents,
        this.diagnosis.notices,
        this.production.production,
        this.stateLog,
        plant.access.trail,
      ],
    });
  }

  /** Takes up what another brought to the stores after it lost its lines. */
  async catchUp(): Promise<void> {
    const { alarms } = this.alarm;
    const findings = await new SqlFindingStore(this.plant.records).open();
    await this.diagnosis.incidents.takeLate(
      new Map([
        ...findings.map(({ id }) => [id, null] as const),
        ...alarms.standing().map(({ id, clearedAt }) => [id, clearedAt] as const),
      ]),
    );
    await alarms.takeLate();
  }

  /** What is done for each line, in the order of taking it up: messages come last. */
  keepers(clustered: boolean): LineKeeper[] {
    const { twin, history, logger } = this.plant;
    const { alarm, diagnosis, production } = this;
    return [
      ...(clustered
        ? [keeper('twin', new LineRestore(twin, history, logger)), keeper('intake', this.intake)]
        : []),
      // Before the alarms: what they tell when they go on with a line belongs to incidents that are known.
      keeper('incidents', diagnosis.incidents),
      keeper('value diagnosis', diagnosis.valueDiagnosis),
      keeper('monitors', diagnosis.monitors),
      keeper('alarms', alarm.alarms),
      keeper('rules', alarm.liveRules),
      keeper('back-tests', alarm.backTests),
      keeper('seam judge', diagnosis.seamJudge),
      keeper('seams', diagnosis.seams),
      keeper('gaps', this.gaps),
      keeper('indicators', production.kpis),
      keeper('energy', production.energy),
      keeper('production', production.production),
      keeper('commands', production.commands),
      keeper('demand', production.demand),
      keeper('energy rules', production.savingRules),
      keeper('section holds', production.sectionHolds),
      keeper('shift ends', production.shiftEnds),
      keeper('shift plans', production.shiftPlans),
      // After those whose records it takes up.
      keeper('state log', this.stateLog),
      ...this.door.keepers(),
    ];
  }

  /** Keeps history as it is until the function that this resolves to is called; what comes meanwhile waits in the spool. */
  holdHistory(): Promise<() => void> {
    return this.writer.hold();
  }

  /** Does what is asked of the owner of a line. */
  answer(requests: LineRequests): void {
    const { alarms } = this.alarm;
    const { commands, savingRules, sectionHolds } = this.production;
    requests.handle('AcknowledgeAlarm', ({ id, by, comment }) => alarms.acknowledge(id, by, comment));
    requests.handle('ChangeAlarmPoint', ({ point, request, by }) => alarms.change(point, request, by));
    requests.handle('GiveCommand', ({ request, by }) => commands.give(request, by));
    requests.handle('ReturnCommand', ({ id }) => commands.giveBack(id));
    requests.handle('ApplyRecommendation', ({ id, by, seenAt }) => savingRules.apply(id, by, seenAt));
    requests.handle('EndRecommendation', ({ id }) => savingRules.end(id));
    requests.handle('KeepTelemetry', (messages) => keepTelemetry(this.intake, this.rejects, messages));
    requests.handle('ReadHolds', async ({ line }) => sectionHolds.report(line));
    requests.handle('FollowPlans', async () => {
      void sectionHolds.look();
      return null;
    });
    requests.handle('ReadSources', async ({ line }) => ({
      owner: this.plant.run,
      sources: this.sources.report(line),
    }));
  }

  /** To be started after the stores and before the lines are taken; the door of the machines comes after both. */
  parts(): Part[] {
    const { twin, history, logger } = this.plant;
    const { alarm, diagnosis, production } = this;
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
      part('alarms', alarm.alarms),
      part('rules', alarm.liveRules),
      part('back-tests', alarm.backTests),
      part('seams', diagnosis.seams),
      part('seam judge', diagnosis.seamJudge),
      part('gaps', this.gaps),
      part('incidents', diagnosis.incidents),
      part('notices', diagnosis.notices),
      part('value diagnosis', diagnosis.valueDiagnosis),
      part('monitors', diagnosis.monitors),
      part('bursts', diagnosis.bursts),
      part('burst forwarder', diagnosis.forwarder),
      part('indicators', production.kpis),
      part('running orders', production.orders),
      part('first alarms', production.firstAlarms),
      part('production', production.production),
      part('shift ends', production.shiftEnds),
      part('shift plans', production.shiftPlans),
      part('energy', production.energy),
      part('commands', production.commands),
      part('demand', production.demand),
      part('energy rules', production.savingRules),
      part('section holds', production.sectionHolds),
      part('state log', this.stateLog),
      part('intake', this.intake),
    ];
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
