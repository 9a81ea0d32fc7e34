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
  const machines: Machines = new Map(model.equipment.map((machine) => [machine.address as string, machine]));
  const links = new Map<string, FlowLink>();
  const groups = new Map<string, number>();
  for (const line of model.lines) {
    const lanes = lanesOf(line, machines);
    for (const station of line.stations) {
      if (!station.inFlow || !stationPasses(station, machines, passes)) continue;
      for (const lane of lanes) {
        const sources = servingLane(placesOf(station, machines), lane);
        if (sources.length === 0) continue;
        for (const target of targetsOf(line, station, lane, machines, passes, new Set())) {
          const key = `${line.id}/${station.id}>${target.id}`;
          if (!groups.has(key)) groups.set(key, groups.size);
          for (const [from, to] of sharePairs(sources, servingLane(placesOf(target, machines), lane))) {
            links.set(`${from}>${to}`, { from, to, group: groups.get(key)! });
          }
        }
      }
    }
  }
  return [...links.values()];
}

type Machines = Map<string, { form: string; lane?: string }>;

/** Lanes that a line names; a line without lanes has one that has no name. */
function lanesOf(line: Line, machines: Machines): (string | undefined)[] {
  const lanes = new Set<string>();
  for (const station of line.stations) {
    if (!station.inFlow) continue;
    for (const address of station.equipment) {
      const lane = machines.get(address)!.lane;
      if (lane) lanes.add(lane);
    }
  }
  return lanes.size === 0 ? [undefined] : [...lanes];
}

function servingLane(places: readonly Place[], lane: string | undefined): Place[] {
  return places.filter((place) => !place.lane || place.lane === lane);
}

function stationPasses(station: Station, machines: Machines, passes: (form: string) => boolean): boolean {
  return station.equipment.some((address) => passes(machines.get(address)!.form));
}

/** The next stations that parts of a lane come to; a station without a machine for the lane is passed by. */
function targetsOf(
  line: Line,
  station: Station,
  lane: string | undefined,
  machines: Machines,
  passes: (form: string) => boolean,
  seen: Set<string>,
): Station[] {
  const found: Station[] = [];
  for (const id of station.feeds) {
    const target = line.stations.find((other) => other.id === id);
    if (!target || seen.has(id)) continue;
    seen.add(id);
    const serves = servingLane(placesOf(target, machines), lane).length > 0;
    if (serves && stationPasses(target, machines, passes)) found.push(target);
    else found.push(...targetsOf(line, target, lane, machines, passes, seen));
  }
  return found;
}

function placesOf(station: Station, machines: Machines): Place[] {
  return station.equipment.map((address) => ({ address, lane: machines.get(address)!.lane }));
}

/** Pairs of machines so that each source and each target has at least one, evenly shared. */
export function sharePairs(sources: readonly Place[], targets: readonly Place[]): [string, string][] {
  const count = Math.max(sources.length, targets.length);
  if (sources.length === 0 || targets.length === 0) return [];
  return Array.from({ length: count }, (_, i) => [
    sources[Math.floor((i * sources.length) / count)].address,
    targets[Math.floor((i * targets.length) / count)].address,
  ]);
}
