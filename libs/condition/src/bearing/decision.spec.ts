import { describe, expect, test } from '@jest/globals';
import { agreement, type ViewObjection, type ViewVote, type VotedReading } from './decision.ts';
import type { BearingFault, ViewKind } from './faults.ts';
import { DEFAULT_BEARING_PARAMETERS } from './parameters.ts';

interface Seen {
  kind: ViewKind;
  fault: BearingFault;
  dominance: number;
  depth: number;
  objection: ViewObjection | null;
}
const raw: Seen = { kind: 'raw', fault: 'inner-race', dominance: 2.5, depth: 0.3, objection: null };
const bestBand: Seen = { ...raw, kind: 'best-band', depth: 0.6 };
const whitened: Seen = {
  ...raw,
  kind: 'whitened',
  dominance: 1.4,
  depth: 0.13,
  objection: 'not-dominant',
};

function said(views: readonly Seen[]) {
  const readings = views.map(({ kind, fault, dominance, depth }): VotedReading => ({
    kind,
    dominance,
    owner: null,
    ambiguous: false,
    top: { fault, comb: { prominence: 4, depth } },
  }));
  const votes = views.map(({ kind, fault, objection }): ViewVote => ({
    kind,
    fault: objection === null ? fault : null,
    objection,
  }));
  return agreement(readings, votes, DEFAULT_BEARING_PARAMETERS);
}

describe('where raw view and best band name a fault', () => {
  test('and it leads in the whitened one too, without dominating there, it is probable', () => {
    expect(said([raw, whitened, bestBand])).toMatchObject({ verdict: 'inner-race', grade: 'probable' });
  });

  test.each<[string, Partial<Seen>]>([
    ['another fault leads', { fault: 'outer-race' }],
    ['another comb leads', { dominance: 0.9 }],
    ['it is only a trace', { depth: 0.08 }],
    ["its lines are another source's", { dominance: 2, objection: 'another-rate' }],
    ['it is no more than when healthy', { dominance: 2, objection: 'below-baseline' }],
  ])('and in the whitened one %s, nothing is', (_words, change) => {
    expect(said([raw, { ...whitened, ...change }, bestBand])).toMatchObject({ reason: 'not-confirmed' });
  });

  test('alone, nothing follows from one of them and the whitened one', () => {
    const silent: Seen = { ...bestBand, objection: 'not-dominant' };
    expect(said([raw, whitened, silent])).toMatchObject({ reason: 'not-confirmed' });
  });
});
