import { PACKML_STATES, QUALITY_BAD, type Equipment, type ModelIndex } from '@linetwin/model';
import { LoadTable } from './load-table.ts';
import { LOAD_UNITS, SENSOR_RELATIONS } from './sensor-relations.ts';
import type { SensorVerdict } from './sensor-watch.ts';

const EXECUTE = PACKML_STATES.indexOf('Execute');
const SAMPLE_MS = 1000;
/** What is older than this is not the state of now. */
const STALE_MS = 5000;
/** Twenty minutes in which both machines stop and start. */
const WINDOW_SAMPLES = 1200;
/** The neighbour's work has to explain so much more of a load than the machine's own, as a correlation. */
const CROSSED = 0.2;
/** In so many windows after each other. */
const WINDOWS = 3;
const CONFIDENCE = 0.85;

interface Group {
  table: LoadTable;
  machines: { address: string; state: number; loads: number[] }[];
  /** Ids of the signals that fall when a machine stops, the same for all of a kind. */
  signals: string[];
}

/** A pair of machines whose loads may be crossed. */
interface Pair {
  crossed: number;
  upright: number;
  since: number;
  active: boolean;
  evidence: Record<string, number>;
}

/**
 * Finds swapped channels: meters of two machines of one kind, each of which follows the work of the other (domain table 2.10:
 * own-load correlation below the neighbour's). Both have to, for an hour in which both stop and start; nothing is learned, so that
 * channels that were swapped from the beginning are found as well. Machines that always stop together cannot be told apart.
 */
export class SwapWatch {
  private readonly groups: Group[];
  private readonly value = new Map<number, { value: number; at: number }>();
  private readonly pairs = new Map<string, Pair>();
  private readonly wrong = new Set<string>();
  private readonly told: SensorVerdict[] = [];
  private sampledAt = 0;

  constructor(index: ModelIndex, line: string) {
    const byKind = Map.groupBy(index.equipmentOf(line), ({ kind }) => kind);
    this.groups = [...byKind.values()]
      .filter((machines) => machines.length > 1)
      .map((machines) => groupOf(index, machines))
      .filter(({ signals }) => signals.length > 0);
    for (const { machines } of this.groups)
      for (const { state, loads } of machines)
        for (const signal of [state, ...loads]) this.value.set(signal, { value: NaN, at: 0 });
  }

  isWrong(equipment: string, signal: string): boolean {
    return this.wrong.size > 0 && this.wrong.has(`${equipment}/${signal}`);
  }

  /** Hot: once per value, in order of time. Times are ms since 1970 UTC. */
  put(index: number, time: number, value: number, quality: number): void {
    if (time - this.sampledAt >= SAMPLE_MS) this.sample(time);
    const latest = this.value.get(index);
    if (!latest) return;
    latest.value = quality === QUALITY_BAD ? NaN : value;
    latest.at = time;
  }

  /** What began or is over since the last look. */
  look(): SensorVerdict[] {
    return this.told.splice(0);
  }

  private sample(now: number): void {
    this.sampledAt = now;
    for (const group of this.groups) {
      const latest = (signal: number) => {
        const { value, at } = this.value.get(signal)!;
        return now - at > STALE_MS ? NaN : value;
      };
      group.table.add(
        group.machines.map(({ state }) => workOf(latest(state))),
        group.machines.map(({ loads }) => loads.map(latest)),
      );
      if (group.table.samples < WINDOW_SAMPLES) continue;
      this.judge(group, now);
      group.table.clear();
    }
  }

  private judge({ table, machines, signals }: Group, now: number): void {
    machines.forEach((one, a) => {
      for (let b = a + 1; b < machines.length; b++)
        signals.forEach((signal, load) => {
          const cross = table.crossing(load, a, b);
          if (cross) this.follow(one.address, machines[b].address, signal, cross, now);
        });
    });
  }

  private follow(
    a: string,
    b: string,
    signal: string,
    { own, neighbour, least }: { own: number; neighbour: number; least: number },
    now: number,
  ): void {
    const key = `${a} ${b} ${signal}`;
    let pair = this.pairs.get(key);
    if (!pair)
      this.pairs.set(key, (pair = { crossed: 0, upright: 0, since: now, active: false, evidence: {} }));
    const windowMs = WINDOW_SAMPLES * SAMPLE_MS;
    if (least > CROSSED) {
      if (pair.crossed++ === 0 && !pair.active) pair.since = now - windowMs;
      pair.upright = 0;
      pair.evidence = { ownLoad: own, neighbourLoad: neighbour };
    } else {
      pair.crossed = 0;
      pair.upright++;
    }
    const begins = !pair.active && pair.crossed >= WINDOWS;
    const ends = pair.active && pair.upright >= WINDOWS;
    if (!begins && !ends) return;
    pair.active = begins;
    for (const [equipment, other] of [
      [a, b],
      [b, a],
    ]) {
      if (begins) this.wrong.add(`${equipment}/${signal}`);
      else this.wrong.delete(`${equipment}/${signal}`);
      this.told.push({
        fault: 'sensor-swapped',
        equipment,
        signal,
        against: other,
        confidence: CONFIDENCE,
        since: pair.since,
        at: now,
        over: ends,
        evidence: pair.evidence,
      });
    }
  }
}

function workOf(state: number): number {
  return Number.isNaN(state) ? NaN : Number(state === EXECUTE);
}

function groupOf(index: ModelIndex, machines: readonly Equipment[]): Group {
  const [first] = machines;
  const related = new Set(
    SENSOR_RELATIONS.filter(({ kinds }) => kinds.includes(first.kind)).flatMap(({ signals }) => signals),
  );
  const loads = index
    .signalsOf(first)
    .filter(
      ({ id, role, unit, periodMs }) =>
        periodMs !== undefined && (role === 'power' || (related.has(id) && LOAD_UNITS.has(unit))),
    );
  const signals = loads.map(({ id }) => id as string);
  const of = (machine: Equipment, id: string) => index.signal(`${machine.address}/${id}`)?.index ?? -1;
  return {
    signals,
    machines: machines.map((machine) => ({
      address: machine.address,
      state: of(machine, 'state'),
      loads: signals.map((id) => of(machine, id)),
    })),
    table: new LoadTable(machines.length, signals.length),
  };
}
