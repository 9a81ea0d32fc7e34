import { PROCESS_RULES, type ProcessRule } from '@linetwin/condition';
import type { Alarm } from '@linetwin/contracts';
import { QUALITY_BAD, type Equipment, type ModelIndex, type Signal } from '@linetwin/model';
import type { VirtualPlant } from './virtual-plant.ts';

/** Seconds of each step of the search, docs/architecture/diagnosis-baseline.md. */
export const STEP_S = {
  notice: 30,
  alarmLine: 10,
  openMachine: 10,
  trend: 8,
  handbook: 60,
  giveUp: 2700,
} as const;

export interface ManualAnswer {
  /** What the person says; null when the search was given up, or never began for want of an alarm. */
  cause: string | null;
  /** When the search began: the first alarm; null without one. Seconds of the run. */
  alarmS: number | null;
  /** When it ended. */
  endS: number | null;
}

/**
 * A person who searches alarms and trends by the written rules. Told every second of a run, because what a trend shows depends on
 * when it is looked at.
 */
export class ManualSearch {
  readonly answer: ManualAnswer = { cause: null, alarmS: null, endS: null };
  private readonly index: ModelIndex;
  private readonly onsetS: number;
  private readonly standing = new Map<string, Alarm>();
  private readonly looked = new Set<string>();
  private queue: string[] = [];
  /** The machine whose page is open, and when its trends and the handbook are done. */
  private open: { machine: string; doneS: number } | undefined;

  constructor(index: ModelIndex, onsetS: number) {
    this.index = index;
    this.onsetS = onsetS;
  }

  step(plant: VirtualPlant, alarms: readonly Alarm[]): void {
    for (const alarm of alarms) {
      if (alarm.clearedAt === null) this.standing.set(alarm.id, alarm);
      else this.standing.delete(alarm.id);
    }
    const { answer } = this;
    if (answer.endS !== null || plant.nowS < this.onsetS) return;
    if (answer.alarmS === null) {
      if (alarms.every(({ clearedAt }) => clearedAt !== null)) return;
      answer.alarmS = plant.nowS;
      const first = this.next();
      if (first) this.look(first, plant.nowS + STEP_S.notice + STEP_S.alarmLine);
      return;
    }
    if (plant.nowS - answer.alarmS > STEP_S.giveUp) answer.endS = plant.nowS;
    else if (!this.open) {
      const next = this.next();
      if (next) this.look(next, plant.nowS + STEP_S.alarmLine);
    } else if (plant.nowS >= this.open.doneS) this.conclude(plant, this.open.machine);
  }

  private look(machine: string, fromS: number): void {
    this.looked.add(machine);
    const trends = this.trendsOf(machine).length;
    this.open = { machine, doneS: fromS + STEP_S.openMachine + trends * STEP_S.trend + STEP_S.handbook };
  }

  private conclude(plant: VirtualPlant, machine: string): void {
    this.open = undefined;
    const cause = handbook(this.index.equipment(machine)!, this.trendsOf(machine), plant);
    if (cause) {
      this.answer.cause = cause;
      this.answer.endS = plant.nowS;
      return;
    }
    const suppliers = this.suppliersOf(machine).filter((one) => !this.looked.has(one));
    this.queue.unshift(...suppliers);
  }

  private next(): string | undefined {
    for (let one = this.queue.shift(); one; one = this.queue.shift()) if (!this.looked.has(one)) return one;
    return [...this.standing.values()]
      .sort((a, b) => a.priority - b.priority || a.raisedAt - b.raisedAt)
      .find(({ equipment }) => !this.looked.has(equipment))?.equipment;
  }

  private trendsOf(machine: string): Signal[] {
    const equipment = this.index.equipment(machine)!;
    return this.index
      .signalsOf(equipment)
      .filter(({ normal, class: acquisition }) => normal && acquisition !== 'V');
  }

  private suppliersOf(machine: string): string[] {
    const { line, station, lane } = this.index.equipment(machine)!;
    const { stations } = this.index.line(line)!;
    const uses = stations.find(({ id }) => id === station)?.uses ?? [];
    return uses
      .filter(({ medium }) => medium !== 'electricity')
      .flatMap(({ station: supplier }) => stations.find(({ id }) => id === supplier)!.equipment)
      .filter((one) => {
        const other = this.index.equipment(one)!.lane;
        return lane === undefined || other === undefined || lane === other;
      });
  }
}

/** What the handbook says of the trends as they are now: a sensor at the end of its range or silent, or the fault with most signs. */
function handbook(equipment: Equipment, trends: readonly Signal[], plant: VirtualPlant): string | undefined {
  const { twin } = plant;
  for (const { index, range, normal, periodMs } of trends) {
    if (periodMs !== undefined && twin.isStale(index, plant.nowMs)) return 'sensor-dropout';
    const value = twin.value[index];
    const atRail =
      (value <= range[0] && normal![0] > range[0]) || (value >= range[1] && normal![1] < range[1]);
    if (atRail || twin.quality[index] === QUALITY_BAD) return 'sensor-open';
  }
  const fits = PROCESS_RULES.filter(
    (rule) => rule.kinds.includes(equipment.kind) && shows(rule, trends, plant),
  );
  return fits.sort((a, b) => b.when.length - a.when.length)[0]?.cause;
}

function shows(rule: ProcessRule, trends: readonly Signal[], { twin }: VirtualPlant): boolean {
  return rule.when.every(({ signal, is }) =>
    trends.some(({ id, index, normal }) => {
      if (!new RegExp(`^${signal.replace('{n}', '\\d+')}$`).test(id)) return false;
      const value = twin.value[index];
      return is === 'above' ? value > normal![1] : value < normal![0];
    }),
  );
}
