import {
  DEFAULT_DEGRADATION,
  DEGRADATION_WATCH_VERSION,
  DegradationWatch,
  remainingLife,
  type ReferenceLife,
} from '@linetwin/condition';
import { readTable } from '../../recordings/tables.ts';
import type { TableSet } from '../../recordings/tables.ts';
import { layOut } from '../tables.ts';
import { whyNotJudged } from './set-report.ts';
import type { SetReport, SkippedRecord } from './set-report.ts';

/** From this stage on somebody is sent to the machine: the call that is judged. */
const CALL_STAGE = 3;
const MINIMUM_LEFT = 0.05;

type Life = {
  readonly bearing: string;
  readonly looks: number;
  /** Share of the life left when the stage was first reached; null for never. */
  readonly leftAt: Readonly<Record<2 | 3 | 4, number | null>>;
  readonly called: number | null;
  /** Stage at each look. */
  readonly stages: readonly (1 | 2 | 3 | 4 | null)[];
};

/** Looks from the call on at which the range, made of the other lives, held what was truly left. */
type Coverage = { readonly told: number; readonly held: number; readonly heldAtCall: boolean | null };

/**
 * Bearings run to failure: the watch follows each one through its own whole life, look by look, with a baseline from its
 * first looks, and never sees how long the life is.
 */
export function judgeFemto(set: TableSet): SetReport {
  const lives: Life[] = [];
  const skipped: SkippedRecord[] = [];
  for (const file of trendFiles(set)) {
    const why = whyNotJudged(() => {
      lives.push(followLife(set, file));
      return null;
    });
    if (why !== null) skipped.push({ record: file, why });
  }
  const inTime = lives.filter(
    ({ called }) => called !== null && called >= MINIMUM_LEFT && called <= 0.5,
  ).length;
  const early = lives.filter(({ called }) => called !== null && called > 0.5).length;
  const late = lives.filter(({ called }) => called !== null && called < MINIMUM_LEFT).length;
  const coverages = lives.map((life) => coverageOf(life, lives));
  const sum = (of: (coverage: Coverage) => number) => coverages.reduce((total, one) => total + of(one), 0);
  const percent = (share: number | null) => (share === null ? 'never' : (100 * share).toFixed(1));
  const text = [
    `Baseline from the first ${DEFAULT_DEGRADATION.baseline} looks of each life; a call is stage ${CALL_STAGE} or 4; parameters ${JSON.stringify(DEFAULT_DEGRADATION)}`,
    '',
    layOut([
      ['life', 'looks', '% left at first stage 2', '% left at the call', 'in time'],
      ...lives.map(({ bearing, looks, leftAt, called }) => [
        bearing,
        String(looks),
        percent(leftAt[2]),
        percent(called),
        called === null
          ? 'missed'
          : called > 0.5
            ? 'in the first half'
            : called < MINIMUM_LEFT
              ? 'late'
              : 'yes',
      ]),
    ]),
    '',
    'Remaining life, each by the range of the other lives:',
    layOut([
      ['life', 'left over age at the call', 'held at the call', 'looks told', 'held'],
      ...lives.map((life, i) => [
        life.bearing,
        referenceOf(life)?.remainingOverAge.toFixed(4) ?? 'never called',
        coverages[i].heldAtCall === null ? 'nothing told' : coverages[i].heldAtCall ? 'yes' : 'no',
        String(coverages[i].told),
        String(coverages[i].held),
      ]),
    ]),
    ...skipped.map(({ record, why }) => `not judged: ${record}: ${why}`),
  ].join('\n');
  return {
    text,
    figures: {
      records: lives.length,
      inTime,
      late,
      missed: lives.length - inTime - late - early,
      calledInFirstHalf: early,
      leftAtCall: Object.fromEntries(lives.map(({ bearing, called }) => [bearing, called])),
      remainingLife: {
        told: sum(({ told }) => told),
        held: sum(({ held }) => held),
        heldAtCall: coverages.filter(({ heldAtCall }) => heldAtCall).length,
        judgedAtCall: coverages.filter(({ heldAtCall }) => heldAtCall !== null).length,
      },
      skipped: skipped.length,
      method: DEGRADATION_WATCH_VERSION,
    },
  };
}

/** Whole-life tables, named by the records of the channels; each once. */
function trendFiles({ allRecords }: TableSet): string[] {
  const named = allRecords.map((record) => record['trend_file'] ?? record['file']);
  return [
    ...new Set(
      named.filter((f): f is string => typeof f === 'string' && /^[^/\\]+_trend\.csv(\.gz)?$/.test(f)),
    ),
  ];
}

function followLife(set: TableSet, file: string): Life {
  const table = readTable(set.dir, file);
  const channels = table.names.filter((name) => name.endsWith('_rms')).map((name) => name.slice(0, -4));
  const columns = channels.map((c) => ({
    rms: table.numbers(`${c}_rms`),
    kurtosis: table.numbers(`${c}_kurtosis`),
  }));
  const watch = new DegradationWatch();
  const leftAt: Record<2 | 3 | 4, number | null> = { 2: null, 3: null, 4: null };
  const stages: Life['stages'][number][] = [];
  for (let i = 0; i < table.rows; i++) {
    const { stage } = watch.push(
      columns.map(({ rms, kurtosis }) => ({ rms: rms[i], kurtosis: kurtosis[i] })),
    );
    stages.push(stage);
    if (stage !== null && stage >= 2) leftAt[stage as 2 | 3 | 4] ??= 1 - (i + 1) / table.rows;
  }
  const calls = [leftAt[3], leftAt[4]].filter((left) => left !== null);
  return {
    bearing: file.replace(/_trend\.csv(\.gz)?$/, ''),
    looks: table.rows,
    leftAt,
    called: calls.length > 0 ? Math.max(...calls) : null,
    stages,
  };
}

function referenceOf({ bearing, called }: Life): ReferenceLife | null {
  return called === null ? null : { life: bearing, remainingOverAge: called / (1 - called) };
}

function coverageOf(life: Life, lives: readonly Life[]): Coverage {
  const others = lives.filter((other) => other !== life).flatMap((other) => referenceOf(other) ?? []);
  const call = life.stages.findIndex((stage) => stage !== null && stage >= CALL_STAGE);
  let [told, held, heldAtCall]: [number, number, boolean | null] = [0, 0, null];
  for (let i = call; call >= 0 && i < life.looks; i++) {
    const range = remainingLife(
      { stage: life.stages[i], ageAtCallMs: call + 1, sinceCallMs: i - call },
      others,
    );
    if (range === null) continue;
    const left = life.looks - (i + 1);
    const holds = left >= range.fromMs && left <= range.toMs;
    told++;
    if (holds) held++;
    if (i === call) heldAtCall = holds;
  }
  return { told, held, heldAtCall };
}
