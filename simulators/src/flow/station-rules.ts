import type { Equipment, Station } from '@linetwin/model';
import { NO_HABITS, type Habits } from './flow-unit.ts';
import type { PartType } from './part-buffer.ts';

/** How a station of a kind treats parts. Times and rates are per-site settings with usual values of the trade. */
export interface StationRule {
  how: 'source' | 'each' | 'join' | 'conveyor' | 'cell';
  /** Types worked on; a type that is not among them passes by to the next station. */
  works: readonly PartType[];
  gives?: PartType;
  /** For conveyors: how long a part is inside, seconds. */
  residenceS?: number;
  /** Share of the room behind the station that is full in the middle of ordinary work; 0.4 when left out. */
  stockShare?: number;
  habits: Habits;
}

const RINGS: readonly PartType[] = ['outer', 'inner'];
const MINUTE = 60;
const HOUR = 3600;

const habits = (
  scrapShare: number,
  mtbfH: number,
  mttrMin: number,
  serviceEveryParts = 0,
  serviceS = 0,
): Habits => ({ scrapShare, mtbfS: mtbfH * HOUR, mttrS: mttrMin * MINUTE, serviceEveryParts, serviceS });

const RULES: Record<string, StationRule> = {
  'bar-shear': { how: 'source', works: RINGS, habits: habits(0.001, 60, 8, 9000, 600) },
  'induction-heater': { how: 'each', works: RINGS, habits: habits(0.002, 90, 10) },
  'forging-press': { how: 'each', works: RINGS, habits: habits(0.002, 60, 12, 8000, 900) },
  'ring-mill': { how: 'each', works: RINGS, habits: habits(0.002, 60, 10, 700, 540) },
  'anneal-furnace': { how: 'conveyor', works: RINGS, residenceS: 16 * HOUR, habits: NO_HABITS },
  'cnc-lathe': { how: 'each', works: RINGS, habits: habits(0.003, 70, 12, 160, 110) },
  'mesh-belt-furnace': { how: 'conveyor', works: RINGS, residenceS: 40 * MINUTE, habits: NO_HABITS },
  'temper-furnace': {
    how: 'conveyor',
    works: RINGS,
    residenceS: 2.5 * HOUR,
    stockShare: 0.08,
    habits: NO_HABITS,
  },
  'face-grinder': { how: 'each', works: RINGS, habits: habits(0.001, 80, 10, 120, 20) },
  'centreless-grinder': { how: 'each', works: ['outer'], habits: habits(0.001, 80, 10, 120, 25) },
  'raceway-grinder': { how: 'each', works: RINGS, habits: habits(0.002, 60, 12, 40, 14) },
  'bore-grinder': { how: 'each', works: ['inner'], habits: habits(0.002, 60, 12, 30, 12) },
  superfinisher: { how: 'each', works: RINGS, habits: habits(0.001, 80, 8, 1500, 90) },
  'demag-washer': { how: 'conveyor', works: RINGS, residenceS: 4 * MINUTE, habits: NO_HABITS },
  'ball-supply': { how: 'source', works: ['balls'], habits: NO_HABITS },
  'cage-supply': { how: 'source', works: ['cages'], habits: NO_HABITS },
  'assembly-cell': { how: 'join', works: RINGS, gives: 'set', habits: habits(0.002, 50, 6) },
  'clearance-gauge': { how: 'each', works: ['set'], habits: habits(0.003, 90, 6) },
  'vibration-tester': { how: 'each', works: ['set'], habits: habits(0.006, 90, 6) },
  'grease-sealer': { how: 'each', works: ['set'], habits: habits(0.001, 70, 8) },
  'packing-cell': { how: 'each', works: ['set'], habits: habits(0.0005, 60, 6) },
  'laser-cleaner': { how: 'source', works: ['frame'], habits: habits(0, 90, 10) },
  'laser-robot': { how: 'cell', works: ['frame'], habits: habits(0.006, 50, 12, 120, 180) },
  'fsw-gantry': { how: 'each', works: ['frame'], habits: habits(0.004, 60, 12, 40, 300) },
  'seam-inspection': { how: 'each', works: ['frame'], habits: habits(0.008, 120, 8) },
};

/** `undefined` for what no part passes, and for what belongs to a weld cell. */
export function stationRule(station: Pick<Station, 'kind' | 'id'>): StationRule | undefined {
  return RULES[station.kind];
}

/** A machine in lane OR makes outer rings, one in lane IR inner rings, one without a lane both. */
export function worksOf(equipment: Pick<Equipment, 'lane'>, rule: StationRule): readonly PartType[] {
  if (equipment.lane === 'OR') return ['outer'];
  if (equipment.lane === 'IR') return ['inner'];
  return rule.works;
}
