import type { RunAlarmFigure, RunFigures, RunLineFigure } from '@linetwin/contracts';

export interface FigureRow {
  what: 'good' | 'scrap' | 'kwh' | 'perPart' | 'alarms';
  /** Id of the line; empty for the whole run. */
  line: string;
  first: number | undefined;
  second: number | undefined;
  decimals: number;
}

const OF_LINE = [
  { what: 'good', decimals: 0, of: ({ good }: RunLineFigure) => good },
  { what: 'scrap', decimals: 0, of: ({ scrap }: RunLineFigure) => scrap },
  { what: 'kwh', decimals: 1, of: ({ kwh }: RunLineFigure) => kwh },
  {
    what: 'perPart',
    decimals: 3,
    of: ({ good, kwh }: RunLineFigure) => (good > 0 ? kwh / good : undefined),
  },
] as const;

/** Figures of a run, line by line, beside those of another run; of a line that one of them has not there is no figure. */
export function compareFigures(first: RunFigures, second: RunFigures | undefined): FigureRow[] {
  const lines = [...new Set([...first.lines, ...(second?.lines ?? [])].map(({ line }) => line))];
  const rows = lines.flatMap((line): FigureRow[] => {
    const [one, other] = [first, second].map((figures) => figures?.lines.find((each) => each.line === line));
    return OF_LINE.map(({ what, decimals, of }) => ({
      what,
      line,
      first: one && of(one),
      second: other && of(other),
      decimals,
    }));
  });
  return [
    ...rows,
    { what: 'alarms', line: '', first: first.alarmsRaised, second: second?.alarmsRaised, decimals: 0 },
  ];
}

/** Limits that either run exceeded; those in which they differ most come first. */
export function compareLimits(
  first: RunFigures,
  second: RunFigures | undefined,
): { signal: string; limit: RunAlarmFigure['limit']; first?: RunAlarmFigure; second?: RunAlarmFigure }[] {
  const rows = new Map<
    string,
    { signal: string; limit: RunAlarmFigure['limit']; first?: RunAlarmFigure; second?: RunAlarmFigure }
  >();
  const put = (which: 'first' | 'second', alarms: readonly RunAlarmFigure[]) => {
    for (const alarm of alarms) {
      const key = `${alarm.signal} ${alarm.limit}`;
      const row = rows.get(key) ?? { signal: alarm.signal, limit: alarm.limit };
      row[which] = alarm;
      rows.set(key, row);
    }
  };
  put('first', first.alarms);
  put('second', second?.alarms ?? []);
  const differenceS = (row: { first?: RunAlarmFigure; second?: RunAlarmFigure }) =>
    Math.abs((row.first?.activeS ?? 0) - (row.second?.activeS ?? 0));
  return [...rows.values()].sort((a, b) => differenceS(b) - differenceS(a));
}
