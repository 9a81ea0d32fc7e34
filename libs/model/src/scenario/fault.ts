import type { FaultId } from './fault-kinds.ts';

/** A fault of one machine over time, as the scenario says; times in simulated seconds from the start. */
export interface Fault {
  id: FaultId;
  equipment: string;
  component?: string;
  signal?: string;
  onsetS: number;
  endS: number;
  /** Severity at onset (growing faults) or when fully there (ramped faults). */
  severity: number;
  growth: 'step' | 'ramp' | 'exponential';
  /** Time constant of the exponential, or length of the ramp, seconds. */
  tauS: number;
  /** Growth stops here. */
  maxSeverity: number;
}

/** Severity at a time: 0 before the onset and after the end; A = A0 exp(t / tau) for growing faults. */
export function severityAt(fault: Fault, timeS: number): number {
  if (timeS < fault.onsetS || timeS >= fault.endS) return 0;
  const t = timeS - fault.onsetS;
  switch (fault.growth) {
    case 'step':
      return fault.severity;
    case 'ramp':
      return fault.severity * Math.min(1, t / fault.tauS);
    case 'exponential':
      return Math.min(fault.maxSeverity, fault.severity * Math.exp(t / fault.tauS));
  }
}
