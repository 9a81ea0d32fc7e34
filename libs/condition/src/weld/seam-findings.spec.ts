import { expect, test } from '@jest/globals';
import { SeamFindings } from './seam-findings.ts';
import type { SeamDefectKind, SeamVerdict } from './verdict.schema.ts';

const verdict = (...kinds: SeamDefectKind[]): SeamVerdict => ({
  method: '1.0.0',
  grade: kinds.length > 0 ? 'defect' : 'good',
  defects: kinds.map((kind) => ({ kind, fromMm: 0, toMm: 10, confidence: 0.85, evidence: [] })),
  doubts: [],
  untold: [],
  reference: null,
});

test('a defect is a finding when it repeats, and is over after three seams without it', () => {
  const findings = new SeamFindings('m');
  const put = (at: number, ...kinds: SeamDefectKind[]) => findings.put(verdict(...kinds), at, undefined);
  expect(put(1, 'gap')).toEqual([]);
  expect(put(2)).toEqual([]);
  expect(put(3, 'gap')).toMatchObject([{ cause: 'gap', since: 3, at: 3, over: false, equipment: 'm' }]);
  expect(put(4, 'gap')).toMatchObject([{ since: 3, at: 4 }]);
  expect([...put(5), ...put(6)]).toEqual([]);
  expect(put(7)).toMatchObject([{ cause: 'gap', since: 3, over: true }]);
  expect(put(8)).toEqual([]);
});

test('a severe one is a finding at once, and a seam that cannot be judged ends nothing', () => {
  const findings = new SeamFindings('m');
  expect(findings.put(verdict('burn-through'), 1, undefined)).toMatchObject([{ cause: 'burn-through' }]);
  const blind = { ...verdict(), grade: 'not-judgeable' as const };
  for (let at = 2; at < 8; at++) expect(findings.put(blind, at, undefined)).toEqual([]);
});

test('slow soiling is a finding of its own while the seams are good', () => {
  const findings = new SeamFindings('m');
  const told = Array.from({ length: 30 }, (_, i) => findings.put(verdict(), i, 0.3 + 0.03 * i)).flat();
  expect(told[0]).toMatchObject({ cause: 'window-soiling', confidence: 0.7 });
  expect(new Set(told.map(({ since }) => since)).size).toBe(1);
});

test('what stood open before a restart goes on when it is seen again, and is over like any other', () => {
  const open = [
    { cause: 'gap', since: 1, confidence: 0.8 },
    { cause: 'gas', since: 2, confidence: 0.8 },
  ];
  const findings = new SeamFindings('m');
  findings.goOn(open);
  const put = (at: number, ...kinds: SeamDefectKind[]) => findings.put(verdict(...kinds), at, undefined);
  expect([...put(10, 'gap'), ...put(11, 'gap')]).toMatchObject([{ cause: 'gap', since: 1, over: false }]);
  expect(put(12, 'gap')).toMatchObject([
    { cause: 'gap', since: 1, over: false },
    { cause: 'gas', since: 2, over: true },
  ]);
  const later = [13, 14, 15, 16, 17].flatMap((at) => put(at));
  expect(later.at(-1)).toMatchObject({ cause: 'gap', since: 1, over: true });
});
