import { basename } from 'node:path';
import { RecordingError } from '../../recordings/recordings.ts';
import { readTable, type TableSet } from '../../recordings/tables.ts';
import { judgeWear } from './cnc-mill-wear.ts';
import type { SetReport } from './set-report.ts';

const ROW_H = 0.1 / 3600;
/** Outputs that are measured; the Z axis of this machine has none. */
const POWERS = ['X1_OutputPower', 'Y1_OutputPower', 'S1_OutputPower'] as const;

interface MillRun {
  run: string;
  tool: string;
  seconds: number;
  /** Energy of axes and spindle, Wh; braking power that comes back is counted as negative. */
  wh: number;
  spindleShare: number;
  /** Shares of energy and time in which the tool cuts (stages "Layer ..."). */
  cuttingEnergy: number;
  cuttingTime: number;
  /** Mean power while cutting and while not, W. */
  cuttingW: number;
  idleW: number;
  /** Programmed feed of most of the cutting, mm/min, and mean spindle power while cutting, W. */
  feed: number;
  spindleW: number;
}

/** Energy of a milling machine by stage of its program, run by run, and what the rule for worn tools says of each. */
export function judgeCncMill(set: TableSet): SetReport {
  const runs = set.records.map(({ file }) => runOf(set.dir, file));
  if (runs.length === 0) throw new RecordingError(`${set.dir} has no table of a run`);
  const mean = (tool: string, of: (run: MillRun) => number) => {
    const own = runs.filter((run) => run.tool === tool);
    return own.length === 0 ? null : own.reduce((sum, run) => sum + of(run), 0) / own.length;
  };
  const wear = judgeWear(runs);
  return {
    text: `${table(runs)}\n\n${wear.text}`,
    figures: {
      records: runs.length,
      wh: runs.reduce((sum, { wh }) => sum + wh, 0),
      cuttingShareOfEnergy:
        runs.reduce((sum, run) => sum + run.cuttingEnergy * run.wh, 0) /
        runs.reduce((sum, { wh }) => sum + wh, 0),
      cuttingW: { worn: mean('worn', (run) => run.cuttingW), unworn: mean('unworn', (run) => run.cuttingW) },
      wear: wear.figures,
      runs,
    },
  };
}

function runOf(dir: string, file: string): MillRun {
  const found = readTable(dir, file);
  const powers = POWERS.map((name) => found.numbers(name));
  const stages = found.texts('Machining_Process');
  const isCutting = stages.map((stage) => stage.startsWith('Layer'));
  const sum = (where: (row: number) => boolean, which = powers) => {
    let kw = 0;
    for (let row = 0; row < found.rows; row++) if (where(row)) for (const power of which) kw += power[row];
    return kw * ROW_H * 1000;
  };
  const wh = sum(() => true);
  const cuttingWh = sum((row) => isCutting[row]);
  const cuttingRows = isCutting.filter(Boolean).length;
  const idleRows = found.rows - cuttingRows;
  const meanWhileCutting = (ofWh: number) => (cuttingRows > 0 ? ofWh / (cuttingRows * ROW_H) : 0);
  const feeds = found.numbers('M1_CURRENT_FEEDRATE').filter((_, row) => isCutting[row]);
  return {
    run: basename(file, '.csv.gz'),
    tool: found.texts('tool_condition')[0],
    seconds: found.rows / 10,
    wh,
    spindleShare: sum(() => true, [powers[2]]) / wh,
    cuttingEnergy: cuttingWh / wh,
    cuttingTime: cuttingRows / found.rows,
    cuttingW: meanWhileCutting(cuttingWh),
    idleW: idleRows > 0 ? (wh - cuttingWh) / (idleRows * ROW_H) : 0,
    feed: mostOften(feeds),
    spindleW: meanWhileCutting(sum((row) => isCutting[row], [powers[2]])),
  };
}

function mostOften(values: readonly number[]): number {
  const groups = [...Map.groupBy(values, (value) => value)];
  return groups.sort((a, b) => b[1].length - a[1].length)[0]?.[0] ?? NaN;
}

function table(runs: readonly MillRun[]): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`.padStart(8);
  return [
    'run            tool     seconds     Wh  spindle  cutting: energy     time  W cutting  W else',
    ...runs.map((run) =>
      [
        run.run.padEnd(14),
        run.tool.padEnd(7),
        run.seconds.toFixed(0).padStart(8),
        run.wh.toFixed(2).padStart(6),
        percent(run.spindleShare),
        percent(run.cuttingEnergy).padStart(15),
        percent(run.cuttingTime),
        run.cuttingW.toFixed(0).padStart(10),
        run.idleW.toFixed(0).padStart(7),
      ].join(' '),
    ),
  ].join('\n');
}
