import { lineRoles } from '@linetwin/kpi';
import type { ModelIndex, Signal } from '@linetwin/model';
import {
  machineSignals,
  standingOf,
  type MachineLook,
  type MachineSignals,
} from '../../../live/machine-look.ts';
import type { LiveValues } from '../../../live/live-values.ts';

/** How a line stands at an instant: its counters, the power that it takes, and its machines by how they look. */
export interface LineStanding {
  line: string;
  /** Counters as they stand, each not a number while it is not known: parts of the last station, scrap and energy of all machines. */
  good: readonly number[];
  scrap: readonly number[];
  kwh: readonly number[];
  kw: number;
  looks: ReadonlyMap<MachineLook, number>;
}

interface WatchedLine {
  line: string;
  good: Signal[];
  scrap: Signal[];
  kwh: Signal[];
  kw: Signal[];
  machines: MachineSignals[];
}

/** Reads how lines stand; parts, scrap and energy are counted as figures of runs count them. */
export class LineReader {
  private readonly lines: WatchedLine[];

  constructor(index: ModelIndex, lines: readonly string[]) {
    this.lines = lines.flatMap((id) => {
      const line = index.line(id);
      if (!line) return [];
      const { last } = lineRoles(line, index);
      const equipment = index.equipmentOf(id);
      const withRole = (role: 'goodCount' | 'scrapCount' | 'energy' | 'power') =>
        equipment.flatMap((machine) => index.signalWithRole(machine, role) ?? []);
      return {
        line: id,
        good: withRole('goodCount').filter((signal) => last.has(signal.equipment)),
        scrap: withRole('scrapCount'),
        kwh: withRole('energy'),
        kw: withRole('power'),
        machines: equipment.map((machine) => machineSignals(index, machine)),
      };
    });
  }

  /** @param nowMs plant time that is shown */
  read(live: LiveValues, nowMs: number): LineStanding[] {
    const values = (signals: readonly Signal[]) => signals.map(({ index }) => live.value[index]);
    const sum = (signals: readonly Signal[]) =>
      values(signals).reduce((all, value) => all + (Number.isFinite(value) ? value : 0), 0);
    return this.lines.map(({ line, good, scrap, kwh, kw, machines }) => {
      const looks = new Map<MachineLook, number>();
      for (const machine of machines) {
        const { look } = standingOf(machine, live, nowMs);
        looks.set(look, (looks.get(look) ?? 0) + 1);
      }
      return { line, good: values(good), scrap: values(scrap), kwh: values(kwh), kw: sum(kw), looks };
    });
  }

  /** Look of each machine, by address. */
  looks(live: LiveValues, nowMs: number): Map<string, MachineLook> {
    return new Map(
      this.lines.flatMap(({ machines }) =>
        machines.map(
          (machine) => [machine.equipment.address, standingOf(machine, live, nowMs).look] as const,
        ),
      ),
    );
  }
}

type Made = Record<'good' | 'scrap' | 'kwh', number | undefined>;

/** What a line made and took since it stood otherwise; `undefined` of what no counter says that was known then already. */
export function madeSince(now: LineStanding, then: LineStanding): Made {
  const grown = (to: readonly number[], from: readonly number[]) => {
    const known = to.map((value, i) => value - from[i]).filter(Number.isFinite);
    // A register that jumped back says nothing of what was made.
    return known.length > 0 ? known.reduce((all, growth) => all + Math.max(0, growth), 0) : undefined;
  };
  return {
    good: grown(now.good, then.good),
    scrap: grown(now.scrap, then.scrap),
    kwh: grown(now.kwh, then.kwh),
  };
}

/** Machines that look otherwise in the second future, in the order of the first. */
export function machinesApart(
  first: ReadonlyMap<string, MachineLook>,
  second: ReadonlyMap<string, MachineLook>,
): { equipment: string; first: MachineLook; second: MachineLook }[] {
  return [...first].flatMap(([equipment, look]) => {
    const other = second.get(equipment);
    return other === undefined || other === look ? [] : [{ equipment, first: look, second: other }];
  });
}
