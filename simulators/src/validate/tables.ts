import { BEARING_VERDICTS } from '@linetwin/condition';
import type { BearingVerdict } from '@linetwin/condition';
import { basename } from 'node:path';
import type { JudgedRecording, SkippedRecording } from './judge.ts';
import type { Calls, MountFigures } from './mounts.ts';

/** Lays rows out in columns wide enough for their longest cell; numbers-only columns are set right. */
export function layOut(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.map((_, c) => c) ?? [];
  const widths = columns.map((c) => Math.max(...rows.map((row) => row[c].length)));
  const numeric = columns.map((c) => rows.slice(1).every((row) => /^[-+.\d %]*$/.test(row[c])));
  return rows
    .map((row) =>
      row
        .map((cell, c) => (numeric[c] ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One line per recording: what is known, what was said, and why nothing was said. */
export function recordTable(judged: readonly JudgedRecording[]): string {
  const header = [
    'record',
    'label',
    'benchmark',
    'verdict',
    'grade',
    'confidence',
    'slip %',
    'harmonics',
    'outcome',
    'why no fault is named',
  ];
  return layOut([
    header,
    ...judged.map(({ recording, diagnosis, benchmark, outcome }) => [
      basename(recording.path, '.f32'),
      recording.label.fault,
      benchmark ?? '',
      diagnosis.verdict,
      diagnosis.grade,
      diagnosis.grade === 'none' ? '' : diagnosis.confidence.toFixed(2),
      diagnosis.slip === null ? '' : (100 * diagnosis.slip).toFixed(1),
      harmonicsHit(diagnosis),
      outcome,
      whyNot(diagnosis),
    ]),
  ]);
}

/** Truth in rows, verdicts in columns. */
export function confusionTable(judged: readonly JudgedRecording[]): string {
  const truths = BEARING_VERDICTS.filter((truth) => judged.some((j) => j.truth === truth));
  const cell = (truth: BearingVerdict, verdict: BearingVerdict) => {
    const all = judged.filter((j) => j.truth === truth && j.diagnosis.verdict === verdict);
    const clear = all.filter((j) => j.diagnosis.grade === 'clear').length;
    const probable = all.filter((j) => j.diagnosis.grade === 'probable').length;
    if (all.length === 0) return '.';
    return clear + probable === 0 ? String(all.length) : `${clear} clear ${probable} probable`;
  };
  return layOut([
    ['label \\ said', ...BEARING_VERDICTS],
    ...truths.map((truth) => [truth, ...BEARING_VERDICTS.map((verdict) => cell(truth, verdict))]),
  ]);
}

/** One line per recording that was not judged. */
export function skippedTable(skipped: readonly SkippedRecording[]): string {
  return layOut([
    ['not judged', 'why'],
    ...skipped.map(({ recording, why }) => [basename(recording.path, '.f32'), why]),
  ]);
}

/** Pieces of recordings, firm and loose, and how many were called a loose accelerometer. */
export function mountTable({ healthy, faulty, loosened }: MountFigures): string {
  const row = (name: string, { pieces, called }: Calls) => [name, String(pieces), String(called)];
  return layOut([
    ['accelerometer of', 'pieces', 'called loose'],
    row('healthy recordings', healthy),
    row('recordings with a fault', faulty),
    row('healthy recordings, put through a loose mount', loosened),
  ]);
}

/** Harmonics hit by the named fault, view by view: raw/whitened/best band. */
function harmonicsHit({ grade, verdict, views }: JudgedRecording['diagnosis']): string {
  if (grade === 'none') return '';
  return views
    .map((view) => view.candidates.find((c) => c.fault === verdict)?.harmonicsHit.join('') || '-')
    .join('/');
}

function whyNot({ grade, verdict, reason, suspect, views }: JudgedRecording['diagnosis']): string {
  if (grade !== 'none') return '';
  if (verdict === 'healthy') return 'no comb and no impulses above those of a healthy bearing';
  const seen = views.filter((view) => view.vote !== null).map((view) => `${view.kind}: ${view.vote}`);
  const detail = seen.length > 0 ? seen.join(', ') : suspect && `strongest ${suspect}`;
  return [reason, detail].filter(Boolean).join('; ');
}
