import type { WeekResult } from './line-week.ts';
import type { MachineWeek } from './week-tally.ts';

/** One figure of the plant as it is today beside the range that is usual (domain tables 3.2 and 3.3). */
export interface BaselineRow {
  what: string;
  unit: string;
  value: number;
  low: number;
  high: number;
}

/** Heat for a tonne at forging temperature over the efficiency of the heater, kWh (domain table 1.5). */
const HEATER_KWH_PER_T = 327;
/** Mass that turning leaves of what was forged; a ring pair of the reference product weighs so much, kg. */
const TURNED_SHARE = 0.65;
const RING_PAIR_KG = 0.105;

/** What the baseline of both lines is, from weeks without rules. */
export function baselineTable(weeks: readonly WeekResult[]): BaselineRow[] {
  const bearing = weeks.filter(({ line }) => line.startsWith('bearing'));
  const weld = weeks.filter(({ line }) => line.startsWith('weld'));
  const kwh = (lines: readonly WeekResult[], ids: RegExp, of: (m: MachineWeek) => number = (m) => m.kwh) =>
    lines.reduce(
      (sum, w) => sum + w.machines.filter((m) => ids.test(m.id)).reduce((s, m) => s + of(m), 0),
      0,
    );
  const sets = bearing.reduce((sum, { good }) => sum + good, 0);
  const rings = kwh(bearing, /^B06/, (m) => m.parts);
  // What the heater gave in Execute went into steel at its efficiency; the same steel is annealed and then turned.
  const forgedT = kwh(bearing, /^B02$/, (m) => m.executeKwh) / HEATER_KWH_PER_T;
  const hardenedKwhPerT = kwh(bearing, /^B0[78]$/) / (forgedT * TURNED_SHARE);
  const grinding = kwh(bearing, /^(B09|B1[0-2].*|BU-COOL)$/) / sets;
  const turning = kwh(bearing, /^B06/) / rings;
  const finish = kwh(bearing, /^(B13.*|B1[678]|B20)$/) / sets;
  const washes = kwh(bearing, /^(B14|B19)$/) / sets;
  const hardening = (hardenedKwhPerT * RING_PAIR_KG) / 1000;
  const shop = /^(B06.*|B09|B1[0-3].*)$/;
  const air = bearing.reduce((sum, { airM3 }) => sum + airM3, 0);
  const leaks = bearing.reduce((sum, { leakM3 }) => sum + leakM3, 0);
  const cell = /^L0[1-9]|^L10/;
  const beamKwh = kwh(weld, cell, (m) => m.beamKwh);
  const load = (id: string) => kwh(bearing, new RegExp(`^${id}$`), (m) => m.loadShare) / bearing.length;
  const furnaces = kwh(bearing, /^B0[578]$/);
  const all = weeks.reduce((sum, week) => sum + week.kwh, 0);
  return [
    row('heat treatment', '% of all', (100 * furnaces) / all, 25, 30),
    row('induction heating', 'kWh/t', kwh(bearing, /^B02$/) / forgedT, 330, 450),
    row('spheroidising anneal', 'kWh/t', kwh(bearing, /^B05$/) / forgedT, 200, 350),
    row('quench and temper', 'kWh/t', hardenedKwhPerT, 400, 700),
    row('turning', 'kWh/ring', turning, 0.03, 0.08),
    row('grinding with coolant', 'kWh/set', grinding, 0.1, 0.25),
    row('superfinish to pack, without wash tunnels', 'kWh/set', finish, 0.02, 0.05),
    row(
      'bearing without forging',
      'kWh/set',
      2 * turning + hardening + grinding + finish + washes,
      0.35,
      0.7,
    ),
    row(
      'non-cutting share, turning and grinding',
      '%',
      (100 * kwh(bearing, shop, (m) => m.waitingKwh)) / kwh(bearing, shop),
      20,
      40,
    ),
    row('compressed-air leaks', '% of output', (100 * leaks) / air, 20, 30),
    row(
      'laser cell auxiliaries, beam on',
      '% of demand',
      100 * (1 - kwh(weld, /^L0[14]$/, (m) => m.beamKwh) / beamKwh),
      30,
      45,
    ),
    row('chiller, beam on', '% of demand', (100 * kwh(weld, /^L07/, (m) => m.beamKwh)) / beamKwh, 15, 25),
    row('belt load, anneal', '% of full', 100 * load('B05'), NaN, NaN),
    row('belt load, quench', '% of full', 100 * load('B07'), NaN, NaN),
    row('belt load, temper', '% of full', 100 * load('B08'), NaN, NaN),
  ];
}

function row(what: string, unit: string, value: number, low: number, high: number): BaselineRow {
  return { what, unit, value, low, high };
}

/** Whether a figure lies outside of what is usual; where nothing is said, it cannot. */
export function isOutside({ value, low, high }: BaselineRow): boolean {
  return value < low || value > high;
}
