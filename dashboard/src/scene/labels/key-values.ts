import type { MachineLive } from '../plant/machine-live.ts';

/** The one value that says most about a kind of machine; the first of these signals that it has. */
const KEY_SIGNALS: Record<string, readonly string[]> = {
  'bar-shear': ['shear_force'],
  'induction-heater': ['exit_temp'],
  'forging-press': ['tonnage_peak'],
  'ring-mill': ['hydraulic_pressure', 'rolled_od'],
  'anneal-furnace': ['zone_4_temp'],
  'cnc-lathe': ['spindle_load'],
  'mesh-belt-furnace': ['zone_3_temp'],
  'temper-furnace': ['zone_2_temp'],
  'face-grinder': ['wheel_power', 'spindle_speed'],
  'centreless-grinder': ['wheel_power', 'spindle_speed'],
  'raceway-grinder': ['wheel_power', 'spindle_speed'],
  'bore-grinder': ['wheel_power', 'spindle_speed'],
  superfinisher: ['ra', 'oscillation'],
  'demag-washer': ['residual_field'],
  'ball-supply': ['hopper_level'],
  'cage-supply': ['hopper_level'],
  'assembly-cell': ['clearance'],
  'clearance-gauge': ['clearance'],
  'vibration-tester': ['z_level'],
  'grease-sealer': ['grease_mass'],
  'packing-cell': ['box_count'],
  compressor: ['air_pressure'],
  'coolant-plant': ['supply_temp'],
  'cooling-water': ['supply_temp'],
  'main-meter': ['total_power'],
  'fibre-laser': ['laser_power'],
  'ring-spot-source': ['laser_power'],
  'laser-robot': ['tcp_speed'],
  'weld-head': ['window_temp'],
  'seam-tracker': ['lateral_offset'],
  'weld-monitor': ['depth'],
  chiller: ['source_temp'],
  'shield-gas': ['gas_flow'],
  'fume-extraction': ['air_flow'],
  positioner: ['clamp_pressure'],
  'fsw-gantry': ['tool_temp'],
  'laser-cleaner': ['average_power'],
  'seam-inspection': ['pores'],
};

/** Position of the signal a machine's label shows, or -1. Kinds that are not named show their power. */
export function keySignal(machine: MachineLive): number {
  for (const id of KEY_SIGNALS[machine.equipment.kind] ?? []) {
    if (machine.has(id)) return machine.indexOf(id);
  }
  return machine.signals.power?.index ?? -1;
}
