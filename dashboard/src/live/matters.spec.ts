import { describe, expect, test } from '@jest/globals';
import type { Alarm, Finding } from '@linetwin/contracts';
import { mattersOf } from './matters.ts';

function alarm(id: string, rest: Partial<Alarm> = {}): Alarm {
  return {
    id,
    signal: `site/area/line/${rest.equipment ?? 'B01'}/power`,
    equipment: 'B01',
    limit: 'high',
    setPoint: 1,
    priority: 3,
    state: 'Unacknowledged',
    raisedAt: 100,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    value: 2,
    message: null,
    ...rest,
  };
}

function finding(equipment: string, rest: Partial<Finding> = {}): Finding {
  return {
    id: `finding-${equipment}`,
    equipment,
    component: 'spindle',
    componentName: { zh: '主轴', en: 'Spindle' },
    kind: 'bearing',
    verdict: 'inner-race',
    grade: 'clear',
    confidence: 0.9,
    summary: { zh: '', en: '' },
    advice: [],
    sparePart: null,
    status: 'open',
    firstSeenAt: 500,
    lastSeenAt: 600,
    bursts: 3,
    speedRpm: null,
    ...rest,
  };
}

describe('what needs eyes', () => {
  test('is one entry for each machine, most urgent first, and names what stood first', () => {
    const early = alarm('early', { raisedAt: 50, priority: 3 });
    const late = alarm('late', { raisedAt: 90, priority: 1, state: 'Acknowledged', acknowledgedBy: 'Li' });
    const other = alarm('other', { equipment: 'B02', priority: 2 });
    const [first, second] = mattersOf([other, late, early], []);
    expect(first).toMatchObject({
      equipment: 'B01',
      cause: { alarm: early },
      priority: 1,
      since: 50,
      waits: true,
      takenBy: 'Li',
      count: 2,
    });
    expect(second).toMatchObject({ equipment: 'B02', priority: 2, takenBy: null });
  });

  test('takes a diagnosis for the cause, although its alarm stood first', () => {
    const [matter] = mattersOf([alarm('a')], [finding('B01')]);
    expect(matter).toMatchObject({ cause: { finding: { verdict: 'inner-race' } }, since: 100, count: 2 });
  });

  test('puts a diagnosis without an alarm before warnings', () => {
    const matters = mattersOf([alarm('a', { priority: 3 })], [finding('B09')]);
    expect(matters.map(({ equipment }) => equipment)).toEqual(['B09', 'B01']);
    expect(matters[0].priority).toBeNull();
  });

  test('leaves out machines that were found healthy or could not be judged', () => {
    expect(
      mattersOf([], [finding('B01', { verdict: 'healthy' }), finding('B02', { verdict: 'not-diagnosable' })]),
    ).toEqual([]);
  });
});
