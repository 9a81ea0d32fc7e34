import { randomUUID } from 'node:crypto';
import {
  BY_RULES,
  ENDED_BY_PERSON,
  type Command,
  type LineKpi,
  type MeasureMode,
  type Recommendation,
} from '@linetwin/contracts';
import {
  MeasureEngine,
  type ForecastOrder,
  type LineView,
  type OrderView,
  type Proposal,
  type RuleWord,
} from '@linetwin/energy';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import type { Twin } from '../twin/twin.ts';
import { measuredKwh, verdictOf } from './measured-saving.ts';
import { RecommendationError } from './recommendation-error.ts';
import type { SavingStore } from './saving-store.port.ts';
import { limitsOfLine } from './set-limits.ts';
import { shiftOrder } from './shift-order.ts';
import { TwinLineView } from './twin-line-view.ts';

/** The part of the command desk that rules use. */
export interface CommandGiver {
  give(
    request: {
      equipment: string;
      setting: string;
      value: number;
      readyAt?: number;
      reason?: string;
      seenAt: number;
    },
    by: string,
  ): Promise<Command>;
  giveBack(id: string): Promise<Command>;
  list(): Command[];
}

/** What plans of starts say of a line's orders; nothing where none is followed. */
export interface PlannedOrders {
  refresh(): Promise<void>;
  orderOf(line: string, time: number): ForecastOrder | undefined;
  /** What they say of the section of a machine, where that is planned for itself. */
  orderOfMachine(line: string, machine: string, time: number): OrderView | undefined;
}

/** The site's forecast of demand and its contract; nothing where one of them is not known. */
export interface WatchedDemand {
  watched(): Pick<LineView, 'siteForecastKw' | 'contractKw'> | undefined;
}

const LOOK_EVERY_MS = 30_000;
/** A proposal that the rules no longer make for so long has expired. */
const EXPIRES_MS = 120_000;
/** What a person ended is not proposed again for so long: they know something that the rules do not. */
const PERSON_OFF_MS = 3600_000;
export const USUAL_MODE: MeasureMode = 'ask';
/** Less than this, some fen, is not worth a look or a click; rules that act by themselves take it along. */
const LEAST_FOR_PEOPLE_KWH = 0.1;

interface LineRules {
  engine: MeasureEngine;
  view: TwinLineView;
  /** Open recommendations by machine and setting, or machine and measure where there is none. */
  open: Map<string, { recommendation: Recommendation; proposal?: Proposal; saidAt: number }>;
}

/** The energy rules over the lines that this process owns: recommendations, what becomes of them, and what they saved. */
export class RuleKeeper {
  private readonly twin: Twin;
  private readonly events: EventBus;
  private readonly commands: CommandGiver;
  private readonly store: SavingStore;
  private readonly plans?: PlannedOrders;
  private readonly demand?: WatchedDemand;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly lines = new Map<string, LineRules>();
  /** Lines whose open recommendations the data base could not tell yet; they have no rules until then. */
  private readonly unread = new Set<string>();
  private readonly kpis = new Map<string, LineKpi>();
  private timer: NodeJS.Timeout | undefined;
  private undo: (() => void)[] = [];
  private looking: Promise<void> = Promise.resolve();
  /** Of the recommendation that ended last. */
  private closing: Promise<void> = Promise.resolve();

  constructor(parts: {
    twin: Twin;
    events: EventBus;
    commands: CommandGiver;
    store: SavingStore;
    plans?: PlannedOrders;
    demand?: WatchedDemand;
    logger: Logger;
    now?: () => number;
  }) {
    this.twin = parts.twin;
    this.events = parts.events;
    this.commands = parts.commands;
    this.store = parts.store;
    this.plans = parts.plans;
    this.demand = parts.demand;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
  }

  start(): void {
    this.undo = [
      this.events.on('KpiComputed', 'energy rules', (kpi) => this.kpis.set(kpi.line, kpi)),
      this.events.on('CommandChanged', 'energy rules', (command) => this.onCommand(command)),
    ];
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const undo of this.undo) undo();
    await this.looking;
    await this.closing;
  }

  /** Goes on with what was open; what the rules know of usual power they learn again. */
  async takeLine(line: string): Promise<void> {
    try {
      await this.begin(line);
      this.unread.delete(line);
    } catch (error) {
      this.unread.add(line);
      this.logger.warn(
        { line, error: (error as Error).message },
        'the energy rules of a line wait for the data base',
      );
    }
  }

  private async begin(line: string): Promise<void> {
    const open: LineRules['open'] = new Map();
    const engine = new MeasureEngine();
    const standing = new Set(this.commands.list().map(({ id }) => id));
    for (const recommendation of await this.store.list({ line, open: true, limit: 500 })) {
      if (recommendation.state === 'proposed')
        open.set(keyOf(recommendation), { recommendation, saidAt: this.now() });
      else if (recommendation.command !== null && standing.has(recommendation.command)) {
        // Its guard watches over it here too.
        const proposal = proposalOf(recommendation);
        engine.applied(proposal);
        open.set(keyOf(recommendation), { recommendation, proposal, saidAt: this.now() });
      } else
        await this.keep({ ...recommendation, state: 'measured', endedAt: this.now(), endedBy: 'unheard' });
    }
    this.lines.set(line, { engine, view: new TwinLineView(this.twin, line), open });
  }

  async dropLine(line: string): Promise<void> {
    await this.looking;
    this.unread.delete(line);
    this.lines.delete(line);
    this.kpis.delete(line);
  }

  /** One look at every line; several at once wait for each other. */
  look(): Promise<void> {
    this.looking = this.looking.then(async () => {
      try {
        for (const line of [...this.unread]) await this.takeLine(line);
        await this.plans?.refresh();
        const modes = new Map(
          (await this.store.modes()).map((row) => [`${row.line} ${row.measure}`, row.mode]),
        );
        const limits = await this.store.limits();
        for (const [line, rules] of this.lines) {
          rules.engine.limits = limitsOfLine(limits, line);
          await this.lookAt(line, rules, (measure) => modes.get(`${line} ${measure}`) ?? USUAL_MODE);
        }
      } catch (error) {
        this.logger.warn(
          { error: (error as Error).message },
          'the energy rules did not look; they try again',
        );
      }
    });
    return this.looking;
  }

  /** A person applies a recommendation. @throws RecommendationError */
  async apply(id: string, by: string, seenAt: number): Promise<Recommendation> {
    for (const rules of this.lines.values())
      for (const entry of rules.open.values()) {
        const { recommendation, proposal } = entry;
        if (recommendation.id !== id) continue;
        if (recommendation.state !== 'proposed')
          throw new RecommendationError(
            `Recommendation "${id}" is ${recommendation.state} already.`,
            'recommendation-state',
            { state: recommendation.state },
          );
        if (!proposal?.command)
          throw new RecommendationError(
            'No command does this: people have to, or the rules do not say it any more.',
            'recommendation-no-command',
          );
        const modes = await this.store.modes();
        const mode = modes.find(
          (m) => m.line === recommendation.line && m.measure === recommendation.measure,
        )?.mode;
        if (mode === 'advise' || mode === 'off')
          throw new RecommendationError(
            `"${recommendation.measure}" only advises on this line; an engineer can change that.`,
            'measure-advises',
            { measure: recommendation.measure },
          );
        return this.carryOut(rules, recommendation, proposal, by, seenAt);
      }
    throw new RecommendationError(`There is no open recommendation "${id}".`, 'recommendation-closed');
  }

  /** A person ends what stands: the machine goes back, and the rules leave it alone for an hour. @throws RecommendationError */
  async end(id: string): Promise<Recommendation> {
    for (const rules of this.lines.values())
      for (const entry of rules.open.values()) {
        const { recommendation } = entry;
        const { command, equipment, setting } = recommendation;
        if (recommendation.id !== id || command === null || setting === null) continue;
        entry.recommendation = { ...recommendation, endedBy: ENDED_BY_PERSON };
        rules.engine.declined(equipment, setting, this.now(), PERSON_OFF_MS);
        const after = await this.commands.giveBack(command);
        if (after.state === 'accepted')
          throw new RecommendationError(
            `${equipment} did not answer; the command is no longer wanted, and the machine is asked again.`,
            'machine-silent',
          );
        await this.closing;
        return (await this.store.read(id)) ?? recommendation;
      }
    throw new RecommendationError(`Recommendation "${id}" does not stand.`, 'measure-over');
  }

  private async lookAt(
    line: string,
    rules: LineRules,
    modeOf: (measure: string) => MeasureMode,
  ): Promise<void> {
    const now = this.now();
    const settings = new Map(
      this.commands
        .list()
        .filter((c) => c.line === line && c.state === 'accepted')
        .map((c) => [`${c.equipment} ${c.setting}`, c.value]),
    );
    const orderOfMachine = (machine: string) => this.plans?.orderOfMachine(line, machine, now);
    const view = rules.view.at(now, settings, this.orderOf(line), orderOfMachine);
    for (const word of rules.engine.look({ ...view, ...this.demand?.watched() }))
      await this.hear(line, rules, word, modeOf, now);
    for (const [key, { recommendation, saidAt }] of [...rules.open])
      if (
        recommendation.state === 'proposed' &&
        now - saidAt > EXPIRES_MS &&
        recommendation.setting !== null
      ) {
        rules.open.delete(key);
        await this.keep({ ...recommendation, state: 'expired', endedAt: now });
      }
  }

  private async hear(
    line: string,
    rules: LineRules,
    word: RuleWord,
    modeOf: (measure: string) => MeasureMode,
    now: number,
  ): Promise<void> {
    if (word.say === 'end') {
      const entry = rules.open.get(`${word.equipment} ${word.setting}`);
      const command = entry?.recommendation.command;
      if (!entry || !command) return;
      entry.recommendation = { ...entry.recommendation, endedBy: word.guard };
      await this.commands.giveBack(command).catch(() => undefined);
      return;
    }
    const { proposal } = word;
    const mode = modeOf(proposal.measure);
    if (mode === 'off' || (mode !== 'automatic' && !isWorthAPerson(proposal))) return;
    const entry = rules.open.get(keyOf(newRecommendation(line, proposal, now)));
    let recommendation: Recommendation;
    if (entry?.recommendation.state === 'proposed' && entry.recommendation.measure === proposal.measure) {
      ({ recommendation } = entry);
      entry.saidAt = now;
      entry.proposal = proposal;
    } else {
      recommendation = newRecommendation(line, proposal, now);
      rules.open.set(keyOf(recommendation), { recommendation, proposal, saidAt: now });
      await this.keep(recommendation);
    }
    if (mode === 'automatic' && proposal.command)
      await this.carryOut(rules, recommendation, proposal, BY_RULES, now).catch((error: Error) =>
        this.logger.warn(
          { error: error.message, measure: proposal.measure },
          'a measure was not carried out',
        ),
      );
  }

  private async carryOut(
    rules: LineRules,
    recommendation: Recommendation,
    proposal: Proposal,
    by: string,
    seenAt: number,
  ): Promise<Recommendation> {
    const { setting, value, readyAtMs } = proposal.command!;
    const { equipment, measure } = proposal;
    const readyAt = readyAtMs === undefined ? undefined : Math.round(readyAtMs);
    const command = await this.commands.give(
      { equipment, setting, value, readyAt, reason: measure, seenAt },
      by,
    );
    const now = this.now();
    const isDone = command.state === 'accepted';
    const next: Recommendation = {
      ...recommendation,
      state: isDone ? 'applied' : 'declined',
      by,
      command: command.id,
      appliedAt: isDone ? now : null,
      endedAt: isDone ? null : now,
      endedBy: isDone ? null : (command.refusal ?? command.state),
      startKwh: isDone ? this.registerOf(equipment) : null,
    };
    const key = keyOf(recommendation);
    if (isDone) {
      rules.engine.applied(proposal);
      rules.open.set(key, { recommendation: next, proposal, saidAt: now });
    } else {
      rules.engine.declined(equipment, setting, now);
      rules.open.delete(key);
    }
    await this.keep(next);
    return next;
  }

  /** A command of a recommendation came to its end: what did the meter say? */
  private onCommand(command: Command): void {
    const rules = this.lines.get(command.line);
    if (!rules || command.state !== 'returned') return;
    for (const [key, { recommendation }] of rules.open) {
      if (recommendation.command !== command.id || recommendation.state !== 'applied') continue;
      rules.open.delete(key);
      rules.engine.ended(command.equipment, command.setting);
      // One that came back in time as it was told may be told the next thing: auxiliaries off while its spindle warms up.
      if (command.returned !== 'ready-time')
        rules.engine.declined(command.equipment, command.setting, this.now());
      const ended = {
        ...recommendation,
        endedAt: command.endedAt,
        endedBy: recommendation.endedBy ?? command.returned,
      };
      const kwh = measuredKwh(ended, this.registerOf(command.equipment));
      this.closing = this.keep({ ...ended, measuredKwh: kwh, state: verdictOf(ended, kwh) });
    }
  }

  /** What is ordered of a line now: by an applied plan, else by its shift plan. */
  orderOf(line: string): ForecastOrder {
    const planned = this.plans?.orderOf(line, this.now());
    if (planned) return planned;
    const kpi = this.kpis.get(line);
    if (!kpi) return { isOpen: true };
    return shiftOrder(this.twin.index.line(line)!.shifts, kpi.shift, kpi.good, kpi.since);
  }

  /** Energy register of a machine, kWh; null when it says nothing. */
  private registerOf(address: string): number | null {
    const { index, value, time } = this.twin;
    const signal = index.signalWithRole(index.equipment(address)!, 'energy');
    return signal && time[signal.index] > 0 ? value[signal.index] : null;
  }

  private async keep(recommendation: Recommendation): Promise<void> {
    try {
      await this.store.keep(recommendation);
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'a recommendation was not recorded');
    }
  }
}

/** A peak costs money by its height, whatever its energy is. */
export function isWorthAPerson({
  measure,
  estimatedKwh,
}: Pick<Proposal, 'measure' | 'estimatedKwh'>): boolean {
  return measure === 'demand-peak' || estimatedKwh >= LEAST_FOR_PEOPLE_KWH;
}

function keyOf({
  equipment,
  setting,
  measure,
}: Pick<Recommendation, 'equipment' | 'setting' | 'measure'>): string {
  return `${equipment} ${setting ?? measure}`;
}

/** What the rules said when they made it. */
function proposalOf(recommendation: Recommendation): Proposal {
  const { equipment, because, estimatedKwh, estimatedHours, usualKw, setting, value, readyAt } =
    recommendation;
  const measure = recommendation.measure as Proposal['measure'];
  const command =
    setting === null || value === null ? undefined : { setting, value, readyAtMs: readyAt ?? undefined };
  return { measure, equipment, command, because, estimatedKwh, estimatedHours, usualKw };
}

function newRecommendation(line: string, proposal: Proposal, now: number): Recommendation {
  const { equipment, measure, command, because, estimatedKwh, estimatedHours, usualKw } = proposal;
  return {
    id: randomUUID(),
    line,
    equipment,
    measure,
    setting: command?.setting ?? null,
    value: command?.value ?? null,
    readyAt: command?.readyAtMs ?? null,
    because: { ...because },
    estimatedKwh,
    estimatedHours,
    usualKw,
    state: 'proposed',
    proposedAt: now,
    by: null,
    command: null,
    appliedAt: null,
    endedAt: null,
    endedBy: null,
    startKwh: null,
    measuredKwh: null,
  };
}
