import type { Equipment, Medium, PlantModel, Station } from '@linetwin/model';

/** One machine hangs on another for a medium. */
export interface Supply {
  from: string;
  to: string;
  medium: Medium;
  /** Signal ids of the user on which a lack shows first. */
  shownBy: ReadonlySet<string>;
}

/** How far one machine is from another along the flow of parts, 1 for the next station. */
export type Hops = ReadonlyMap<string, number>;

const NONE: Hops = new Map();
/** Supplies are followed over this many machines: compressor, grinder, and no further. */
export const SUPPLY_DEPTH = 3;

/** Who hangs on whom in a plant, as its files say: media, flow of parts, sensors. */
export class PlantRelations {
  private readonly suppliers = new Map<string, Supply[]>();
  private readonly users = new Map<string, Supply[]>();
  private readonly downstreamOf = new Map<string, Hops>();
  private readonly upstreamOf = new Map<string, Hops>();
  private readonly dependents = new Map<string, ReadonlySet<string>>();
  private readonly quality = new Set<string>();
  private readonly hangersOf = new Map<string, Hops>();

  constructor(model: PlantModel) {
    const machines = new Map(model.equipment.map((machine) => [machine.address as string, machine]));
    for (const line of model.lines) {
      const stations = new Map(line.stations.map((station) => [station.id, station]));
      const members = (station: Station) => station.equipment.map((address) => machines.get(address)!);
      for (const station of line.stations) this.addSupplies(station, stations, members);
      this.addFlow(line.stations, stations, members);
    }
    for (const { equipment, id, dependsOn, role, class: acquisition } of model.signals) {
      if (role === 'quality' || acquisition === 'E') this.quality.add(`${equipment}/${id}`);
      for (const sensor of dependsOn ?? []) {
        const key = `${equipment}/${sensor}`;
        this.dependents.set(key, new Set([...(this.dependents.get(key) ?? []), id]));
      }
    }
  }

  suppliersOf(equipment: string): readonly Supply[] {
    return this.suppliers.get(equipment) ?? [];
  }

  usersOf(equipment: string): readonly Supply[] {
    return this.users.get(equipment) ?? [];
  }

  /** The machine itself and those that cannot work without it, by how many supplies are between; not over electricity. */
  hangers(equipment: string): Hops {
    const known = this.hangersOf.get(equipment);
    if (known) return known;
    const found = new Map([[equipment, 0]]);
    for (const [machine, depth] of found) {
      if (depth >= SUPPLY_DEPTH) continue;
      for (const { to, medium } of this.usersOf(machine))
        if (medium !== 'electricity' && !found.has(to)) found.set(to, depth + 1);
    }
    this.hangersOf.set(equipment, found);
    return found;
  }

  /** Machines that parts reach from here. */
  downstream(equipment: string): Hops {
    return this.downstreamOf.get(equipment) ?? NONE;
  }

  upstream(equipment: string): Hops {
    return this.upstreamOf.get(equipment) ?? NONE;
  }

  /** Signals of the machine whose values hang on a sensor of it. */
  hangOn(equipment: string, sensor: string): ReadonlySet<string> {
    return this.dependents.get(`${equipment}/${sensor}`) ?? new Set();
  }

  /** Whether the signal says how a part came out. */
  isQuality(equipment: string, signal: string): boolean {
    return this.quality.has(`${equipment}/${signal}`);
  }

  private addSupplies(
    station: Station,
    stations: ReadonlyMap<string, Station>,
    members: (station: Station) => Equipment[],
  ): void {
    for (const { station: supplier, medium, shownBy } of station.uses ?? []) {
      for (const to of members(station)) {
        const all = members(stations.get(supplier)!);
        const from = all.filter((one) => sameLane(one, to));
        for (const one of from) {
          const supply = { from: one.address, to: to.address, medium, shownBy: new Set(shownBy) };
          push(this.suppliers, to.address, supply);
          push(this.users, one.address, supply);
        }
      }
    }
  }

  private addFlow(
    all: readonly Station[],
    stations: ReadonlyMap<string, Station>,
    members: (station: Station) => Equipment[],
  ): void {
    const next = new Map<string, string[]>();
    for (const station of all) {
      for (const from of members(station)) next.set(from.address, nextOf(from, station, stations, members));
    }
    const before = new Map<string, string[]>();
    for (const [from, targets] of next) for (const to of targets) push(before, to, from);
    for (const address of next.keys()) {
      this.downstreamOf.set(address, reach(address, next));
      this.upstreamOf.set(address, reach(address, before));
    }
  }
}

/** The machines that take a machine's parts: those of its lane at the first station behind that has any. */
function nextOf(
  from: Equipment,
  station: Station,
  stations: ReadonlyMap<string, Station>,
  members: (station: Station) => Equipment[],
): string[] {
  return station.feeds.flatMap((id): string[] => {
    const target = stations.get(id)!;
    const takers = members(target).filter((one) => sameLane(one, from));
    // A station of the other lane only, such as the bore grinders for an outer ring, is passed by.
    return takers.length > 0 ? takers.map(({ address }) => address) : nextOf(from, target, stations, members);
  });
}

function sameLane(a: Pick<Equipment, 'lane'>, b: Pick<Equipment, 'lane'>): boolean {
  return a.lane === undefined || b.lane === undefined || a.lane === b.lane;
}

function reach(start: string, next: ReadonlyMap<string, readonly string[]>): Hops {
  const hops = new Map<string, number>();
  let front = [start];
  for (let n = 1; front.length > 0; n++) {
    const found = [...new Set(front.flatMap((address) => next.get(address) ?? []))].filter(
      (address) => address !== start && !hops.has(address),
    );
    for (const address of found) hops.set(address, n);
    front = found;
  }
  return hops;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
