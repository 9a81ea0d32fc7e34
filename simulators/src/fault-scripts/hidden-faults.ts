import { on, step, type ScriptedFault } from './scripted-fault.ts';

/*
 * Faults that no value shows by itself: hours of a line each. Some raise an alarm, none has a sign that a handbook of trends could hold.
 */

/** Two hours hold the 20 bursts of a baseline; an hour with the fault holds twelve. */
const BURSTS_LEARN_S = 7200;
const BURSTS_MINUTES = 60;
/** What signals tell of each other is learned over two hours of work. */
const RELATION_LEARN_S = 9000;

type Rest = Partial<ScriptedFault> & Pick<ScriptedFault, 'causes'>;

function inBursts(name: string, machine: string, fault: ScriptedFault['fault'], rest: Rest): ScriptedFault {
  return {
    name,
    line: 'bearing-1',
    machine,
    fault,
    severity: 1,
    growth: 'ramp',
    tauS: 300,
    minutes: BURSTS_MINUTES,
    learnS: BURSTS_LEARN_S,
    hasBursts: true,
    ...rest,
  };
}

/**
 * Faults of bearings, shafts and motors at the strength that a good technician would call, on machines of different speeds and bearings.
 */
export const BURST_FAULTS: readonly ScriptedFault[] = [
  inBursts('outer race, grinder support', 'B11-IR1', 'outer-race', {
    component: 'support',
    causes: ['outer-race'],
  }),
  inBursts('outer race, compressor motor', 'BU-C1', 'outer-race', {
    component: 'motor',
    causes: ['outer-race'],
  }),
  inBursts('inner race, lathe spindle', 'B06-1', 'inner-race', {
    component: 'spindle',
    causes: ['inner-race'],
  }),
  inBursts('inner race, compressor motor', 'BU-C2', 'inner-race', {
    component: 'motor',
    causes: ['inner-race'],
  }),
  inBursts('rolling element, lathe spindle', 'B06-2', 'ball', {
    component: 'spindle',
    severity: 2,
    causes: ['rolling-element'],
  }),
  inBursts('imbalance, bore grinder', 'B12-1', 'imbalance', { causes: ['imbalance'] }),
  inBursts('misalignment, coolant pump', 'BU-COOL', 'misalignment', { causes: ['misalignment'] }),
  inBursts('looseness, bore grinder', 'B12-2', 'looseness', { causes: ['looseness'] }),
  inBursts('broken tooth, bar shear', 'B01', 'gear', { causes: ['gear'] }),
  inBursts('drive belt, fume extraction', 'L09-A', 'drive-belt', { line: 'weld-1', causes: ['belt'] }),
  // Told from imbalance by another speed and the way back, which takes as many bursts.
  inBursts('soft support, compressor', 'BU-C1', 'soft-support', { causes: ['resonance'], minutes: 90 }),
  inBursts('broken rotor bar, compressor 1', 'BU-C1', 'rotor-bar', { causes: ['rotor-bar'] }),
  inBursts('broken rotor bar, compressor 2', 'BU-C2', 'rotor-bar', { causes: ['rotor-bar'] }),
  inBursts('stator winding short, compressor 1', 'BU-C1', 'stator-short', { causes: ['stator-short'] }),
  inBursts('stator winding short, compressor 2', 'BU-C2', 'stator-short', { causes: ['stator-short'] }),
  inBursts('air-gap eccentricity, compressor 1', 'BU-C1', 'eccentricity', { causes: ['eccentricity'] }),
  inBursts('air-gap eccentricity, compressor 2', 'BU-C2', 'eccentricity', { causes: ['eccentricity'] }),
  inBursts('unbalanced supply, compressor 1', 'BU-C1', 'supply-unbalance', { causes: ['supply-unbalance'] }),
  inBursts('loose accelerometer, bore grinder', 'B12-1', 'loose-accelerometer', { causes: ['sensor-loose'] }),
  inBursts('loose accelerometer, compressor', 'BU-C1', 'loose-accelerometer', { causes: ['sensor-loose'] }),
];

const bearing = on('bearing-1');
const weld = on('weld-1');

/** Sensors that lie within their usual range. */
export const LYING_SENSORS: readonly ScriptedFault[] = [
  bearing('drifting sensor, wheel power', 'B11-OR1', 'drifting-sensor', {
    severity: 3,
    tauS: 3600,
    signal: 'wheel_power',
    causes: ['sensor-drift'],
    learnS: RELATION_LEARN_S,
    minutes: 90,
  }),
  bearing('biased sensor, coolant flow', 'BU-COOL', 'drifting-sensor', {
    ...step,
    severity: 1.5,
    signal: 'supply_flow',
    causes: ['sensor-drift'],
    learnS: RELATION_LEARN_S,
    minutes: 30,
  }),
  // An offset says the same of it as long as the work has not varied.
  bearing('wrong scale, air flow', 'BU-C1', 'scaled-sensor', {
    ...step,
    severity: 2,
    signal: 'air_flow',
    causes: ['sensor-scale', 'sensor-drift'],
    learnS: RELATION_LEARN_S,
    minutes: 120,
  }),
  weld('biased sensor, chiller current', 'L07-A', 'drifting-sensor', {
    ...step,
    severity: 3,
    signal: 'compressor_current',
    causes: ['sensor-drift'],
    learnS: RELATION_LEARN_S,
    minutes: 30,
  }),
  bearing('swapped channels, lathes', 'B06-1', 'swapped-sensor', {
    ...step,
    signal: 'power',
    component: 'B06-2',
    causes: ['sensor-swapped'],
    learnS: 1800,
    minutes: 240,
  }),
];
