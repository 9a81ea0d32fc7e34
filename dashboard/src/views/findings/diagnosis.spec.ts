import { describe, expect, test } from '@jest/globals';
import {
  expectedLines,
  isAveraged,
  lineLabel,
  linesOfView,
  readDiagnosis,
  type DrawnLine,
} from './diagnosis.ts';

const MINIMAL = { verdict: 'inner-race' };

function line(change: Partial<DrawnLine>): DrawnLine {
  return {
    view: 'raw',
    kind: 'inner-race',
    harmonic: 1,
    sideband: 0,
    expectedHz: 160,
    toleranceHz: 2,
    prominence: 9,
    hit: true,
    ...change,
  };
}

describe('reading a diagnosis', () => {
  test('fills what is missing with nothing to draw', () => {
    expect(readDiagnosis(MINIMAL)).toMatchObject({
      views: [],
      rejected: [],
      evidence: { spectra: [], lines: [] },
    });
  });

  test('lets fields through that it does not know', () => {
    expect(readDiagnosis({ ...MINIMAL, novel: { deep: true } })?.verdict).toBe('inner-race');
  });

  test('refuses another shape instead of drawing half of it', () => {
    expect(readDiagnosis({ verdict: 7 })).toBeUndefined();
    expect(readDiagnosis(null)).toBeUndefined();
    expect(readDiagnosis({ ...MINIMAL, evidence: { spectra: 'none', lines: [] } })).toBeUndefined();
  });
});

describe('the label of a line', () => {
  test('is the field’s name with harmonic and sideband', () => {
    expect(lineLabel(line({}))).toBe('BPFI');
    expect(lineLabel(line({ harmonic: 3 }))).toBe('3×BPFI');
    expect(lineLabel(line({ sideband: -1 }))).toBe('BPFI−f_r');
    expect(lineLabel(line({ kind: 'rolling-element', sideband: 2 }))).toBe('2×BSF+2FTF');
  });
});

describe('the expected lines', () => {
  test('stand at the orders of the bearing times the shaft frequency', () => {
    const diagnosis = readDiagnosis({
      ...MINIMAL,
      shaft: { speedRpm: 1800 },
      bearing: { orders: { bpfo: 3.5848, bpfi: 5.4152, bsf: 2.3567, ftf: 0.3983 } },
    })!;
    const found = Object.fromEntries(
      expectedLines(diagnosis).map(({ kind, frequencyHz }) => [kind, frequencyHz]),
    );
    expect(found.shaft).toBe(30);
    expect(found['outer-race']).toBeCloseTo(107.544);
    expect(found['inner-race']).toBeCloseTo(162.456);
    expect(found['rolling-element']).toBeCloseTo(141.402);
    expect(found.cage).toBeCloseTo(11.949);
  });

  test('are none while the speed is not known', () => {
    expect(expectedLines(readDiagnosis(MINIMAL)!)).toEqual([]);
  });
});

describe('bursts judged together', () => {
  const alone = { verdict: 'not-diagnosable', grade: 'none', reason: 'not-confirmed' };
  const kept = {
    ...MINIMAL,
    shaft: { speedRpm: 1800 },
    bearing: { orders: { bpfo: 3.5848, bpfi: 5.4152, bsf: 2.3567, ftf: 0.3983 } },
    evidence: { spectra: [], lines: [line({})] },
  };
  const kindsOf = (says: string) =>
    linesOfView(readDiagnosis({ ...kept, series: { bursts: 9, says, alone } })!, 'raw').map(
      ({ kind }) => kind,
    );

  test('have no lines of the shaft in their mean, so none is said to be missing', () => {
    expect(kindsOf('named')).toEqual(['inner-race', 'outer-race', 'rolling-element', 'cage']);
    expect(kindsOf('disagrees')).toContain('shaft');
  });

  test('are left out where a newer method says of them what is not known here', () => {
    const diagnosis = readDiagnosis({ ...kept, series: { bursts: 9, says: 'wonders', alone } })!;
    expect(diagnosis.series).toBeNull();
    expect(isAveraged(diagnosis)).toBe(false);
  });
});

describe('the lines to mark', () => {
  test('are those the diagnosis kept and the first one of every other fault', () => {
    const diagnosis = readDiagnosis({
      ...MINIMAL,
      shaft: { speedRpm: 1800 },
      bearing: { orders: { bpfo: 3.5848, bpfi: 5.4152, bsf: 2.3567, ftf: 0.3983 } },
      views: [
        {
          kind: 'raw',
          lowHz: 0,
          highHz: 6000,
          candidates: [
            { fault: 'outer-race', frequencyHz: 107, slip: 0, prominence: 6, harmonicsHit: [1] },
            { fault: 'cage', frequencyHz: 12, slip: 0, prominence: 1, harmonicsHit: [] },
          ],
        },
      ],
      evidence: { spectra: [], lines: [line({}), line({ harmonic: 2 }), line({ view: 'whitened' })] },
    })!;
    expect(linesOfView(diagnosis, 'raw').map(({ kind, harmonic, hit }) => [kind, harmonic, hit])).toEqual([
      ['inner-race', 1, true],
      ['inner-race', 2, true],
      ['shaft', 1, false],
      ['outer-race', 1, true],
      ['rolling-element', 1, false],
      ['cage', 1, false],
    ]);
  });
});
