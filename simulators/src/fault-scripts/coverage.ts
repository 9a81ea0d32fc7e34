import {
  BEARING_FAULTS,
  MOTOR_FAULTS,
  PROCESS_RULES,
  SENSOR_FAULTS,
  SHAFT_FAULTS,
} from '@linetwin/condition';
import { FAULT_KINDS, type FaultId } from '@linetwin/model/scenario';
import { BURST_FAULTS, LYING_SENSORS } from './hidden-faults.ts';
import type { ScriptedFault } from './scripted-fault.ts';
import { SCRIPTED_FAULTS } from './scripted-faults.ts';

/** Everything that the bench puts into a line. */
export const ALL_SCRIPTS: readonly ScriptedFault[] = [...SCRIPTED_FAULTS, ...BURST_FAULTS, ...LYING_SENSORS];

const WELDS = 'of single seams, in the bench of welds';

/** Causes that the product can name, and faults of the simulators, that no script has, and why. */
export const NOT_SCRIPTED: Readonly<Record<string, string>> = {
  cage: 'no simulator has it',
  'bent-shaft': 'no simulator has it, and with one radial sensor it reads as imbalance',
  'thermocouple-drift': 'the controller follows it, so nothing in the values contradicts it',
  porosity: WELDS,
  'burn-through': WELDS,
  spatter: WELDS,
  'ring-ratio': WELDS,
  'fsw-tunnel': WELDS,
  'fsw-tool-break': WELDS,
};

/** All causes that rules and diagnoses of machines and sensors can name. */
export function namedCauses(): string[] {
  const rules = PROCESS_RULES.map(({ cause }) => cause);
  return [
    ...new Set([
      ...BEARING_FAULTS,
      ...SHAFT_FAULTS,
      ...MOTOR_FAULTS,
      ...SENSOR_FAULTS,
      'sensor-loose',
      ...rules,
    ]),
  ];
}

/** Causes and kinds of faults that neither a script nor {@link NOT_SCRIPTED} has. */
export function missing(): { causes: string[]; kinds: FaultId[] } {
  const causes = new Set(ALL_SCRIPTS.flatMap((script) => script.causes));
  const kinds = new Set(ALL_SCRIPTS.map(({ fault }) => fault));
  return {
    causes: namedCauses().filter((cause) => !causes.has(cause) && !(cause in NOT_SCRIPTED)),
    kinds: FAULT_KINDS.map(({ id }) => id).filter((id) => !kinds.has(id) && !(id in NOT_SCRIPTED)),
  };
}
