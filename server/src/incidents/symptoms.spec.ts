import { describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { testAssessment } from '../condition/findings/finding-store.conformance.ts';
import { faultSummary } from '../condition/findings/finding-texts.ts';
import { symptomOfAlarm, symptomOfFinding } from './symptoms.ts';

const index = new ModelIndex(
  await readPlantFolder(new URL('../../../plants/liaocheng', import.meta.url).pathname),
);
const signal = index.model.signals[0];

function alarm(rest: Partial<Alarm> = {}): Alarm {
  return {
    id: 'a1',
    signal: signal.address,
    equipment: signal.address.split('/').slice(0, -1).join('/'),
    limit: 'rule',
    setPoint: null,
    priority: 2,
    state: 'Unacknowledged',
    raisedAt: 0,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    value: 2,
    message: { zh: '冷却液不足', en: 'Little coolant' },
    ...rest,
  };
}

describe('an alarm of a rule', () => {
  const rule = { id: 'r', version: 1, name: { zh: '冷却', en: 'Coolant' } };

  test('brings what its writer asks for into the incident, so that the notice says it', () => {
    const action = { zh: '检查过滤器', en: 'Check the filter' };
    expect(symptomOfAlarm(alarm({ rule: { ...rule, action } }), index).advice).toEqual([action]);
  });

  test('advises nothing where its writer said nothing', () => {
    expect(symptomOfAlarm(alarm({ rule: { ...rule, action: null } }), index).advice).toBeUndefined();
  });
});

describe('a finding', () => {
  const title = { zh: '松动', en: 'Looseness' };
  const where = { zh: '主轴', en: 'spindle' };
  const titleOf = (grade: string, open: { zh: string; en: string }[]) => {
    const summary = faultSummary(title, { grade, confidence: 0.91 }, open, where);
    return symptomOfFinding(testAssessment(0, { summary }).finding).title;
  };

  test('is named without its confidence, which the incident tells by itself and which changes', () => {
    expect(titleOf('clear', [])).toEqual({ zh: '松动：主轴', en: 'Looseness: spindle' });
  });

  test('still says what it cannot exclude', () => {
    expect(titleOf('probable', [{ zh: '轴弯曲（热）', en: 'bent shaft (hot)' }])).toEqual({
      zh: '松动：主轴（不能排除轴弯曲（热））',
      en: 'Looseness: spindle (not excluded: bent shaft (hot))',
    });
  });
});
