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
  {
    id: 'coolant-pump-worn',
    description: 'Coolant pump worn: flow down at normal pressure difference; reaches all grinders',
    kinds: ['coolant-plant'],
  },
  {
    id: 'hydraulic-leak',
    description: 'Hydraulic pump worn: case drain up, oil warmer',
    kinds: ['ring-mill'],
  },
  {
    id: 'belt-slip',
    description: 'Furnace belt slips: encoder slower than commanded, current up',
    kinds: ['mesh-belt-furnace'],
  },
  {
    id: 'atmosphere-leak',
    description: 'Air gets into the furnace: carbon potential off, dew point up',
    kinds: ['mesh-belt-furnace'],
  },
  {
    id: 'cooling-water-fan',
    description: 'Tower fan fails: cooling water warm; reaches heater, quench oil, hydraulics',
    kinds: ['cooling-water'],
  },
  {
    id: 'test-rig-spindle',
    description: 'Spindle of the vibration tester worn: all serials shift, master fails',
    kinds: ['vibration-tester'],
  },
  {
    id: 'stone-glazed',
    description: 'Superfinishing stone glazed: current down, roughness up',
    kinds: ['superfinisher'],
  },
  {
    id: 'blade-blunt',
    description: 'Shear blade blunt: force up, mass scatters',
    kinds: ['bar-shear'],
  },
  {
    id: 'grease-nozzle-blocked',
    description: 'Grease nozzle blocked: mass low, pressure up',
    kinds: ['grease-sealer'],
  },
  {
    id: 'chiller-filter-clog',
    description: 'Chiller filter clogs: flow down, pressure difference up; reaches the source',
    kinds: ['chiller'],
  },
  {
    id: 'fume-cartridge-torn',
    description: 'Fume cartridge torn: pressure difference falls suddenly',
    kinds: ['fume-extraction'],
  },
  {
    id: 'fsw-plunge',
    description: 'Plunge depth wrong: depth error, axial force up',
    kinds: ['fsw-gantry'],
  },
  {
    id: 'cleaning-residue',
    description: 'Laser cleaning leaves residue: gloss down, scan slow',
    kinds: ['laser-cleaner'],
  },
  {
    id: 'back-reflection',
    description: 'Light comes back into the source: spikes while the keyhole opens',
    kinds: ['fibre-laser', 'ring-spot-source'],
  },
  {
    id: 'porosity',
    description: 'Dirty joint: pores over a stretch of the seam, depth and plasma unsteady',
    kinds: ['laser-robot'],
  },
  {
    id: 'burn-through',
    description: 'Melt falls through at places: reflection at the floor, thermal drops',
    kinds: ['laser-robot'],
  },
  { id: 'spatter', description: 'Unsteady keyhole: many spatter bursts per metre', kinds: ['laser-robot'] },
  {
    id: 'ring-ratio',
    description: 'Ring gets less of the power than the program asks, the core more',
    kinds: ['ring-spot-source'],
  },
  {
    id: 'fsw-tunnel',
    description: 'Tunnel under the friction stir weld: slow swing of force and torque, axial force low',
    kinds: ['fsw-gantry'],
  },
  {
    id: 'fsw-tool-break',
    description: 'Pin of the friction stir tool breaks: traverse force falls at once',
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
  {
    id: 'open-sensor',
    description: 'A current loop is open: the reading sits at the end of its range',
    needs: 'signal',
  },
  { id: 'spiky-sensor', description: 'A sensor jumps for one sample every minute or so', needs: 'signal' },
  {
    id: 'noisy-sensor',
    description: 'Noise of a sensor up: a fifth of its normal width at severity 1',
    needs: 'signal',
  },
] as const satisfies readonly FaultKind[];

export type FaultId = (typeof FAULT_KINDS)[number]['id'];

export function faultKind(id: string): FaultKind | undefined {
  return FAULT_KINDS.find((kind) => kind.id === id);
}
