import type { CommandAnswer } from '@linetwin/contracts';
import {
  MeasureEngine,
  type ForecastRest,
  type LineView,
  type MeasureId,
  type Proposal,
} from '@linetwin/energy';
import type { Machine } from '../equipment/machine.ts';
import type { LineSimulation } from '../line/line-simulation.ts';
import type { PlantPeople } from './plant-people.ts';

/** One recommendation that was carried out, as estimated and as it truly was. */
export interface Outcome {
  measure: MeasureId;
  estimatedKwh: number;
  trueKwh: number;
  hours: number;
}

interface Standing {
  id: string;
  proposal: Proposal;
  machine: Machine;
  startMs: number;
  savedAtStart: number;
}

const WATCHDOG_S = 120;
/** What a furnace saved is known when it is hot again, and a net of air when it is filled. */
const TAIL_MS: Partial<Record<MeasureId, number>> = { 'holding-setback': 5400_000, 'deep-standby': 300_000 };
const ORDINARY_TAIL_MS = 180_000;

/**
 * The product's rules in automatic mode on a simulated line: proposals become commands, commands are kept alive, answers go back. What a
 * recommendation truly saved is the difference that only the simulator knows, between a machine and itself at its usual settings.
 */
export class AutomaticRules {
  readonly outcomes: Outcome[] = [];
  commands = 0;
  refused = 0;
  private readonly simulation: LineSimulation;
  private readonly engine = new MeasureEngine();
  private readonly standing = new Map<string, Standing>();
  private readonly ofDay = new Map<string, Outcome>();
  private readonly tails: { standing: Standing; endedMs: number; dueMs: number }[] = [];
  private readonly machines: Map<string, Machine>;
  private readonly people?: PlantPeople;

  /** @param people those who hear what the rules advise; left out, nobody does */
  constructor(simulation: LineSimulation, people?: PlantPeople) {
    this.simulation = simulation;
    this.people = people;
    this.machines = new Map(simulation.machines.map((m) => [m.equipment.address, m]));
  }

  /** @param acts false: the rules look and learn, and nothing is done */
  step(view: LineView, acts: boolean): void {
    this.hearAnswers(view.timeMs);
    const words = this.engine.look(view);
    for (const word of words)
      if (word.say === 'propose' && !word.proposal.command)
        this.people?.hear(word.proposal, this.simulation.timeS);
    if (acts)
      for (const word of words) {
        if (word.say === 'propose') this.carryOut(word.proposal, view.timeMs);
        else this.end(`${word.equipment} ${word.setting}`, view.timeMs);
      }
    for (const { id, machine } of this.standing.values())
      machine.settings.obey({ do: 'keep', id, time: view.timeMs }, machine.clockMs);
    this.hearAnswers(view.timeMs);
    this.closeTails(view.timeMs);
  }

  /** What stands on a machine and says when it is to be ready again. */
  restOf(equipment: string): ForecastRest | undefined {
    for (const { proposal } of this.standing.values()) {
      const { command } = proposal;
      if (proposal.equipment === equipment && command?.readyAtMs !== undefined)
        return { what: `${command.setting} ${command.value}`, readyAtMs: command.readyAtMs };
    }
    return undefined;
  }

  /** All that stands is counted as far as it came. */
  finish(timeMs: number): void {
    for (const key of [...this.standing.keys()]) this.close(key, timeMs);
    this.closeTails(Infinity);
  }

  private carryOut(proposal: Proposal, timeMs: number): void {
    const { command, equipment } = proposal;
    const machine = this.machines.get(equipment);
    if (!command || !machine) return;
    const id = `c${++this.commands}`;
    const { setting, value, readyAtMs } = command;
    const key = `${equipment} ${setting}`;
    this.close(key, timeMs, 0);
    this.standing.set(key, {
      id,
      proposal,
      machine,
      startMs: timeMs,
      savedAtStart: this.savedKwh(machine, setting, value),
    });
    this.engine.applied(proposal);
    this.simulation.obey(equipment, {
      do: 'set',
      id,
      time: timeMs,
      setting,
      value,
      watchdogS: WATCHDOG_S,
      readyAt: readyAtMs,
    });
  }

  /** Compressors share one net: what one saves another may take. */
  private savedKwh(machine: Machine, setting: string, value: number): number {
    const { kind } = machine.equipment;
    if (kind !== 'compressor') return machine.savedKwh(setting, value);
    return this.simulation.machines.reduce(
      (sum, m) => (m.equipment.kind === kind ? sum + m.savedKwh(setting, value) : sum),
      0,
    );
  }

  private end(key: string, timeMs: number): void {
    const standing = this.standing.get(key);
    standing?.machine.settings.obey(
      { do: 'return', id: standing.id, time: timeMs },
      standing.machine.clockMs,
    );
  }

  private hearAnswers(timeMs: number): void {
    for (const machine of this.machines.values()) {
      if (!machine.settings.hasAnswers) continue;
      for (const answer of machine.settings.takeAnswers()) this.hear(answer, timeMs);
    }
  }

  private hear(answer: CommandAnswer, timeMs: number): void {
    const owner = [...this.standing].find(([, one]) => one.id === answer.id);
    if (!owner || answer.answer === 'accepted') return;
    const [own, standing] = owner;
    const { equipment, command } = standing.proposal;
    this.engine.ended(equipment, command!.setting);
    if (answer.answer === 'refused' || answer.reason !== 'ready-time')
      this.engine.declined(equipment, command!.setting, timeMs);
    if (answer.answer === 'refused') {
      this.refused++;
      this.standing.delete(own);
    } else this.close(own, timeMs);
  }

  private close(key: string, timeMs: number, tailMs?: number): void {
    const standing = this.standing.get(key);
    if (!standing) return;
    this.standing.delete(key);
    const { measure, equipment, command } = standing.proposal;
    this.engine.ended(equipment, command!.setting);
    this.tails.push({
      standing,
      endedMs: timeMs,
      dueMs: timeMs + (tailMs ?? TAIL_MS[measure] ?? ORDINARY_TAIL_MS),
    });
    if (tailMs === 0) this.closeTails(timeMs);
  }

  private closeTails(timeMs: number): void {
    while (this.tails.length > 0) {
      const at = this.tails.findIndex(({ dueMs }) => dueMs <= timeMs);
      if (at < 0) return;
      const [{ standing, endedMs }] = this.tails.splice(at, 1);
      const { machine, proposal, startMs, savedAtStart } = standing;
      const hours = (endedMs - startMs) / 3600_000;
      const { measure, equipment, command, estimatedKwh, estimatedHours } = proposal;
      const trueKwh = this.savedKwh(machine, command!.setting, command!.value) - savedAtStart;
      const isForecast = command?.setting === 'operating_level' && measure !== 'air-sequencing';
      // A measure that stands until something ends it is estimated per hour: as much of it as it stood.
      const share = isForecast || command?.readyAtMs !== undefined ? 1 : hours / estimatedHours;
      const outcome = { measure, estimatedKwh: estimatedKwh * share, trueKwh, hours };
      if (command?.readyAtMs === undefined) this.addToDay(`${measure} ${equipment} ${day(startMs)}`, outcome);
      else this.outcomes.push(outcome);
    }
  }

  /** What follows the moment, such as a pump its users, is one recommendation a day, not one at each turn. */
  private addToDay(key: string, outcome: Outcome): void {
    const known = this.ofDay.get(key);
    if (known) {
      known.estimatedKwh += outcome.estimatedKwh;
      known.trueKwh += outcome.trueKwh;
      known.hours += outcome.hours;
      return;
    }
    this.ofDay.set(key, outcome);
    this.outcomes.push(outcome);
  }
}

function day(timeMs: number): number {
  return Math.floor(timeMs / 86_400_000);
}
