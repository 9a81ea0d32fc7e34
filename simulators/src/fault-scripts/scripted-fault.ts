import type { Fault } from '@linetwin/model/scenario';

/** One fault put into a line, what it is called when it is found, and the sign by which anyone could see it first. */
export interface ScriptedFault {
  name: string;
  line: 'bearing-1' | 'weld-1';
  machine: string;
  fault: Fault['id'];
  component?: string;
  signal?: string;
  /** Strength, in the unit of the fault kind; the tables' own where it is 1. */
  severity: number;
  growth: Fault['growth'];
  /** Seconds until it is fully there. */
  tauS: number;
  /** Names under which the product or a person may find it; the first is the proper one. */
  causes: readonly string[];
  /** Signal (of `at`, else of the machine) that crosses this value first; left out: seen from the onset on. */
  sign?: { at?: string; signal: string; is: 'above' | 'below'; value: number };
  /** Minutes after the onset that are watched. */
  minutes: number;
  /** Whether other machines feel it. */
  crossMachine?: boolean;
  /** Healthy running before it, seconds, where half an hour does not teach what it is compared with. */
  learnS?: number;
  /** Whether its machine's vibration bursts are judged: what nobody could read off values. */
  hasBursts?: boolean;
}

type Rest = Partial<ScriptedFault> & Pick<ScriptedFault, 'causes'>;

export function on(line: ScriptedFault['line']) {
  return (name: string, machine: string, fault: Fault['id'], rest: Rest): ScriptedFault => ({
    name,
    line,
    machine,
    fault,
    severity: 1,
    growth: 'ramp',
    tauS: 300,
    minutes: 20,
    ...rest,
  });
}
/** There at once. */
export const step = { growth: 'step', tauS: 1 } as const;
export const above = (signal: string, value: number, at?: string) => ({
  signal,
  is: 'above' as const,
  value,
  at,
});
export const below = (signal: string, value: number, at?: string) => ({
  signal,
  is: 'below' as const,
  value,
  at,
});
