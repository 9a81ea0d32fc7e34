import type { Equipment, ModelIndex, PackmlState, Signal } from '@linetwin/model';
import { PACKML_STATES } from '@linetwin/model';
import type { LiveValues } from './live-values.ts';

/** The looks of `ui/tokens.ts`; named here again because live data must not depend on colours. */
export type MachineLook =
  'running' | 'idle' | 'starved' | 'blocked' | 'held' | 'stopped' | 'fault' | 'nodata';

/** What a machine shows of itself, read from its signals at one moment. */
export interface MachineStanding {
  look: MachineLook;
  /** `null` when the state was never told or is stale. */
  state: PackmlState | null;
  /** Source time of the state, ms UTC; 0 when it was never told. */
  since: number;
}

/** Look of a PackML state; a suspended machine is told apart by the side it waits on. */
export function lookOfState(state: PackmlState, waitsDownstream = false): MachineLook {
  switch (state) {
    case 'Execute':
    case 'Completing':
    case 'Unsuspending':
    case 'Unholding':
      return 'running';
    case 'Idle':
    case 'Complete':
    case 'Resetting':
      return 'idle';
    case 'Suspending':
    case 'Suspended':
      return waitsDownstream ? 'blocked' : 'starved';
    case 'Holding':
    case 'Held':
    case 'Starting':
      return 'held';
    case 'Stopping':
    case 'Stopped':
      return 'stopped';
    case 'Aborting':
    case 'Aborted':
    case 'Clearing':
      return 'fault';
  }
}

/** A machine has a pulse while one of so many signals is heard of. */
const PULSE_SIGNALS = 4;

/** Signal positions of one machine that its standing is read from. */
export interface MachineSignals {
  equipment: Equipment;
  state?: Signal;
  bufferOut?: Signal;
  power?: Signal;
  good?: Signal;
  scrap?: Signal;
  speed?: Signal;
  /** Some signals that come again and again; while they are silent a state that is told only when it changes is not believed. */
  pulse: Signal[];
  /** Parts that fit behind the machine; at this count it is blocked. */
  bufferSize: number;
}

export function machineSignals(index: ModelIndex, equipment: Equipment): MachineSignals {
  const signals = index.signalsOf(equipment);
  const withRole = (role: Signal['role']) => signals.find((signal) => signal.role === role);
  const station = index.line(equipment.line)?.stations.find(({ id }) => id === equipment.station);
  return {
    equipment,
    state: withRole('state'),
    bufferOut: signals.find(({ id }) => id === 'buffer_out'),
    power: withRole('power'),
    good: withRole('goodCount'),
    scrap: withRole('scrapCount'),
    speed: withRole('speed'),
    pulse: signals.filter(({ periodMs }) => periodMs !== undefined).slice(0, PULSE_SIGNALS),
    bufferSize: station?.bufferAfter ?? 0,
  };
}

/** How a machine stands now (`nowMs` in server time). */
export function standingOf(machine: MachineSignals, live: LiveValues, nowMs: number): MachineStanding {
  const { state } = machine;
  if (!state || live.time[state.index] === 0 || live.quality[state.index] === 2)
    return { look: 'nodata', state: null, since: state ? live.time[state.index] : 0 };
  const since = live.time[state.index];
  if (isSilent(machine, state, live, nowMs)) return { look: 'nodata', state: null, since };
  const names = state.values ?? PACKML_STATES;
  const name = names[live.value[state.index]] as PackmlState | undefined;
  if (!name || !PACKML_STATES.includes(name)) return { look: 'nodata', state: null, since };
  return { look: lookOfState(name, waitsDownstream(machine, live)), state: name, since };
}

/** Whether nothing has been heard of a machine for so long that its last state says nothing of now. */
function isSilent({ pulse }: MachineSignals, state: Signal, live: LiveValues, nowMs: number): boolean {
  if (live.isStale(state.index, nowMs)) return true;
  if (state.periodMs !== undefined) return false;
  let told = false;
  for (const { index } of pulse) {
    if (!(live.time[index] > 0)) continue;
    if (!live.isStale(index, nowMs)) return false;
    told = true;
  }
  return told;
}

/** A suspended machine whose buffer is full is blocked by what follows; otherwise it lacks parts. */
function waitsDownstream({ bufferOut, bufferSize }: MachineSignals, live: LiveValues): boolean {
  return bufferOut !== undefined && bufferSize > 0 && live.value[bufferOut.index] >= bufferSize;
}
