import type { FaultId } from '@linetwin/model/scenario';

/** What a fault of severity 1 does to one signal of its machine: `times` that much more, and `add` in the unit of the signal. */
export interface FaultEffect {
  signal: string;
  times?: number;
  add?: number;
  /** The signal follows with this time constant. */
  tauS?: number;
}

/**
 * Faults whose machine has no model of its own for them: the signatures of domain tables 1.3, 1.4, 2.8 and 2.9, at the strength that the tables
 * name. What other machines feel of them comes over the line's shared media.
 */
export const FAULT_EFFECTS: Partial<Record<FaultId, readonly FaultEffect[]>> = {
  // Pump wear: flow down at normal pressure difference.
  'coolant-pump-worn': [
    { signal: 'supply_pressure', times: -0.18, tauS: 3 },
    { signal: 'pump_current', times: 0.08, tauS: 3 },
  ],
  // Pump wear: case drain up by more than a tenth, oil 8 K warmer.
  'hydraulic-leak': [
    { signal: 'case_drain_flow', times: 0.6, tauS: 5 },
    { signal: 'oil_temp', add: 8, tauS: 600 },
  ],
  'belt-slip': [
    { signal: 'belt_encoder_speed', times: -0.14, tauS: 2 },
    { signal: 'belt_current', times: 0.45, tauS: 2 },
  ],
  // Air gets in: carbon potential off by more than 0.05 %, dew point up.
  'atmosphere-leak': [
    { signal: 'carbon_potential', add: -0.065, tauS: 120 },
    { signal: 'o2_probe', add: -40, tauS: 120 },
    { signal: 'furnace_dew_point', add: 6, tauS: 120 },
  ],
  'cooling-water-fan': [
    { signal: 'supply_temp', add: 7, tauS: 240 },
    { signal: 'return_temp', add: 6, tauS: 300 },
    { signal: 'fan_speed', times: -0.75, tauS: 5 },
  ],
  // All serials shift by more than 1.5 dB, and the master fails.
  'test-rig-spindle': [
    { signal: 'self_check', add: 1.7 },
    { signal: 'z_level', add: 2 },
  ],
  'stone-glazed': [
    { signal: 'ra', add: 0.018 },
    { signal: 'motor_current', times: -0.22, tauS: 2 },
  ],
  'blade-blunt': [
    { signal: 'shear_force', times: 0.22 },
    { signal: 'blank_mass', add: 0.2 },
  ],
  'grease-nozzle-blocked': [
    { signal: 'grease_mass', add: -0.33 },
    { signal: 'grease_pressure', times: 0.3, tauS: 3 },
  ],
  'chiller-filter-clog': [
    { signal: 'source_flow', times: -0.16, tauS: 3 },
    { signal: 'filter_dp', add: 45, tauS: 3 },
  ],
  'fume-cartridge-torn': [
    { signal: 'filter_dp', times: -0.62 },
    { signal: 'air_flow', times: 0.09, tauS: 2 },
    { signal: 'beam_filter_dp', times: -0.62 },
    { signal: 'beam_air_flow', times: 0.09, tauS: 2 },
  ],
  'fsw-plunge': [
    { signal: 'plunge_error', add: 0.14 },
    { signal: 'axial_force', times: 0.12 },
  ],
  'cleaning-residue': [
    { signal: 'residue', add: 0.09 },
    { signal: 'gloss', times: -0.45 },
    { signal: 'scan_speed', times: -0.35, tauS: 1 },
  ],
  'back-reflection': [{ signal: 'back_reflection', times: 2.2 }],
};
