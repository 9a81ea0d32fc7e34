import { on, step, type ScriptedFault } from './scripted-fault.ts';

const bearing = on('bearing-1');
const weld = on('weld-1');

/** Sensors that lie; each is there from its onset on, and has no sign before it. */
export const SENSOR_FAULT_SCRIPTS: readonly ScriptedFault[] = [
  bearing('stuck sensor, vibration', 'B11-OR2', 'stuck-sensor', {
    ...step,
    signal: 'vib_velocity',
    causes: ['sensor-stuck'],
    minutes: 10,
  }),
  bearing('stuck sensor, coolant flow', 'BU-COOL', 'stuck-sensor', {
    ...step,
    signal: 'supply_flow',
    causes: ['sensor-stuck'],
    minutes: 10,
  }),
  bearing('silent sensor', 'BU-C1', 'dropped-sensor', {
    ...step,
    signal: 'air_pressure',
    causes: ['sensor-dropout'],
    minutes: 10,
  }),
  bearing('noisy sensor', 'B06-2', 'noisy-sensor', {
    ...step,
    severity: 2,
    signal: 'chuck_pressure',
    causes: ['sensor-noisy'],
    minutes: 10,
  }),
  bearing('spiky sensor', 'B07', 'spiky-sensor', {
    ...step,
    signal: 'quench_oil_temp',
    causes: ['sensor-spikes'],
    minutes: 15,
  }),
  weld('stuck sensor, water temperature', 'L07-A', 'stuck-sensor', {
    ...step,
    signal: 'source_temp',
    causes: ['sensor-stuck'],
    minutes: 10,
  }),
  bearing('open current loop', 'B02', 'open-sensor', {
    ...step,
    signal: 'exit_temp',
    causes: ['sensor-open'],
    minutes: 10,
  }),
];
