import { above, below, on, step, type ScriptedFault } from './scripted-fault.ts';
import { SENSOR_FAULT_SCRIPTS } from './scripted-sensor-faults.ts';

const bearing = on('bearing-1');
const weld = on('weld-1');

/** Thresholds of the signs are those of domain tables 2.8 and 2.9, or the edge of the normal band where a table names none. */
export const SCRIPTED_FAULTS: readonly ScriptedFault[] = [
  bearing('coolant filter clogs', 'BU-COOL', 'coolant-filter-clog', {
    causes: ['coolant-filter-clogged'],
    sign: above('filter_dp', 80),
    crossMachine: true,
  }),
  bearing('coolant filter clogs slowly', 'BU-COOL', 'coolant-filter-clog', {
    tauS: 1200,
    minutes: 30,
    causes: ['coolant-filter-clogged'],
    sign: above('filter_dp', 80),
    crossMachine: true,
  }),
  bearing('coolant pump worn', 'BU-COOL', 'coolant-pump-worn', {
    causes: ['coolant-pump-worn'],
    sign: below('supply_flow', 1520),
    crossMachine: true,
  }),
  bearing('cooling tower fan fails', 'BU-WATER', 'cooling-water-fan', {
    ...step,
    causes: ['cooling-water-lost'],
    sign: above('supply_temp', 31.6),
    crossMachine: true,
  }),
  bearing('wheel dull, outer raceway', 'B11-OR1', 'wheel-dull', {
    causes: ['wheel-dull'],
    sign: above('wheel_power', 5.2),
  }),
  bearing('wheel dull, bore', 'B12-2', 'wheel-dull', {
    causes: ['wheel-dull'],
    sign: above('wheel_power', 4.0),
  }),
  bearing('wheel dull, faces', 'B09', 'wheel-dull', {
    causes: ['wheel-dull'],
    sign: above('wheel_power', 25),
  }),
  bearing('chatter, inner raceway', 'B11-IR2', 'chatter', {
    causes: ['chatter'],
    sign: above('vib_velocity', 1.1),
  }),
  bearing('chatter, bore', 'B12-1', 'chatter', {
    ...step,
    causes: ['chatter'],
    sign: above('vib_velocity', 1.1),
  }),
  bearing('turning tool worn', 'B06-1', 'tool-wear', {
    causes: ['tool-worn'],
    sign: above('spindle_load', 65),
  }),
  bearing('turning tool worn, inner ring', 'B06-5', 'tool-wear', {
    tauS: 600,
    causes: ['tool-worn'],
    sign: above('spindle_load', 65),
  }),
  bearing('chuck leaks', 'B06-3', 'chuck-leak', {
    causes: ['chuck-leak'],
    sign: below('chuck_pressure', 1.62),
  }),
  bearing('chuck leaks suddenly', 'B06-6', 'chuck-leak', {
    ...step,
    severity: 0.5,
    causes: ['chuck-leak'],
    sign: below('chuck_pressure', 1.62),
  }),
  bearing('induction coil shorted turn', 'B02', 'coil-short', {
    ...step,
    causes: ['induction-coil-short'],
    sign: above('frequency', 2.07),
  }),
  bearing('pyrometer fouled', 'B02', 'pyrometer-fouled', {
    causes: ['pyrometer-fouled'],
    sign: below('exit_temp', 1066),
  }),
  bearing('forging die worn', 'B03', 'die-wear', { causes: ['die-worn'], sign: above('part_height', 0.15) }),
  bearing('press brake worn', 'B03', 'brake-wear', {
    causes: ['press-brake-worn'],
    sign: above('brake_stop_angle', 16),
  }),
  bearing('heating element open, quench', 'B07', 'furnace-element', {
    ...step,
    component: 'zone_3',
    causes: ['heating-element-open'],
    sign: above('zone_3_output', 95),
    minutes: 30,
  }),
  bearing('heating element open, temper', 'B08', 'furnace-element', {
    ...step,
    component: 'zone_2',
    causes: ['heating-element-open'],
    sign: above('zone_2_power', 95),
    minutes: 30,
  }),
  bearing('quench oil cooling lost', 'B07', 'quench-oil-hot', {
    ...step,
    causes: ['quench-oil-cooling-lost'],
    sign: above('quench_oil_temp', 90),
    minutes: 30,
    crossMachine: true,
  }),
  bearing('furnace belt slips', 'B07', 'belt-slip', {
    ...step,
    causes: ['belt-slip'],
    sign: below('belt_encoder_speed', 200),
  }),
  bearing('furnace atmosphere leaks', 'B07', 'atmosphere-leak', {
    ...step,
    causes: ['atmosphere-leak'],
    sign: below('carbon_potential', 0.9),
  }),
  bearing('compressed-air leak', 'BU-C2', 'air-leak', { causes: ['air-leak'], sign: above('air_flow', 8.8) }),
  bearing('hydraulic pump worn', 'B04-OR', 'hydraulic-leak', {
    causes: ['hydraulic-leak'],
    sign: above('case_drain_flow', 2.34),
  }),
  bearing('test rig spindle worn', 'B18', 'test-rig-spindle', {
    ...step,
    causes: ['test-rig-spindle-worn'],
    sign: above('self_check', 0.9),
  }),
  bearing('superfinishing stone glazed', 'B13-OR2', 'stone-glazed', {
    ...step,
    causes: ['stone-glazed'],
    sign: above('ra', 0.043),
  }),
  bearing('shear blade blunt', 'B01', 'blade-blunt', {
    causes: ['shear-blade-blunt'],
    sign: above('shear_force', 660),
  }),
  bearing('grease nozzle blocked', 'B19', 'grease-nozzle-blocked', {
    ...step,
    causes: ['grease-nozzle-blocked'],
    sign: below('grease_mass', 1.5),
  }),
  weld('protective window dirty', 'L03-A', 'window-dirty', {
    causes: ['window-dirty'],
    sign: above('window_scatter', 2.2),
    crossMachine: true,
  }),
  weld('protective window dirty, cell B', 'L03-B', 'window-dirty', {
    tauS: 900,
    minutes: 30,
    causes: ['window-dirty'],
    sign: above('window_scatter', 2.2),
    crossMachine: true,
  }),
  weld('focus shifts', 'L03-A', 'focus-shift', {
    causes: ['focus-shifted'],
    sign: above('focus_position', 2.5),
    crossMachine: true,
  }),
  weld('laser module aged', 'L01', 'power-low', {
    causes: ['laser-module-aged'],
    sign: below('power_deviation', -3),
    crossMachine: true,
  }),
  weld('back-reflection', 'L04', 'back-reflection', {
    ...step,
    causes: ['back-reflection'],
    sign: above('back_reflection', 2),
  }),
  weld('shielding gas low', 'L08-B', 'shield-gas-low', {
    causes: ['shield-gas-low'],
    sign: below('gas_flow_ratio', 80),
    crossMachine: true,
  }),
  weld('joint gap', 'L10-A', 'gap', {
    causes: ['joint-gap'],
    sign: above('gap', 0.6, 'L05-A'),
    crossMachine: true,
  }),
  weld('seam offset', 'L10-B', 'seam-offset', {
    causes: ['seam-offset'],
    sign: above('lateral_offset', 0.2, 'L05-B'),
    crossMachine: true,
  }),
  weld('chiller condenser dirty', 'L07-A', 'chiller-condenser', {
    causes: ['chiller-condenser-dirty'],
    sign: above('source_temp', 23.5),
    crossMachine: true,
  }),
  weld('chiller filter clogs', 'L07-B', 'chiller-filter-clog', {
    causes: ['chiller-filter-clogged'],
    sign: below('source_flow', 137),
    crossMachine: true,
  }),
  weld('fume filter clogs', 'L09-A', 'fume-filter-clog', {
    causes: ['fume-filter-clogged'],
    sign: above('filter_dp', 1800),
  }),
  weld('fume cartridge torn', 'L09-B', 'fume-cartridge-torn', {
    ...step,
    causes: ['fume-cartridge-torn'],
    sign: below('filter_dp', 600),
  }),
  weld('stirring tool worn', 'L11', 'fsw-tool-wear', {
    ...step,
    causes: ['fsw-tool-worn'],
    sign: above('traverse_force', 3.2),
  }),
  weld('plunge too deep', 'L11', 'fsw-plunge', {
    ...step,
    causes: ['fsw-plunge-wrong'],
    sign: above('plunge_error', 0.1),
  }),
  weld('cleaning leaves residue', 'L12', 'cleaning-residue', {
    ...step,
    causes: ['cleaning-residue'],
    sign: above('residue', 0.1),
  }),
  ...SENSOR_FAULT_SCRIPTS,
];
