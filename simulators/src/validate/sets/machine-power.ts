import {
  attribute,
  bookedClass,
  intervalStart,
  noneByClass,
  totalOf,
  type EnergyInterval,
} from '@linetwin/energy';
import type { PackmlState } from '@linetwin/model';
import { RecordingError } from '../../recordings/recordings.ts';
import { readTable, type TableSet } from '../../recordings/tables.ts';
import type { SetReport } from './set-report.ts';

const ROW_S = 300;

/**
 * State without a look at the status column: a machine that made parts in these five minutes produced, one that made none
 * was idle, whatever it drew. Power in whole kilowatts tells no more: one of the machines draws 0 kW at work.
 */
function stateOf({ items }: Row): PackmlState {
  return items > 0 ? 'Execute' : 'Idle';
}

/** Status of the log: 0 idle, 1 manual, 2 automatic, 3 alarm. */
const AUTOMATIC = 2;

interface MachineShares {
  machine: string;
  rows: number;
  kwh: number;
  /** Share of time and energy that is booked as idle, and share in which the log's own status is not automatic. */
  idleTime: number;
  idleTimeOfLog: number;
  idleEnergy: number;
  idleEnergyOfLog: number;
  /** Rows in which both say the same. */
  agreement: number;
}

/**
 * Books a power log of machines by the parts they made and compares idle time and idle energy with the log's own status
 * column, which the booking does not see.
 */
export function judgeMachinePower(set: TableSet): SetReport {
  const machines = set.records.flatMap(({ file }) => sharesOf(readRows(set.dir, file)));
  if (machines.length === 0) throw new RecordingError(`${set.dir} has no table of machines`);
  const worst = (a: keyof MachineShares, b: keyof MachineShares) =>
    Math.max(...machines.map((one) => Math.abs((one[a] as number) - (one[b] as number))));
  return {
    text: table(machines),
    figures: {
      records: machines.reduce((sum, { rows }) => sum + rows, 0),
      machines,
      worstIdleTimeDifference: worst('idleTime', 'idleTimeOfLog'),
      worstIdleEnergyDifference: worst('idleEnergy', 'idleEnergyOfLog'),
    },
  };
}

interface Row {
  machine: string;
  time: number;
  items: number;
  status: number;
  kw: number;
}

function readRows(dir: string, file: string): Row[] {
  const found = readTable(dir, file);
  const items = found.numbers('items');
  const status = found.numbers('status');
  const kw = found.numbers('power_avg');
  const assets = found.texts('asset');
  return found.texts('ts').map((ts, i) => ({
    machine: assets[i],
    time: Date.parse(ts.replace(' ', 'T')),
    items: items[i],
    status: status[i],
    kw: kw[i],
  }));
}

function sharesOf(rows: readonly Row[]): MachineShares[] {
  const intervals = rows.map(intervalOf);
  const none = () => ({ floatingYuanPerKwh: null, fixedYuanPerKwh: null, kgPerKwh: null });
  return attribute(intervals, ['meter'], none)
    .map(({ key, kwh, seconds }): MachineShares => {
      const own = rows.filter(({ machine }) => machine === key.meter);
      const isIdle = ({ status }: Row) => status !== AUTOMATIC;
      const share = (list: readonly Row[], of: (row: Row) => number) =>
        list.reduce((sum, row) => sum + of(row), 0) / (own.reduce((sum, row) => sum + of(row), 0) || 1);
      return {
        machine: key.meter,
        rows: own.length,
        kwh: totalOf(kwh),
        idleTime: seconds.idle / totalOf(seconds),
        idleTimeOfLog: share(own.filter(isIdle), () => 1),
        idleEnergy: kwh.idle / totalOf(kwh),
        idleEnergyOfLog: share(own.filter(isIdle), ({ kw }) => kw),
        agreement: own.filter((row) => isIdle(row) === (stateOf(row) === 'Idle')).length / own.length,
      };
    })
    .sort((a, b) => (a.machine < b.machine ? -1 : 1));
}

function intervalOf(row: Row): EnergyInterval {
  const { machine, time, items, kw } = row;
  const kwh = noneByClass();
  const seconds = noneByClass();
  const booked = bookedClass(stateOf(row));
  kwh[booked] = (kw * ROW_S) / 3600;
  seconds[booked] = ROW_S;
  return {
    meter: machine,
    from: intervalStart(time),
    product: '',
    lot: '',
    shift: '',
    kwh,
    seconds,
    estimatedKwh: 0,
    missingS: 0,
    good: items,
    scrap: 0,
  };
}

function table(machines: readonly MachineShares[]): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`.padStart(8);
  return [
    'machine  rows     kWh  idle time  by status  idle energy  by status  rows that agree',
    ...machines.map((one) =>
      [
        one.machine.padStart(7),
        String(one.rows).padStart(5),
        one.kwh.toFixed(0).padStart(7),
        percent(one.idleTime).padStart(10),
        percent(one.idleTimeOfLog).padStart(10),
        percent(one.idleEnergy).padStart(12),
        percent(one.idleEnergyOfLog).padStart(10),
        percent(one.agreement).padStart(16),
      ].join(' '),
    ),
  ].join('\n');
}
