import type { Line, PlantModel, Station } from '@linetwin/model';

/** One way of parts: from a machine to a machine that takes its output. Addresses. */
export interface FlowLink {
  from: string;
  to: string;
  /** Links between the same two stations share a group, so that their conveyors may join. */
  group: number;
}

interface Place {
  address: string;
  lane?: string;
}

/**
 * Which machine hands parts to which. Stations follow `feeds`; machines in parallel share evenly within their
 * lane; stations whose machines parts do not pass through themselves (`passes` is false, such as a robot that
 * works on a part held by its positioner) are skipped to the station after them.
 */
export function flowLinks(model: PlantModel, passes: (form: string) => boolean): FlowLink[] {
  const forms = new Map(model.equipment.map((machine) => [machine.address as string, machine]));
  const links: FlowLink[] = [];
  let group = 0;
  for (const line of model.lines) {
    for (const station of line.stations) {
      if (!station.inFlow || !stationPasses(station, forms, passes)) continue;
      for (const target of targetsOf(line, station, forms, passes, new Set())) {
        for (const [from, to] of sharePairs(placesOf(station, forms), placesOf(target, forms))) {
          links.push({ from, to, group });
        }
        group++;
      }
    }
  }
  return links;
}

type Machines = Map<string, { form: string; lane?: string }>;

function stationPasses(station: Station, machines: Machines, passes: (form: string) => boolean): boolean {
  return station.equipment.some((address) => passes(machines.get(address)!.form));
}

function targetsOf(
  line: Line,
  station: Station,
  machines: Machines,
  passes: (form: string) => boolean,
  seen: Set<string>,
): Station[] {
  const found: Station[] = [];
  for (const id of station.feeds) {
    const target = line.stations.find((other) => other.id === id);
    if (!target || seen.has(id)) continue;
    seen.add(id);
    if (stationPasses(target, machines, passes)) found.push(target);
    else found.push(...targetsOf(line, target, machines, passes, seen));
  }
  return found;
}

function placesOf(station: Station, machines: Machines): Place[] {
  return station.equipment.map((address) => ({ address, lane: machines.get(address)!.lane }));
}

/** Pairs of sources and targets, evenly, lane by lane; a machine without a lane serves all of them. */
export function sharePairs(sources: readonly Place[], targets: readonly Place[]): [string, string][] {
  const lanes = new Set([...sources, ...targets].map((place) => place.lane));
  if (lanes.size > 1) lanes.delete(undefined);
  const pairs = new Map<string, [string, string]>();
  for (const lane of lanes) {
    const from = sources.filter((place) => !place.lane || !lane || place.lane === lane);
    const to = targets.filter((place) => !place.lane || !lane || place.lane === lane);
    const count = Math.max(from.length, to.length);
    if (from.length === 0 || to.length === 0) continue;
    for (let i = 0; i < count; i++) {
      const a = from[Math.floor((i * from.length) / count)].address;
      const b = to[Math.floor((i * to.length) / count)].address;
      pairs.set(`${a}>${b}`, [a, b]);
    }
  }
  return [...pairs.values()];
}
