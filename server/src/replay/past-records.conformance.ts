import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { seamMessage } from '@linetwin/testing';
import fc from 'fast-check';
import { testAlarm } from '../alarms/alarm-log.conformance.ts';
import { testAssessment } from '../condition/findings/finding-store.conformance.ts';
import {
  KPI_AGE_MS,
  recordKey,
  standingAfter,
  type PastChange,
  type PastRecords,
} from './past-records.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);

export interface PastRecordsUnderTest {
  past: PastRecords;
  /** Writes changes, in the order given, as the services that make them do. */
  write: (changes: readonly PastChange[]) => Promise<void>;
  dispose: () => Promise<void>;
}

const alarm = (id: string, at: number, state: 'Unacknowledged' | 'Acknowledged' | 'Normal'): PastChange => ({
  time: at,
  kind: 'alarm',
  alarm: testAlarm(id, { state, raisedAt: T0 }),
});

const finding = (id: string, at: number, status: 'open' | 'closed'): PastChange => ({
  time: at,
  kind: 'finding',
  finding: { ...testAssessment(0).finding, id, status, lastSeenAt: at },
});

const kpi = (line: string, time: number, good: number): PastChange => ({
  time,
  kind: 'kpi',
  kpi: {
    line,
    time,
    good,
    shift: 'day',
    since: T0 - 3_600_000,
    scrap: 0,
    planned: null,
    expectedByShiftEnd: null,
    powerKw: 12.5,
    energyKwh: 3,
    kwhPerGoodPart: null,
    availability: 0.9,
    effectiveness: 0.8,
    qualityRatio: 1,
    oee: 0.72,
    coverage: 1,
    gaps: { count: 0, seconds: 0 },
  },
});

/** The promises of the port, for every adapter. `create` gives one without records. */
export function pastRecordsConformance(name: string, create: () => Promise<PastRecordsUnderTest>): void {
  describe(`${name} keeps the promises of PastRecords`, () => {
    let subject: PastRecordsUnderTest;
    beforeEach(async () => void (subject = await create()));
    afterEach(() => subject.dispose());

    const ids = async (time: number) => {
      const { alarms, findings } = await subject.past.standingAt(time);
      return [...alarms, ...findings]
        .map((one) => `${one.id} ${'state' in one ? one.state : one.status}`)
        .sort();
    };

    test('knows nothing in the beginning', async () => {
      expect(await subject.past.standingAt(T0)).toEqual({
        alarms: [],
        findings: [],
        incidents: [],
        seams: [],
        kpis: [],
      });
      expect(await subject.past.changes(0, T0, 10)).toEqual([]);
    });

    test('shows alarms and findings as they stood, not as they turned out', async () => {
      await subject.write([
        alarm('a', T0, 'Unacknowledged'),
        finding('f', T0 + 5, 'open'),
        alarm('a', T0 + 10, 'Acknowledged'),
        alarm('a', T0 + 20, 'Normal'),
        finding('f', T0 + 30, 'closed'),
      ]);
      expect(await ids(T0 - 1)).toEqual([]);
      expect(await ids(T0)).toEqual(['a Unacknowledged']);
      expect(await ids(T0 + 10)).toEqual(['a Acknowledged', 'f open']);
      expect(await ids(T0 + 20)).toEqual(['f open']);
      expect(await ids(T0 + 30)).toEqual([]);
    });

    test('shows the newest indicators of each line, none that are long over', async () => {
      await subject.write([kpi('line-1', T0, 10), kpi('line-2', T0, 20), kpi('line-1', T0 + 60_000, 11)]);
      const at = async (time: number) =>
        (await subject.past.standingAt(time)).kpis.map(({ line, good }) => `${line} ${good}`).sort();
      expect(await at(T0 - 1)).toEqual([]);
      expect(await at(T0)).toEqual(['line-1 10', 'line-2 20']);
      expect(await at(T0 + 60_000)).toEqual(['line-1 11', 'line-2 20']);
      expect(await at(T0 + KPI_AGE_MS)).toEqual(['line-1 11']);
      expect((await subject.past.changes(T0, T0 + 60_000, 10)).map(recordKey)).toEqual(['kpi line-1']);
    });

    test('shows the newest seam of each machine with its own verdict, and no verdict of another seam', async () => {
      const seam = (equipment: string, time: number): PastChange => ({
        time,
        kind: 'seam',
        equipment,
        seam: seamMessage({ time }),
      });
      const verdict = (equipment: string, endedAt: number, grade: 'good' | 'defect'): PastChange => ({
        time: endedAt,
        kind: 'seam-verdict',
        equipment,
        endedAt,
        verdict: {
          grade,
          defects: grade === 'good' ? [] : [{ kind: 'gap', fromMm: 1, toMm: 2, confidence: 0.9 }],
        },
      });
      await subject.write([
        seam('m1', T0),
        verdict('m1', T0, 'good'),
        seam('m2', T0),
        seam('m1', T0 + 10),
        verdict('m1', T0 + 10, 'defect'),
        seam('m1', T0 + 20),
      ]);
      const at = async (time: number) =>
        (await subject.past.standingAt(time)).seams
          .map((one) => `${one.equipment} ${one.seam.time - T0} ${one.verdict?.grade ?? 'not judged'}`)
          .sort();
      expect(await at(T0 - 1)).toEqual([]);
      expect(await at(T0)).toEqual(['m1 0 good', 'm2 0 not judged']);
      expect(await at(T0 + 15)).toEqual(['m1 10 defect', 'm2 0 not judged']);
      expect(await at(T0 + 20)).toEqual(['m1 20 not judged', 'm2 0 not judged']);
      expect((await subject.past.changes(T0, T0 + 20, 10)).map(recordKey)).toEqual([
        'seam m1',
        'seam-verdict m1',
        'seam m1',
      ]);
    });

    test('tells changes in order of time, the end of the range with them and its beginning not', async () => {
      await subject.write([
        alarm('a', T0, 'Unacknowledged'),
        alarm('a', T0 + 10, 'Acknowledged'),
        finding('f', T0 + 5, 'open'),
        alarm('b', T0 + 10, 'Unacknowledged'),
      ]);
      const changes = await subject.past.changes(T0, T0 + 10, 10);
      expect(changes.map((one) => [recordKey(one), one.time - T0]).slice(0, 1)).toEqual([['finding f', 5]]);
      expect(new Set(changes.map(recordKey))).toEqual(new Set(['finding f', 'alarm a', 'alarm b']));
      expect((await subject.past.changes(T0 - 1, T0 + 10, 2)).map(({ time }) => time - T0)).toEqual([0, 5]);
    });

    test('what stood at an instant and what changed since make what stood later', async () => {
      const change = fc.record({
        id: fc.constantFrom('a', 'b', 'c'),
        offset: fc.integer({ min: 0, max: 100 }),
        state: fc.constantFrom('Unacknowledged', 'Acknowledged', 'Normal'),
        kind: fc.constantFrom('alarm', 'finding'),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 12 }), fc.nat(100), async (made, split) => {
          // Each run has a day of its own, and names nobody else has.
          const begin = T0 + ++run * 86_400_000;
          const isOwn = ({ id }: { id: string }) => id.startsWith(`${run}-`);
          const changes = made
            .sort((a, b) => a.offset - b.offset)
            .map(({ id, offset, state, kind }) =>
              kind === 'alarm'
                ? alarm(`${run}-${id}`, begin + offset, state as 'Normal')
                : finding(`${run}-${id}`, begin + offset, state === 'Normal' ? 'closed' : 'open'),
            );
          await subject.write(changes);
          const before = await subject.past.standingAt(begin + split);
          const newest = new Map<string, PastChange>();
          const keep = (one: PastChange) => newest.set(recordKey(one), one);
          for (const one of before.alarms.filter(isOwn)) keep({ time: 0, kind: 'alarm', alarm: one });
          for (const one of before.findings.filter(isOwn)) keep({ time: 0, kind: 'finding', finding: one });
          for (const one of await subject.past.changes(begin + split, begin + 100, 100)) keep(one);
          const folded = standingAfter(newest.values());
          const stood = await subject.past.standingAt(begin + 100);
          expect(new Set(folded.alarms)).toEqual(new Set(stood.alarms.filter(isOwn)));
          expect(new Set(folded.findings)).toEqual(new Set(stood.findings.filter(isOwn)));
        }),
        { numRuns: 15 },
      );
    });
  });
}
