import type { IncidentCauseState, IncidentState } from '@linetwin/condition';
import type { ModelIndex } from '@linetwin/model';
import type { Alarm } from '@linetwin/contracts';
import { isFault } from '../../server/src/incidents/symptoms.ts';
import type { ScriptedFault } from '../../simulators/src/fault-scripts/scripted-fault.ts';
import { START_MS, VirtualPlant } from './virtual-plant.ts';

/** Healthy running before the onset, in which the plant learns what is normal. */
const WARM_UP_S = 1800;
/** Before the onset, over which the healthy scatter of a sign is told. */
const HEALTHY_SIGN_S = 600;

/** When a fault begins, s: not at the same moment of the machine's cycle with every seed. */
export function onsetOf({ learnS = WARM_UP_S }: ScriptedFault, seed: number): number {
  return learnS + ((seed * 37) % 60);
}

export interface FaultRun {
  script: ScriptedFault;
  seed: number;
  onsetS: number;
  /** When the first sign crossed its value; null when it never did. */
  signS: number | null;
  /** When the first alarm or incident rose at or after the onset; null when none did. */
  toldS: number | null;
  /** When the right cause first stood on top of an incident. */
  namedS: number | null;
  /** Rank of the right cause when the run ended, or when its incident closed: 1 first; null where it was not named. */
  rank: number | null;
  /** What stood first where that was not right. */
  instead: string | null;
  /** Incidents that had opened before the onset: false alarms. */
  before: string[];
  /** What bursts of the healthy machine were called. */
  findingsBefore: string[];
  /** The sign's signal in the last ten minutes before the onset; null without a sign. */
  healthySign: { mean: number; deviation: number } | null;
  /** First alarm at or after the onset, for the manual search. */
  alarms: { alarm: Alarm; atS: number }[];
  incidents: number;
}

/** @param each called after every second, for whoever searches by hand */
export async function runFault(
  index: ModelIndex,
  script: ScriptedFault,
  seed: number,
  each: (plant: VirtualPlant, alarms: readonly Alarm[]) => void = () => undefined,
): Promise<FaultRun> {
  const machine = addressOf(index, script.line, script.machine);
  const onsetS = onsetOf(script, seed);
  const fault = {
    id: script.fault,
    equipment: machine,
    component: script.component,
    signal: script.signal,
    onsetS,
    endS: Infinity,
    severity: script.severity,
    growth: script.growth,
    tauS: script.tauS,
    maxSeverity: 4,
  };
  const plant = new VirtualPlant(index, script.line, seed, [fault]);
  const sign = signOf(index, script, machine);
  const run: FaultRun = {
    script,
    seed,
    onsetS,
    signS: sign ? null : onsetS,
    toldS: null,
    namedS: null,
    rank: null,
    instead: null,
    before: [],
    findingsBefore: [],
    healthySign: null,
    alarms: [],
    incidents: 0,
  };
  const newest = new Map<string, IncidentState>();
  const toldBefore = new Set<string>();
  const healthy: number[] = [];
  while (plant.nowS < onsetS + script.minutes * 60) {
    const { alarms, incidents } = plant.step();
    if (script.hasBursts) {
      const judged = await plant.judgeBursts(machine);
      incidents.push(...judged.incidents);
      if (plant.nowS < onsetS)
        run.findingsBefore.push(...judged.findings.filter(isFault).map(({ verdict }) => verdict));
    }
    if (sign && plant.nowS < onsetS && plant.nowS >= onsetS - HEALTHY_SIGN_S)
      healthy.push(plant.twin.value[sign.signal]);
    if (sign && run.signS === null && plant.nowS >= onsetS && crossed(plant, sign)) run.signS = plant.nowS;
    for (const incident of incidents) {
      if (plant.nowS < onsetS && !newest.has(incident.id)) {
        run.before.push(describe(incident.cause));
        toldBefore.add(incident.id);
      }
      newest.set(incident.id, incident);
      if (run.namedS === null && plant.nowS >= onsetS && isRight(script, incident.cause))
        run.namedS = plant.nowS;
    }
    if (plant.nowS >= onsetS) {
      for (const alarm of alarms)
        if (alarm.state === 'Unacknowledged') run.alarms.push({ alarm, atS: plant.nowS });
      if (run.alarms.length > 0 || incidents.some(({ id }) => !toldBefore.has(id))) run.toldS ??= plant.nowS;
    }
    each(plant, alarms);
  }
  if (healthy.length > 0) run.healthySign = meanAndDeviation(healthy);
  judge(
    run,
    // What a drift began with may lie before its onset, in the noise of the sensor: told it was after.
    [...newest.values()].filter(
      ({ id, openedAt }) => !toldBefore.has(id) || openedAt >= START_MS + (onsetS - 60) * 1000,
    ),
  );
  return run;
}

/** The place of the right cause in the incident that the fault made: the one that has it, else the largest. */
function judge(run: FaultRun, incidents: readonly IncidentState[]): void {
  const own = incidents.filter(({ mergedInto }) => mergedInto === null);
  run.incidents = own.length;
  const places = own.map(({ cause, alternatives }) =>
    [cause, ...alternatives].findIndex((one) => isRight(run.script, one)),
  );
  const found = places.filter((place) => place >= 0);
  if (found.length > 0) run.rank = Math.min(...found) + 1;
  const largest = [...own].sort((a, b) => b.members.length - a.members.length)[0];
  if (run.rank !== 1) run.instead = largest ? describe(largest.cause) : 'nothing';
}

function isRight({ causes }: ScriptedFault, { key }: IncidentCauseState): boolean {
  return causes.includes(key);
}

function describe({ equipment, key }: IncidentCauseState): string {
  return `${equipment.split('/').pop()} ${key}`;
}

/** @throws Error if the line has no such machine */
export function addressOf(index: ModelIndex, line: string, id: string): string {
  const machine = index.equipmentOf(line).find((one) => one.id === id);
  if (!machine) throw new Error(`There is no machine "${id}" on ${line}.`);
  return machine.address;
}

interface Sign {
  signal: number;
  isAbove: boolean;
  value: number;
}

function signOf(index: ModelIndex, { sign, line }: ScriptedFault, machine: string): Sign | undefined {
  if (!sign) return undefined;
  const at = sign.at ? addressOf(index, line, sign.at) : machine;
  const signal = index.signal(`${at}/${sign.signal}`);
  if (!signal) throw new Error(`${at} has no signal "${sign.signal}".`);
  return { signal: signal.index, isAbove: sign.is === 'above', value: sign.value };
}

function crossed({ twin }: VirtualPlant, { signal, isAbove, value }: Sign): boolean {
  return isAbove ? twin.value[signal] > value : twin.value[signal] < value;
}

function meanAndDeviation(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const square = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(square) };
}
