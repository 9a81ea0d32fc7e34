/** Faults a scenario can put into a machine, and on which equipment kinds they mean something. */
export interface FaultKind {
  id: string;
  /** What it is, for `sim list`. */
  description: string;
  /** Equipment kinds; undefined for every machine that has the named component or signal. */
  kinds?: readonly string[];
  /** What the scenario must name besides the equipment. */
  needs?: 'component' | 'signal';
}

const GRINDERS = ['face-grinder', 'centreless-grinder', 'raceway-grinder', 'bore-grinder'] as const;
const FURNACES = ['anneal-furnace', 'mesh-belt-furnace', 'temper-furnace'] as const;

export const FAULT_KINDS = [
  {
    id: 'outer-race',
    description: 'Outer race defect of a bearing; severity 1 rings with 10 m/s2',
    needs: 'component',
  },
  { id: 'inner-race', description: 'Inner race defect of a bearing', needs: 'component' },
  { id: 'ball', description: 'Rolling element defect of a bearing', needs: 'component' },
  { id: 'imbalance', description: 'Unbalance of a spindle or rotor: 1x grows' },
  { id: 'misalignment', description: 'Misalignment of a spindle or motor: 2x grows' },
  {
    id: 'wheel-dull',
    description:
      'Grinding wheel dull: wheel power in the cut up by a third at severity 1, vibration up, burn',
    kinds: GRINDERS,
  },
  { id: 'chatter', description: 'Grinding chatter: a line not tied to the spindle', kinds: GRINDERS },
  {
    id: 'coolant-filter-clog',
    description:
      'Coolant filter clogs: pressure difference up, flow down; at the plant it reaches all grinders',
    kinds: ['coolant-plant', ...GRINDERS],
  },
  {
    id: 'furnace-element',
    description: 'Heating element open: output saturates while temperature sags',
    kinds: FURNACES,
  },
  {
    id: 'thermocouple-drift',
    description: 'Thermocouple of zone 1 (or the named signal) drifts; the controller follows it',
    kinds: FURNACES,
  },
  {
    id: 'quench-oil-hot',
    description: 'Quench oil cooling lost: oil temperature up, hardness down',
    kinds: ['mesh-belt-furnace'],
  },
  {
    id: 'tool-wear',
    description: 'Turning tool worn: spindle load up, dimension drifts',
    kinds: ['cnc-lathe'],
  },
  { id: 'chuck-leak', description: 'Chuck leaks: pressure falls', kinds: ['cnc-lathe'] },
  {
    id: 'coil-short',
    description: 'Induction coil turn short: frequency up 3 to 8 %, water warmer',
    kinds: ['induction-heater'],
  },
  {
    id: 'pyrometer-fouled',
    description: 'Scale on the pyrometer: reading falls at the same power',
    kinds: ['induction-heater'],
  },
  { id: 'die-wear', description: 'Press die worn: tonnage drifts up', kinds: ['forging-press'] },
  { id: 'brake-wear', description: 'Press brake worn: stop angle creeps up', kinds: ['forging-press'] },
  {
    id: 'window-dirty',
    description: 'Protective window dirty: hotter, scatters, depth falls',
    kinds: ['weld-head'],
  },
  { id: 'focus-shift', description: 'Focus drifts with beam-on time: depth down', kinds: ['weld-head'] },
  {
    id: 'power-low',
    description: 'Laser module ageing: power low, pump current up',
    kinds: ['fibre-laser', 'ring-spot-source'],
  },
  {
    id: 'shield-gas-low',
    description: 'Shielding gas low: flow and pressure fall, plasma noisy',
    kinds: ['shield-gas'],
  },
  {
    id: 'gap',
    description: 'Joint gap opens: tracker gap up, reflection drops out',
    kinds: ['positioner', 'seam-tracker'],
  },
  {
    id: 'seam-offset',
    description: 'Seam lies off: tracker offset up',
    kinds: ['positioner', 'seam-tracker'],
  },
  {
    id: 'chiller-condenser',
    description: 'Chiller condenser dirty: supply warmer, compressor current up',
    kinds: ['chiller'],
  },
  {
    id: 'fume-filter-clog',
    description: 'Fume filter clogs: pressure difference up, flow down',
    kinds: ['fume-extraction'],
  },
  {
    id: 'fsw-tool-wear',
    description: 'Friction stir tool worn: torque down, forces up',
    kinds: ['fsw-gantry'],
  },
  { id: 'air-leak', description: 'Compressed-air leak: flow and compressor power up', kinds: ['compressor'] },
  { id: 'stuck-sensor', description: 'A sensor keeps its last value', needs: 'signal' },
  { id: 'dropped-sensor', description: 'A sensor sends nothing any more', needs: 'signal' },
  {
    id: 'drifting-sensor',
    description: 'A sensor drifts by a tenth of its normal width at severity 1',
    needs: 'signal',
  },
] as const satisfies readonly FaultKind[];

export type FaultId = (typeof FAULT_KINDS)[number]['id'];

export function faultKind(id: string): FaultKind | undefined {
  return FAULT_KINDS.find((kind) => kind.id === id);
}
