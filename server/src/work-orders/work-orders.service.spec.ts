import { beforeEach, expect, test } from '@jest/globals';
import type { Incident } from '@linetwin/contracts';
import { InMemoryWorkOrderStore } from './in-memory-work-order-store.ts';
import { WorkOrdersService, type ChangedWorkOrder } from './work-orders.service.ts';

const OUTER = { zh: '外圈故障（明确，置信度 91 %）', en: 'Outer race fault (clear, confidence 91 %)' };
const LOOSE = {
  zh: '松动：主轴（疑似，置信度 60 %；不能排除轴弯曲（热））',
  en: 'Looseness: spindle (probable, confidence 60 %; not excluded: bent shaft (hot))',
};
const HOT = { zh: '温度偏高', en: 'Temperature high' };

let cause: { key: string; title: typeof HOT };
let exported: ChangedWorkOrder[];
let orders: WorkOrdersService;
beforeEach(() => {
  cause = { key: 'outer-race', title: OUTER };
  exported = [];
  const members = [
    { key: 'outer-race', title: OUTER },
    { key: 'temp.high', title: HOT },
  ];
  const known = () =>
    ({ cause: { equipment: 'm1', ...cause }, alternatives: [], members }) as unknown as Incident;
  orders = new WorkOrdersService({
    store: new InMemoryWorkOrderStore(),
    incidents: {
      read: async () => known(),
      readMany: async (ids) => new Map(ids.map((id) => [id, known()])),
    },
    exported: async (changed) => void exported.push(changed),
  });
});

test('a list of orders and the precision call a cause by its name, without how sure one finding was', async () => {
  await orders.change('i1', { change: 'judge-cause', right: true }, '王芳');
  const name = { zh: '外圈故障', en: 'Outer race fault' };
  expect(await orders.list({ limit: 9 })).toMatchObject([{ cause: 'outer-race', title: name }]);
  expect(await orders.precision()).toEqual([{ cause: 'outer-race', title: name, right: 1, wrong: 0 }]);
  expect(exported).toMatchObject([{ change: 1, title: name }]);
});

test('a cause keeps its name when the incident names another one, and an alarm is a cause too', async () => {
  await orders.change('i1', { change: 'comment', text: 'a' }, '王芳');
  cause = { key: 'looseness', title: LOOSE };
  expect(await orders.list({ limit: 9 })).toMatchObject([{ title: { zh: '外圈故障' } }]);
  await orders.change('i2', { change: 'judge-cause', right: false, found: 'x' }, '王芳');
  expect(await orders.precision()).toMatchObject([
    { cause: 'looseness', title: { zh: '松动：主轴', en: 'Looseness: spindle' } },
  ]);
  cause = { key: 'alarm:temp.high', title: HOT };
  await orders.change('i3', { change: 'comment', text: 'b' }, '王芳');
  expect(exported.at(-1)).toMatchObject({ title: HOT });
});
