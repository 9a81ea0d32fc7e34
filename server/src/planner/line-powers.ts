import type { Attribution, MeasureLimits } from '@linetwin/energy';
import type { Equipment, Line } from '@linetwin/model';
import type { PlanInput } from '@linetwin/contracts';

/** Less known time than this says nothing of a power, s. */
const LEAST_S = 900;
/** Quarters at work that are needed for what a line takes and makes. */
const LEAST_QUARTERS = 4;
/** A quarter with so many parts of what the takt allows is one of work. */
const WORK_SHARE = 0.5;
/** Setback of a holding furnace saves 15 to 25 % of holding (domain.md 3.3). */
const SETBACK_SHARE = 0.2;
/** A furnace in which a piece stays longer than this is never empty while orders come, s. */
const LONGEST_STAY_S = 4 * 3600;
const QUARTER_S = 900;

/** What is known of a line, or of a section of it, from the ledger: energy by state of each machine, and quarters with their good pieces. */
export interface LineRecord {
  byMachine: ReadonlyMap<string, Attribution>;
  quarters: readonly { kwh: number; good: number }[];
}

/** Powers of the line without its furnaces, of each furnace, and the line's pace. */
export interface LinePowers {
  line: PlanInput;
  furnaces: PlanInput[];
}

/**
 * Powers and pace of a line, measured where its ledger says enough, else of the plant files (`powerKw`, takt over the OEE that is planned
 * with). A furnace is a machine with the setting `hold_setback`.
 */
export function linePowers(
  line: Pick<Line, 'id' | 'taktS'>,
  machines: readonly Equipment[],
  record: LineRecord,
  plannedOee: number,
  limits: MeasureLimits,
): LinePowers {
  const work = record.quarters.filter(({ good }) => good >= (WORK_SHARE * QUARTER_S) / line.taktS);
  const isMeasured = work.length >= LEAST_QUARTERS;
  const furnaces = machines.filter(isFurnace).map((one) => furnaceInput(one, record, limits));
  const others = machines.filter((one) => !isFurnace(one));
  const sum = (of: (machine: Equipment) => number) => others.reduce((total, one) => total + of(one), 0);
  const readyKw = sum((one) => idleKw(one, record));
  const plateKw = machines.reduce((total, one) => total + one.powerKw.running, 0);
  const totalKw = isMeasured ? median(work.map(({ kwh }) => 4 * kwh)) : plateKw;
  const furnacesKw = furnaces.reduce((total, one) => total + one.runningKw, 0);
  return {
    line: {
      resource: line.id,
      runningKw: Math.max(readyKw, totalKw - furnacesKw),
      readyKw,
      restKw: Math.min(
        readyKw,
        sum((one) => standbyKw(one, record, limits)),
      ),
      warmUpMinutes: limits.warmUpS / 60,
      canRest: true,
      secondsPerPart: isMeasured ? QUARTER_S / median(work.map(({ good }) => good)) : line.taktS / plannedOee,
      source: isMeasured ? 'ledger' : 'plant-files',
    },
    furnaces,
  };
}

function furnaceInput(machine: Equipment, record: LineRecord, limits: MeasureLimits): PlanInput {
  const { address, powerKw, cycleS = 0 } = machine;
  const row = record.byMachine.get(address);
  const measured = row && powerOf(row, 'productive');
  const readyKw = idleKw(machine, record);
  return {
    resource: address,
    runningKw: Math.max(readyKw, measured ?? powerKw.running),
    readyKw,
    restKw: readyKw * (1 - SETBACK_SHARE),
    warmUpMinutes: limits.setbackK / limits.rampKPerMin + limits.settleS / 60,
    canRest: cycleS <= LONGEST_STAY_S,
    secondsPerPart: null,
    source: measured === undefined ? 'plant-files' : 'ledger',
  };
}

function isFurnace({ settings }: Equipment): boolean {
  return settings.some(({ id }) => id === 'hold_setback');
}

function idleKw(machine: Equipment, { byMachine }: LineRecord): number {
  const row = byMachine.get(machine.address);
  return (row && powerOf(row, 'idle')) ?? machine.powerKw.base;
}

function standbyKw(machine: Equipment, record: LineRecord, limits: MeasureLimits): number {
  const row = record.byMachine.get(machine.address);
  return (row && powerOf(row, 'standby')) ?? idleKw(machine, record) * limits.standbyShare;
}

/** Mean power in a class of states, kW. */
function powerOf({ kwh, seconds }: Attribution, what: 'productive' | 'idle' | 'standby'): number | undefined {
  return seconds[what] >= LEAST_S ? (kwh[what] * 3600) / seconds[what] : undefined;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
