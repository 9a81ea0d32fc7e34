import { describe, expect, test } from '@jest/globals';
import type { Finding } from '@linetwin/contracts';
import fc from 'fast-check';
import { testAssessment } from './finding-store.conformance.ts';
import { foldAssessment, type FindingChange } from './finding-fold.ts';

type Word = Pick<Finding, 'verdict' | 'grade'> & Partial<Finding>;
const HEALTHY: Word = { verdict: 'healthy', grade: 'none', confidence: 0 };
const UNSURE: Word = { verdict: 'not-diagnosable', grade: 'none', confidence: 0 };
const CLEAR_INNER: Word = { verdict: 'inner-race', grade: 'clear' };
const PROBABLE_INNER: Word = { verdict: 'inner-race', grade: 'probable', confidence: 0.4 };
const PROBABLE_OUTER: Word = { verdict: 'outer-race', grade: 'probable', confidence: 0.4 };
const CLEAR_OUTER: Word = { verdict: 'outer-race', grade: 'clear' };

/** Folds words one after another, as a store does. */
function foldAll(words: readonly Word[]): { changes: FindingChange[][]; open: Finding | undefined } {
  const before: Finding[] = [];
  let open: Finding | undefined;
  const changes = words.map((word, step) => {
    const { finding } = testAssessment(step, word);
    const changed = foldAssessment(finding, before.slice(0, 5), open);
    for (const { finding: after } of changed) open = after.status === 'open' ? after : undefined;
    before.unshift(finding);
    return changed;
  });
  return { changes, open };
}
const eventsOf = (words: readonly Word[]) =>
  foldAll(words).changes.map((changes) =>
    changes.map(({ event, finding }) => `${event} ${finding.verdict}`).join(),
  );

describe('folding assessments into findings', () => {
  test('opens at once for a clear fault', () => {
    expect(eventsOf([HEALTHY, CLEAR_INNER])).toEqual(['', 'Opened inner-race']);
  });

  test('opens for a probable fault when three of the last five bursts name it', () => {
    expect(eventsOf([PROBABLE_INNER, HEALTHY, PROBABLE_INNER, HEALTHY, PROBABLE_INNER])).toEqual([
      '',
      '',
      '',
      '',
      'Opened inner-race',
    ]);
    expect(eventsOf([PROBABLE_INNER, HEALTHY, PROBABLE_INNER, HEALTHY, HEALTHY, PROBABLE_INNER]).at(-1)).toBe(
      '',
    );
  });

  test('counts the bursts that showed a probable fault before it was opened', () => {
    expect(foldAll([PROBABLE_INNER, PROBABLE_INNER, PROBABLE_INNER]).open).toMatchObject({ bursts: 3 });
  });

  test('opens nothing for a word that is none', () => {
    expect(eventsOf([HEALTHY, UNSURE, HEALTHY, UNSURE])).toEqual(['', '', '', '']);
  });

  test('counts on when the fault is seen again, and keeps the strongest word', () => {
    const { open } = foldAll([
      { ...CLEAR_INNER, confidence: 0.7 },
      { ...CLEAR_INNER, confidence: 0.9, summary: { zh: '强', en: 'strong' } },
      { ...PROBABLE_INNER, confidence: 0.95, speedRpm: 1500 },
    ]);
    expect(open).toMatchObject({
      grade: 'clear',
      confidence: 0.9,
      summary: { en: 'strong' },
      bursts: 3,
      firstSeenAt: testAssessment(0).finding.firstSeenAt,
      lastSeenAt: testAssessment(2).finding.lastSeenAt,
      speedRpm: 1500,
    });
  });

  test('closes after five bursts in a row that do not show the fault, not after four', () => {
    expect(eventsOf([CLEAR_INNER, HEALTHY, UNSURE, HEALTHY, HEALTHY, HEALTHY])).toEqual([
      'Opened inner-race',
      '',
      '',
      '',
      '',
      'NoLongerSeen inner-race',
    ]);
    expect(eventsOf([CLEAR_INNER, HEALTHY, HEALTHY, HEALTHY, HEALTHY, PROBABLE_INNER]).at(-1)).toBe(
      'SeenAgain inner-race',
    );
  });

  test('is replaced at once by another fault that is clear, not by one that is probable', () => {
    expect(eventsOf([CLEAR_INNER, PROBABLE_OUTER, CLEAR_OUTER])).toEqual([
      'Opened inner-race',
      '',
      'NoLongerSeen inner-race,Opened outer-race',
    ]);
  });

  test('has at most one open finding of a component, and never goes back in time or in count', () => {
    const word = fc.constantFrom(HEALTHY, UNSURE, CLEAR_INNER, PROBABLE_INNER, PROBABLE_OUTER, CLEAR_OUTER);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        const open = new Map<string, Finding>();
        for (const changes of foldAll(words).changes) {
          for (const { event, finding } of changes) {
            const before = open.get(finding.id);
            expect(before === undefined).toBe(event === 'Opened');
            if (before) {
              expect(finding.lastSeenAt).toBeGreaterThanOrEqual(before.lastSeenAt);
              expect(finding.bursts).toBeGreaterThanOrEqual(before.bursts);
            }
            if (event === 'NoLongerSeen') open.delete(finding.id);
            else open.set(finding.id, finding);
          }
          expect(open.size).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
