import { expect, test } from '@jest/globals';
import { diagnoseBearing, diagnoseShaft } from '@linetwin/condition';
import { type FindingDetail, vibrationOf } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import { impactBurst, samplesOf, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { InMemoryHistory } from '../../history/in-memory-history.ts';
import { evidenceIn, type SpectrumEvidence, type TrendEvidence } from './evidence.ts';
import { findEvidence, type EvidenceSources } from './find-evidence.ts';

const T = Date.UTC(2026, 0, 5, 8);
const index = new ModelIndex(testPlant());
const spindle = index.equipment(TEST_SPINDLE)!;
const signal = index.signalsOf(spindle).find(({ limits }) => limits.length > 0)!;
const signalId = signal.address.split('/').at(-1)!;

const finding = (verdict: string, component: string, diagnosis: unknown): FindingDetail => ({
  id: 'f-1',
  equipment: TEST_SPINDLE,
  component,
  componentName: { zh: '前轴承', en: 'Front bearing' },
  kind: 'bearing',
  verdict,
  grade: 'clear',
  confidence: 0.9,
  summary: { zh: '', en: '' },
  advice: [],
  sparePart: null,
  status: 'open',
  firstSeenAt: T,
  lastSeenAt: T,
  bursts: 1,
  speedRpm: 1800,
  diagnosis,
});

/** What a person with an English contact is shown of an incident whose first cause has this key. */
async function shown(
  key: string,
  members: { kind: string; id: string; key: string }[],
  detail: (id: string) => Promise<FindingDetail | undefined> = async () => undefined,
) {
  const history = new InMemoryHistory();
  await history.start();
  const rows = Array.from({ length: 60 }, (_, i): [number, number, number] => [0, T - 60_000 + i * 1000, i]);
  await history.append(samplesOf(rows), [signal.address], 1);
  const sources: EvidenceSources = { index, history, findings: { detail } };
  const text = { zh: '', en: '' };
  const evidence = await findEvidence(
    sources,
    {
      cause: {
        equipment: TEST_SPINDLE,
        key,
        title: text,
        confidence: 1,
        since: T,
        advice: [],
        sparePart: null,
      },
      members: members.map((member) => ({ ...member, equipment: TEST_SPINDLE, title: text, at: T })),
    },
    T + 1000,
  );
  await history.stop();
  return evidence && evidenceIn(evidence, 'en');
}

const found = (verdict: string) => [{ kind: 'finding', id: 'f-1', key: verdict }];

test('a damaged ring is shown by its envelope spectrum with the lines it was recognised by', async () => {
  const orders = bearingOrders(spindle.bearings[0]);
  const { samples, ...burst } = vibrationOf(impactBurst({ impactsPerTurn: orders.bpfo, speedRpm: 1800 }));
  const diagnosis = diagnoseBearing({ ...burst, samples }, { orders, verified: true });
  expect(diagnosis.verdict).toBe('outer-race');
  const evidence = (await shown('outer-race', found('outer-race'), async () =>
    finding('outer-race', 'front', diagnosis),
  )) as SpectrumEvidence;
  expect(evidence).toMatchObject({ kind: 'spectrum', xLabel: 'Frequency (Hz)' });
  expect(evidence.label).toContain('Front bearing · envelope spectrum · 1800 r/min');
  const hits = evidence.marks.filter(({ isHit }) => isHit);
  expect(hits.slice(0, 2).map(({ name }) => name)).toEqual(['BPFO', '2×BPFO']);
  expect(hits[0].at).toBeCloseTo(orders.bpfo * 30, 0);
  // What is marked is what stands out: the highest point lies in one of the lines.
  const highest = evidence.x[evidence.y.indexOf(Math.max(...evidence.y))];
  expect(hits.some(({ at, tolerance }) => Math.abs(highest - at) <= tolerance)).toBe(true);
  expect(evidence.x.at(-1)).toBeGreaterThanOrEqual(Math.max(...hits.map(({ at }) => at)));
});

test('a loose machine is shown by its order spectrum with the lines that rose', async () => {
  const burst = (lines: Record<number, number>) => ({
    samples: Float64Array.from({ length: 8192 }, (_, i) =>
      Object.entries(lines).reduce(
        (sum, [order, mmPerS]) => {
          const omega = 2 * Math.PI * Number(order) * 30;
          return sum + mmPerS * 1e-3 * Math.SQRT2 * omega * Math.sin((omega * i) / 4096 + Number(order));
        },
        0.05 * Math.sin(i * i),
      ),
    ),
    sampleRateHz: 4096,
    unit: 'm/s2' as const,
    speedRpm: 1800,
  });
  const diagnosis = diagnoseShaft(
    burst({ 1: 0.5, 2: 0.6, 3: 0.5, 4: 0.5, 5: 0.5, 6: 0.4, 0.5: 0.5, 1.5: 0.5 }),
  );
  const evidence = (await shown('looseness', found('looseness'), async () =>
    finding('looseness', 'drive-train', diagnosis),
  )) as SpectrumEvidence;
  expect(evidence).toMatchObject({ kind: 'spectrum', yLabel: 'Velocity (mm/s)' });
  expect(evidence.marks.filter(({ isHit }) => isHit).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['1×', '2×', '6×', '0.5×', '1.5×']),
  );
  expect(evidence.x.at(-1)).toBeLessThanOrEqual(10.5);
});

test('a finding of values is shown by the signal that it speaks of', async () => {
  const evidence = (await shown('wheel-dull', found('wheel-dull'), async () =>
    finding('wheel-dull', signalId, { method: 'values', evidence: [] }),
  )) as TrendEvidence;
  expect(evidence).toMatchObject({ kind: 'trend', since: T, limits: signal.limits.map(({ at }) => at) });
  expect(evidence.max.at(-1)).toBe(59);
});

test('a cause that is only an alarm, or whose finding cannot be read, is shown by the signal of the first alarm', async () => {
  const alarm = { kind: 'alarm', id: 'a-1', key: `${signalId}.high` };
  for (const detail of [
    async () => undefined,
    async () => {
      throw new Error('the data base is away');
    },
  ]) {
    const evidence = await shown('outer-race', [...found('outer-race'), alarm], detail);
    expect(evidence).toMatchObject({ kind: 'trend', since: T });
  }
});

test('a cause that nothing shows has no picture', async () => {
  expect(await shown('outer-race', found('outer-race'))).toBeNull();
  expect(await shown('supply:air', [])).toBeNull();
});

test('a finding that does not come in time leaves the notice without a picture', async () => {
  expect(await shown('outer-race', found('outer-race'), () => new Promise(() => undefined))).toBeNull();
});
