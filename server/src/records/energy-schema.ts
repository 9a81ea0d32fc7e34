import type { JSONColumnType } from 'kysely';

/** Tables of energy and of what it was used for. */
export interface EnergySchema {
  /** Quarters of an hour of every meter, by product, lot and shift. */
  energy_interval: {
    meter: string;
    from_at: number;
    product: string;
    lot: string;
    shift: string;
    /** Line whose owner books it; empty for imported readings. */
    line: string;
    kwh_productive: number;
    kwh_idle: number;
    kwh_standby: number;
    kwh_start_up: number;
    kwh_unknown: number;
    s_productive: number;
    s_idle: number;
    s_standby: number;
    s_start_up: number;
    s_unknown: number;
    estimated_kwh: number;
    missing_s: number;
    good: number;
    scrap: number;
    /** Source time and stand of the register up to which it is booked. */
    booked_until: number;
    counter: number;
  };
  /** Baselines that people made: their days, so that what they say can be computed again. */
  energy_baseline: {
    id: string;
    name: string;
    meter: string;
    from_at: number;
    to_at: number;
    at: number;
    by: string;
    period: 'day' | 'shift' | 'hour';
    variables: JSONColumnType<string[]>;
    /** kWh and variables of each period, in order. */
    days: JSONColumnType<{ day: string; kwh: number; x: number[] }[]>;
    retired_at: number | null;
  };
  /** Events that a baseline cannot know, entered by people. */
  non_routine_event: {
    id: string;
    meter: string;
    from_at: number;
    to_at: number;
    /** Energy that it took more than usual; null to leave its days out. */
    kwh: number | null;
    reason: string;
    at: number;
    by: string;
    withdrawn_at: number | null;
  };
  /** What owners of lines tell of the demand, and what its forecast learned. */
  demand_note: {
    name: string;
    kept_at: number;
    note: JSONColumnType<object>;
  };
  /** Files of meter readings that were taken. */
  meter_import: {
    id: string;
    meter: string;
    at: number;
    by: string;
    file: string;
    from_at: number;
    to_at: number;
    taken: number;
    expected: number;
    problems: JSONColumnType<object[]>;
  };
}
