import { expect, test } from '@jest/globals';
import { startPlanSchema } from './planner.ts';

test('a plan that was kept before plans knew sections is read without any', () => {
  const way = {
    spans: [],
    kw: [90],
    kwh: 22.5,
    energyYuan: 12,
    demandYuan: 0,
    totalYuan: 12,
    maximumKw: 90,
    overContractKw: 0,
  };
  const plan = startPlanSchema.parse({
    id: 'a',
    version: 1,
    lines: ['l1'],
    madeAt: 0,
    by: '李伟',
    from: 0,
    quarters: 1,
    status: 'optimal',
    state: 'proposed',
    changedAt: 0,
    changedBy: '李伟',
    orders: [],
    inputs: [],
    yuanPerKwh: [0.6],
    period: ['flat'],
    otherKw: [0],
    contractKw: null,
    reachedKw: 0,
    demandYuanPerKw: 38,
    today: way,
    plan: way,
    startsSaveYuan: 0,
    solver: { ms: 1, rows: 1, binaries: 0 },
  });
  expect(plan.sections).toEqual([]);
  expect(plan.today.parts).toEqual([]);
});
