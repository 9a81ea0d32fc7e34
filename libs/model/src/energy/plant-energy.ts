import type { EquipmentAddress, SignalAddress } from '../ids.ts';
import type { LoadUse, Text } from '../plant-schema.ts';
import type { CarbonFactor } from './carbon-schema.ts';
import type { Billing, MeterLevel } from './meter-schema.ts';
import type { Tariff } from './tariff-schema.ts';

/**
 * Where a meter's kilowatt-hours come from: a counter or powers of machines, files of readings, other meters added and
 * taken off, or what hangs below it.
 */
export type MeterSource =
  | { kind: 'counter'; signal: SignalAddress; factor: number; rollsOverAt?: number }
  | { kind: 'power'; signals: SignalAddress[]; factor: number }
  | { kind: 'readings'; factor: number; rollsOverAt?: number }
  | { kind: 'formula'; plus: string[]; minus: string[] }
  | { kind: 'children' };

/** One meter of the tree, resolved. Ids of machine and load meters are paths: `line/machine`, `line/machine/load`. */
export interface Meter {
  id: string;
  name: Text;
  level: MeterLevel;
  parent?: string;
  source: MeterSource;
  line?: string;
  equipment?: EquipmentAddress;
  use?: LoadUse;
  /** Signal of its reactive power, kvar. */
  reactive?: SignalAddress;
  /** Signal of the air around its machines, °C; without one that of the meter above counts. */
  ambient?: SignalAddress;
  ratedKva?: number;
  contractKw?: number;
}

/** What a plant knows about its electricity. */
export interface PlantEnergy {
  /** Parents stand before their children; the first is the root. */
  meters: Meter[];
  billing?: Billing;
  /** By region and first day. */
  tariffs: Tariff[];
  carbonFactors: CarbonFactor[];
}
