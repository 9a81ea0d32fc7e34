import {
  BY_RULES,
  type Command,
  type CommandRequest,
  type HoldReason,
  type MeasureModeRow,
  type OrderProgress,
  type SectionHold,
  type SeenStock,
} from '@linetwin/contracts';
import type { Equipment, ModelIndex } from '@linetwin/model';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import type { AppliedPlans, PlannedPause } from './applied-plans.ts';
import { sectionOf, type LineSection } from './line-sections.ts';
import { BY_SHIFT, PLAN_MEASURE } from './plan-maker.ts';
import { stockOutlook } from './stock-outlook.ts';

const LOOK_EVERY_MS = 30_000;
/** A machine that refused, did not answer or fell back by its watchdog is asked again after this. */
const BACK_OFF_MS = 300_000;
/** Less than this is no pause any more, for a command that has to travel and be answered. */
const LEAST_PAUSE_MS = 60_000;
/** A plan may use its stock down to the lower bound; of what that keeps back for stops, half may be gone before the section works on. */
const STOCK_SHARE = 0.5;
/** Setting of machines that can be kept from beginning another part. */
const INTAKE = 'intake';
const CLOSED = 'Closed';

/** The part of the command desk that holds use. */
export interface MachineCommands {
  give(request: Omit<CommandRequest, 'by'>, by: string): Promise<Command>;
  giveBack(id: string): Promise<Command>;
  list(): Command[];
}

/** Why a section as a whole is not held although its plan has a pause. */
export type HoldGuard = Extract<HoldReason, 'advises' | 'stock-unknown' | 'stock-low' | 'late'>;

/**
 * Holds sections of the lines that this process owns while an applied plan has a pause for them: the intake of their machines is closed by a
 * command that ends by itself when the next run begins. It is taken back when the plan is no longer followed or a guard trips; when the server
 * dies, the machine's watchdog does that. A command that somebody else gave stays, and a hold that somebody ended is not given anew in that pause.
 */
export class SectionHolds {
  private readonly index: ModelIndex;
  private readonly events: EventBus;
  private readonly commands: MachineCommands;
  private readonly plans: AppliedPlans;
  private readonly modes: () => Promise<MeasureModeRow[]>;
  private readonly openOrders: (line: string) => Promise<OrderProgress[]>;
  private readonly seenStocks: (lines: readonly string[], now: number) => SeenStock[];
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly sections = new Map<string, { section: LineSection; gates: Equipment[] }>();
  /** Machines that are left alone until a time, as long as the same plan is followed. */
  private readonly quiet = new Map<string, { plan: string; untilMs: number; reason: HoldReason }>();
  /** Plan that a machine follows, or followed last. */
  private readonly heldFor = new Map<string, string>();
  private readonly said = new Map<string, HoldGuard>();
  /** Pauses of now, and what keeps their sections from being held; as of the last look. */
  private readonly pauses = new Map<string, { pause: PlannedPause; reason: HoldReason | null }>();
  /** Holds that are ended or replaced from here. */
  private readonly ending = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: () => void = () => undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(parts: {
    index: ModelIndex;
    events: EventBus;
    commands: MachineCommands;
    plans: AppliedPlans;
    modes: () => Promise<MeasureModeRow[]>;
    openOrders: (line: string) => Promise<OrderProgress[]>;
    seenStocks: (lines: readonly string[], now: number) => SeenStock[];
    logger: Logger;
    now?: () => number;
  }) {
    this.index = parts.index;
    this.events = parts.events;
    this.commands = parts.commands;
    this.plans = parts.plans;
    this.modes = parts.modes;
    this.openOrders = parts.openOrders;
    this.seenStocks = parts.seenStocks;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
  }

  start(): void {
    this.unsubscribe = this.events.on('CommandChanged', 'section holds', (command) => this.hear(command));
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.unsubscribe();
    await this.looking;
  }

  takeLine(id: string): void {
    const line = this.index.line(id);
    const section = line && sectionOf(this.index.model, line);
    const gates = section?.machines.filter((machine) => closedOf(machine) !== undefined) ?? [];
    if (section && gates.length > 0) this.sections.set(id, { section, gates });
  }

  /** What stands is the next owner's; without one the machine goes back by itself. */
  async dropLine(id: string): Promise<void> {
    this.sections.delete(id);
    this.pauses.delete(id);
    await this.looking;
  }

  /** One look at every section; several at once wait for each other. */
  look(): Promise<void> {
    this.looking = this.looking.then(async () => {
      await this.plans.refresh();
      for (const { section, gates } of [...this.sections.values()]) {
        const pause = await this.pauseOf(section, gates);
        for (const gate of gates) await this.settle(gate, pause);
      }
    });
    return this.looking;
  }

  /** The pause of a line's section that runs now, as of the last look; none where no plan that is followed has one. */
  report(line: string): SectionHold[] {
    const own = this.sections.get(line);
    const now = this.pauses.get(line);
    if (!own || !now) return [];
    const { pause, reason } = now;
    return [
      {
        section: own.section.id,
        plan: pause.plan.id,
        until: pause.untilMs,
        machines: own.gates.map(({ address }) => {
          const standing = this.standingOn(address);
          const held = standing?.reason === PLAN_MEASURE && standing.state === 'accepted';
          const quiet = this.quiet.get(address);
          const own = quiet?.plan === pause.plan.id && this.now() < quiet.untilMs ? quiet.reason : null;
          const other = standing && standing.reason !== PLAN_MEASURE ? 'other-command' : null;
          return { equipment: address, held, reason: held ? null : (reason ?? other ?? own) };
        }),
      },
    ];
  }

  private standingOn(machine: string): Command | undefined {
    return this.commands.list().find(({ equipment, setting }) => equipment === machine && setting === INTAKE);
  }

  /** The pause in which a section is to be held now; none while that cannot be known. */
  private async pauseOf(
    section: LineSection,
    gates: readonly Equipment[],
  ): Promise<PlannedPause | undefined> {
    const pause = this.plans.pauseOf(section, this.now());
    this.pauses.delete(section.line);
    if (!pause) return undefined;
    try {
      const guard = await this.guardOf(section, pause);
      this.pauses.set(section.line, { pause, reason: guard ?? null });
      this.say(section, pause, guard);
      if (!guard) return pause;
      // What is short now is not put at risk again within this pause.
      if (guard === 'stock-low' || guard === 'late')
        for (const { address } of gates)
          this.quiet.set(address, { plan: pause.plan.id, untilMs: pause.untilMs, reason: guard });
    } catch (error) {
      this.pauses.set(section.line, { pause, reason: 'records-away' });
      this.logger.warn(
        { section: section.id, error: (error as Error).message },
        'a section is not held while the records do not answer',
      );
    }
    return undefined;
  }

  /** Logs what keeps a pause from being held, once. */
  private say(section: LineSection, { plan }: PlannedPause, guard: HoldGuard | undefined): void {
    if (this.said.get(section.id) === guard) return;
    if (guard) this.said.set(section.id, guard);
    else this.said.delete(section.id);
    this.logger.info(
      { section: section.id, plan: plan.id, guard },
      guard ? 'a planned pause is not held' : 'a planned pause is held again',
    );
  }

  private async guardOf(section: LineSection, pause: PlannedPause): Promise<HoldGuard | undefined> {
    const { plan, planned } = pause;
    const row = (await this.modes()).find((one) => one.line === section.line && one.measure === PLAN_MEASURE);
    const appliedItself = plan.changedBy === BY_SHIFT;
    if (row?.mode === 'off' || row?.mode === 'advise') return 'advises';
    if (appliedItself && row?.mode !== 'automatic') return 'advises';
    const seen = this.seenStocks([section.line], this.now()).find((one) => one.section === section.id);
    if (!seen) return 'stock-unknown';
    const { deviation, expected } = stockOutlook(planned, plan, seen.pieces, this.now());
    if (deviation < 0 && expected < STOCK_SHARE * planned.stock.least) return 'stock-low';
    return (await this.isLate(section.line, pause)) ? 'late' : undefined;
  }

  /** Whether an order that the plan keeps is over its date. */
  private async isLate(line: string, { plan }: PlannedPause): Promise<boolean> {
    const due = plan.orders.filter(
      (one) => one.line === line && one.source === 'order' && one.lateMinutes === 0 && one.dueAt < this.now(),
    );
    if (due.length === 0) return false;
    const open = await this.openOrders(line);
    return open.some(({ id, good, quantity }) => good < quantity && due.some((one) => one.id === id));
  }

  private async settle(gate: Equipment, pause: PlannedPause | undefined): Promise<void> {
    const standing = this.standingOn(gate.address);
    const own = standing?.reason === PLAN_MEASURE ? standing : undefined;
    if (pause) this.heldFor.set(gate.address, pause.plan.id);
    const quiet = this.quiet.get(gate.address);
    const isQuiet = quiet !== undefined && quiet.plan === pause?.plan.id && this.now() < quiet.untilMs;
    try {
      if (!pause || isQuiet) {
        if (own) await this.release(own);
      } else if (own ? own.readyAt !== pause.untilMs : !standing) await this.hold(gate, pause, own);
    } catch (error) {
      this.logger.warn(
        { equipment: gate.address, error: (error as Error).message },
        'a section was not told what its plan says; it is tried again',
      );
    }
  }

  private async hold(
    gate: Equipment,
    { plan, untilMs }: PlannedPause,
    own: Command | undefined,
  ): Promise<void> {
    const now = this.now();
    if (untilMs - now < LEAST_PAUSE_MS) return;
    if (own) this.ending.add(own.id);
    await this.commands.give(
      {
        equipment: gate.address,
        setting: INTAKE,
        value: closedOf(gate)!,
        readyAt: untilMs,
        reason: PLAN_MEASURE,
        seenAt: now,
      },
      plan.changedBy === BY_SHIFT ? BY_RULES : plan.changedBy,
    );
  }

  private async release(own: Command): Promise<void> {
    this.ending.add(own.id);
    await this.commands.giveBack(own.id);
  }

  /** A hold came to its end. */
  private hear({ id, equipment, setting, reason, state, returned, readyAt }: Command): void {
    if (setting !== INTAKE || reason !== PLAN_MEASURE || state === 'given' || state === 'accepted') return;
    const plan = this.heldFor.get(equipment);
    if (this.ending.delete(id) || plan === undefined) return;
    const mayTryAgain = state !== 'returned' || returned === 'watchdog';
    const untilMs = mayTryAgain ? this.now() + BACK_OFF_MS : (readyAt ?? Infinity);
    const why =
      state === 'refused' || state === 'unanswered' ? state : returned === 'watchdog' ? 'watchdog' : 'person';
    this.quiet.set(equipment, { plan, untilMs, reason: why });
  }
}

/** Value that closes the intake of a machine; undefined where it has none to close. */
function closedOf({ settings }: Equipment): number | undefined {
  const closed = settings.find(({ id }) => id === INTAKE)?.values?.indexOf(CLOSED) ?? -1;
  return closed < 0 ? undefined : closed;
}
