const GRINDERS = ['face-grinder', 'centreless-grinder', 'raceway-grinder', 'bore-grinder'];

/**
 * Signals of a machine that follow one and the same thing, so that each of them tells what the others should be.
 *
 * Only relations that no machine fault of domain tables 1.3, 1.4, 2.8 and 2.9 breaks while `still` keeps still: the power of a furnace
 * zone against its controller is not among them, because an open element is just that; nor is pump current against laser power, an
 * aged module.
 */
export interface SensorRelation {
  kinds: readonly string[];
  /** Ids of two signals or more. */
  signals: readonly string[];
  /** Signals that have to be where they were while it was learned, else the relation says nothing. */
  still?: readonly string[];
}

export const SENSOR_RELATIONS: readonly SensorRelation[] = [
  // What the wheel or spindle takes is part of what the machine takes, P = P_base + aux + P_proc (domain table 1.5).
  { kinds: GRINDERS, signals: ['wheel_power', 'power'] },
  { kinds: ['cnc-lathe'], signals: ['spindle_load', 'power'] },
  // One operating point of the pump: a worn one and a clogged filter move all of them (2.8).
  { kinds: ['coolant-plant'], signals: ['supply_flow', 'supply_pressure', 'pump_current', 'power'] },
  // 6.5 to 7.5 kW per m3/min at one pressure (1.5); a leak takes both up.
  { kinds: ['compressor'], signals: ['air_flow', 'power'], still: ['air_pressure'] },
  // P = Q / COP + pump (1.5); a dirty condenser warms the water too (1.4, L07).
  {
    kinds: ['chiller'],
    signals: ['compressor_current', 'power'],
    still: ['source_temp', 'source_flow'],
  },
  // The encoder runs on the belt; a belt that slips loads its motor (2.8).
  { kinds: ['mesh-belt-furnace'], signals: ['belt_encoder_speed', 'belt_speed'], still: ['belt_current'] },
  // The carbon potential follows from the probe; air that leaks in takes the dew point up as well (2.8).
  { kinds: ['mesh-belt-furnace'], signals: ['carbon_potential', 'o2_probe'], still: ['furnace_dew_point'] },
];

/** Units of what falls when a machine stops: its own load, as against that of its neighbour. */
export const LOAD_UNITS: ReadonlySet<string> = new Set(['kW', 'A', '%']);
