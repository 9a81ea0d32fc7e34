import { describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { symptomOfAlarm } from './symptoms.ts';

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
