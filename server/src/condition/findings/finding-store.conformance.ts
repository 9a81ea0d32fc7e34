import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Finding, FindingSearch } from '@linetwin/contracts';
import { foldAssessment, type FindingChange } from './finding-fold.ts';
import type { Assessment, FindingStore } from './finding-store.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const MACHINE = 'site/area/line/m1';

export interface FindingStoreUnderTest {
  store: FindingStore;
  /** The same findings as another worker process reaches them. */
  other: FindingStore;
  dispose: () => Promise<void>;
}

/** The word of one burst, `step` seconds after the first, with itself as evidence. */
export function testAssessment(step: number, rest: Partial<Finding> = {}): Assessment {
  const { equipment = MACHINE, component = 'front', grade = 'clear' } = rest;
  const time = T0 + step * 1000;
  const id = `${equipment}.${component}.${time}`;
  return {
    id,
    component: `${equipment}#${component}`,
    diagnosis: { burst: step, views: [{ lines: [1.5, null] }] },
    finding: {
      id,
      equipment,
      component,
      componentName: { zh: '前轴承', en: 'Front bearing' },
      kind: 'bearing',
      verdict: 'inner-race',
      grade,
      confidence: 0.8,
      summary: { zh: '内圈故障', en: 'Inner race fault' },
      advice: [{ zh: '检查', en: "Check it's greased" }],
      sparePart: null,
      status: 'closed',
      firstSeenAt: time,
      lastSeenAt: time,
      bursts: 1,
      speedRpm: 1800.5,
      ...rest,
    },
  };
}

const HEALTHY = { verdict: 'healthy', grade: 'none', confidence: 0 } as const;

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function findingStoreConformance(name: string, create: () => Promise<FindingStoreUnderTest>): void {
  describe(`${name} keeps the promises of FindingStore`, () => {
    let subject: FindingStoreUnderTest;
    let store: FindingStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    test('finds findings of the past by machine, cause, time, grade and words, in pages', async () => {
      const at = (step: number, rest: Partial<Finding>) => record(testAssessment(step, rest));
      await at(1, { component: 'a' });
      await at(2, { component: 'b', verdict: 'cage', summary: { zh: '保持架 100_%', en: 'Cage 100_%' } });
      await at(3, { equipment: 'site/area/line/m2', component: 'c' });
      await at(4, { component: 'd', ...HEALTHY });
      const search = async (wanted: Partial<FindingSearch>) => {
        const { total, findings } = await store.search({ limit: 10, offset: 0, ...wanted });
        return [total, findings.map(({ component }) => component).join('')];
      };
      expect(await search({})).toEqual([3, 'cba']);
      expect(await search({ limit: 1, offset: 1 })).toEqual([3, 'b']);
      expect(await search({ equipment: MACHINE })).toEqual([2, 'ba']);
      expect(await search({ cause: 'cage' })).toEqual([1, 'b']);
      expect(await search({ from: T0 + 2000, to: T0 + 2500 })).toEqual([1, 'b']);
      expect(await search({ grade: 'probable' })).toEqual([0, '']);
      expect(await search({ status: 'open', text: 'M2' })).toEqual([1, 'c']);
      expect(await search({ text: '0_%' })).toEqual([1, 'b']);
      expect(await search({ text: '1%0' })).toEqual([0, '']);
    });

    const record = (assessment: Assessment, by: FindingStore = store): Promise<FindingChange[]> =>
      by.record(assessment, (before, open) => foldAssessment(assessment.finding, before, open));

    test('keeps the window that opened a finding, and no other', async () => {
      const window = (byte: number) => Uint8Array.from([1, 255, byte]);
      const first = testAssessment(0);
      await record({ ...first, window: window(0) });
      await record({ ...testAssessment(1), window: window(1) });
      await record({ ...testAssessment(2, { component: 'rear', ...HEALTHY }), window: window(2) });
      expect([...(await subject.other.window(first.id))!]).toEqual([1, 255, 0]);
      expect(await store.window(testAssessment(1).id)).toBeUndefined();
      expect(await store.window(testAssessment(2, { component: 'rear' }).id)).toBeUndefined();
      for (let step = 3; step < 14; step++) await record({ ...testAssessment(step), window: window(step) });
      expect([...(await store.window(first.id))!]).toEqual([1, 255, 0]);
    });

    test('has nothing in the beginning', async () => {
      expect(await store.open()).toEqual([]);
      expect(await store.ofEquipment(MACHINE, 10)).toEqual([]);
      expect(await store.detail('nothing')).toBeUndefined();
    });

    test('keeps the changes of an assessment, and its evidence with them', async () => {
      const assessment = testAssessment(0);
      const [change] = await record(assessment);
      expect(change).toEqual({ event: 'Opened', finding: { ...assessment.finding, status: 'open' } });
      expect(await store.open()).toEqual([change.finding]);
      expect(await store.detail(change.finding.id)).toEqual({
        ...change.finding,
        diagnosis: assessment.diagnosis,
      });
    });

    test('changes nothing when an assessment is recorded again', async () => {
      await record(testAssessment(0));
      expect(await record(testAssessment(0))).toEqual([]);
      expect((await store.open()).map(({ bursts }) => bursts)).toEqual([1]);
    });

    test('keeps nothing of an assessment whose folding fails', async () => {
      const assessment = testAssessment(0);
      await expect(
        Promise.resolve().then(() =>
          store.record(assessment, () => {
            throw new Error('no idea');
          }),
        ),
      ).rejects.toThrow('no idea');
      expect(await store.detail(assessment.id)).toBeUndefined();
      expect(await record(assessment)).toHaveLength(1);
    });

    test('gives the fold the newest assessments of the same component, newest first, and its open finding', async () => {
      for (const step of [0, 1, 2, 3, 4, 5, 6]) await record(testAssessment(step, HEALTHY));
      await record(testAssessment(3, { ...HEALTHY, component: 'rear' }));
      await record(testAssessment(3, { ...HEALTHY, equipment: 'site/area/line/m2' }));
      const seen: (readonly Finding[])[] = [];
      await store.record(testAssessment(7), (before, open) => {
        seen.push(before);
        expect(open).toBeUndefined();
        return [];
      });
      expect(seen[0].map(({ lastSeenAt }) => (lastSeenAt - T0) / 1000).slice(0, 4)).toEqual([6, 5, 4, 3]);
    });

    test('gives the fold the open finding of this component only', async () => {
      await record(testAssessment(0, { component: 'rear' }));
      const [{ finding }] = await record(testAssessment(1));
      const opened: (Finding | undefined)[] = [];
      await store.record(testAssessment(2), (_before, open) => {
        opened.push(open);
        return [];
      });
      expect(opened).toEqual([finding]);
    });

    test('folds the assessments of one component one after another, also from several workers', async () => {
      const steps = Array.from({ length: 12 }, (_, step) => step);
      const changes = await Promise.all(
        steps.map((step) => record(testAssessment(step), step % 2 === 0 ? store : subject.other)),
      );
      expect(changes.flat().filter(({ event }) => event === 'Opened')).toHaveLength(1);
      const open = await store.open();
      expect(open.map(({ bursts }) => bursts)).toEqual([12]);
    });

    test('shows the strongest burst as the proof of a finding', async () => {
      await record(testAssessment(0, { confidence: 0.6 }));
      await record(testAssessment(1, { confidence: 0.9 }));
      await record(testAssessment(2, { confidence: 0.7 }));
      const [finding] = await store.open();
      expect(await store.detail(finding.id)).toMatchObject({ diagnosis: { burst: 1 }, bursts: 3 });
    });

    test('keeps the first and the newest evidence of a finding for ever', async () => {
      for (let step = 0; step < 12; step++)
        await record(testAssessment(step, { confidence: 0.8 - step / 100 }));
      const [finding] = await store.open();
      expect(await store.detail(finding.id)).toMatchObject({ diagnosis: { burst: 0 } });
      expect(await store.detail(testAssessment(11).id)).toMatchObject({ diagnosis: { burst: 11 } });
    });

    test('forgets assessments without a finding that are no longer among the last five', async () => {
      for (let step = 0; step < 8; step++) await record(testAssessment(step, HEALTHY));
      expect(await store.detail(testAssessment(1).id)).toBeUndefined();
      expect(await store.detail(testAssessment(7).id)).toMatchObject({ verdict: 'healthy' });
    });

    test('closes a finding, which then is no longer open but still a finding of its machine', async () => {
      const [{ finding }] = await record(testAssessment(0));
      for (let step = 1; step <= 5; step++) await record(testAssessment(step, HEALTHY));
      expect(await store.open()).toEqual([]);
      const ofMachine = await store.ofEquipment(MACHINE, 10);
      expect(ofMachine.map(({ verdict, status }) => [verdict, status])).toEqual([
        ['healthy', 'closed'],
        ['inner-race', 'closed'],
      ]);
      expect(await store.detail(finding.id)).toMatchObject({ status: 'closed', diagnosis: { burst: 0 } });
    });

    test('shows a finding and its evidence as they were at an instant, without what came later', async () => {
      const [{ finding }] = await record(testAssessment(0, { confidence: 0.7 }));
      await record(testAssessment(1, { confidence: 0.95 }));
      for (let step = 2; step <= 6; step++) await record(testAssessment(step, HEALTHY));
      const at = (step: number) => store.detail(finding.id, T0 + step * 1000);
      expect(await at(-1)).toBeUndefined();
      expect(await at(0)).toMatchObject({ status: 'open', bursts: 1, diagnosis: { burst: 0 } });
      expect(await at(1)).toMatchObject({ status: 'open', bursts: 2, diagnosis: { burst: 1 } });
      expect(await at(6)).toMatchObject({ status: 'closed', diagnosis: { burst: 1 } });
      expect(await store.detail(testAssessment(6).id, T0 + 5000)).toBeUndefined();
      const search = async (step: number, status?: Finding['status']) =>
        (await store.search({ limit: 10, offset: 0, at: T0 + step * 1000, status })).total;
      expect(await search(-1)).toBe(0);
      expect(await search(1, 'open')).toBe(1);
      expect(await search(1, 'closed')).toBe(0);
      expect(await search(6, 'closed')).toBe(1);
    });

    test('lists the findings of a machine and the newest word on components without an open one', async () => {
      await record(testAssessment(0));
      await record(testAssessment(1, { ...HEALTHY, component: 'rear' }));
      await record(testAssessment(2, { ...HEALTHY, component: 'rear' }));
      await record(testAssessment(9, { equipment: 'site/area/line/m2' }));
      const found = await store.ofEquipment(MACHINE, 10);
      expect(found.map(({ component, verdict }) => [component, verdict])).toEqual([
        ['rear', 'healthy'],
        ['front', 'inner-race'],
      ]);
      expect(await store.ofEquipment(MACHINE, 1)).toHaveLength(1);
    });

    test('lists open findings of all machines, newest first', async () => {
      await record(testAssessment(0));
      await record(testAssessment(5, { equipment: 'site/area/line/m2' }));
      await record(testAssessment(3, { equipment: 'site/area/line/m3' }));
      expect((await store.open()).map(({ equipment }) => equipment.at(-1))).toEqual(['2', '3', '1']);
    });
  });
}
