import type { SourceClock } from './source-clock.ts';
import type { WeldProcess } from './weld-process.ts';

/** What the machines of one line share besides parts: media, meters and the process of a weld cell. */
export interface LineContext {
  clock: SourceClock;
  /** Coolant that reaches the grinders against the usual, 0 to 1. */
  coolantShare: number;
  /** Compressed air the machines of the line take, m3/min. */
  airDemandM3PerMin: () => number;
  /** Electric power of all machines of the line, kW, and their energy, kWh. */
  totalPowerKw: () => number;
  totalEnergyKwh: () => number;
  /** The weld cell a machine belongs to. */
  weldProcess: (lane: string) => WeldProcess | undefined;
}
