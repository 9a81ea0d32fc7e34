import type { PlanWay, StartPlan } from '@linetwin/contracts';

/** Begin of the plans below: midnight of a Monday in Shandong. */
export const PLAN_FROM = Date.UTC(2026, 0, 4, 16);

const way = (spans: PlanWay['spans']): PlanWay => ({
  spans,
  kw: [90, 90, 40, 40],
  kwh: 65,
  energyYuan: 33,
  demandYuan: 0,
  totalYuan: 33,
  maximumKw: 90,
  overContractKw: 0,
  parts: [],
});

/** A plan of an hour whose run begins in the third quarter. */
export function startPlan(id: string, lines: string[], madeAt: number): StartPlan {
  const run = { resource: lines[0], what: 'run' as const, order: 'A-1' };
  return {
    id,
    version: 1,
    lines,
    madeAt,
    by: '李伟',
    from: PLAN_FROM,
    quarters: 4,
    status: 'optimal',
    state: 'proposed',
    changedAt: madeAt,
    changedBy: '李伟',
    orders: [],
    inputs: [],
    sections: [],
    yuanPerKwh: [0.6, 0.6, 0.3, 0.3],
    period: ['flat', 'flat', 'valley', 'valley'],
    otherKw: [0, 0, 0, 0],
    contractKw: null,
    reachedKw: 0,
    demandYuanPerKw: 38,
    today: way([{ ...run, from: 0, to: 2 }]),
    plan: way([{ ...run, from: 2, to: 4 }]),
    startsSaveYuan: 7.5,
    solver: { ms: 12, rows: 9, binaries: 3 },
  };
}
