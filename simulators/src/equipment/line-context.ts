import type { SourceClock } from './source-clock.ts';
import type { Upkeep } from '../line/upkeep.ts';
import type { Weather } from '../physics/weather.ts';
import type { WeldProcess } from './weld-process.ts';

/** What the machines of one line share besides parts: media, meters and the process of a weld cell. */
export interface LineContext {
  clock: SourceClock;
  /** Coolant that reaches the grinders against the usual, 0 to 1. */
  coolantShare: number;
  /** Coolant and cooling water that the machines ask for against a line where all run, 0 to 1. */
  coolantDemand: () => number;
  waterDemand: () => number;
  /** Cooling water above the usual, K. */
  coolingWaterK: number;
  /** Compressed air the machines of the line take, m3/min, and how many compressors share it. */
  airDemandM3PerMin: () => number;
  compressorsRunning: () => number;
  /** Whether a machine that uses air has its valve open. */
  isAirNeeded: () => boolean;
  compressors: () => number;
  /** The same demand with the pressure at its usual. */
  usualAirDemandM3PerMin: () => number;
  /** Air that would leak too if nothing had been sealed, m3/min. */
  sealedAirM3PerMin: () => number;
  /** What people have done to the plant. */
  upkeep: Upkeep;
  /** Pressure in the net, MPa; leaks blow with it. */
  airPressureMpa: number;
  weather: (timeS: number) => Weather;
  /** Simulated seconds at the front of the flow of parts, which may be ahead of the machine being stepped. */
  nowS: () => number;
  /** Nothing but power is wanted: waveforms, noise of ordinary channels and seams are left out. */
  energyOnly: boolean;
  /** Set point of the chiller of a cell's laser source. */
  chillerSetpointC: (lane: string) => number;
  /** Electric power of all machines of the line, kW, and their energy, kWh. */
  totalPowerKw: () => number;
  totalEnergyKwh: () => number;
  /** What a signal of another machine really is, by the machine's id. */
  ownValue: (machine: string, signal: string) => number;
  /** The weld cell a machine belongs to. */
  weldProcess: (lane: string) => WeldProcess | undefined;
}
