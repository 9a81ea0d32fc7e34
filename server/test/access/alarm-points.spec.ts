import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { TEST_SPINDLE } from '@linetwin/testing';
import { TestEdge, type Visitor } from './test-edge.ts';

const edge = new TestEdge();
let operator: Visitor;
let engineer: Visitor;
beforeAll(async () => {
  await edge.start();
  operator = await edge.signedIn('operator', 'li.jing');
  engineer = await edge.signedIn('engineer', 'wang.fang');
}, 60_000);
afterAll(() => edge.stop());

const POINT = '/api/alarm-points/test.shop.line-1.S1.temperature.high';
const shelve = { change: 'shelve', reason: 'probe is being replaced', hours: 2 };

describe('what people do to alarm limits beyond acknowledging', () => {
  test('lists the limits of a machine, whether they stand or not', async () => {
    const { body } = await operator.ask('GET', `/api/alarm-points?equipment=${TEST_SPINDLE}`);
    expect(body).toMatchObject([
      { point: 'test.shop.line-1.S1.temperature.high', state: 'Normal', definition: { at: 80 } },
      { point: 'test.shop.line-1.S1.temperature.highHigh', state: 'Normal' },
      { point: 'test.shop.line-1.S1.flow.low', state: 'Normal' },
    ]);
  });

  test('lets an operator shelve under the own name, and nobody who only looks', async () => {
    const viewer = await edge.signedIn('viewer');
    expect((await viewer.ask('POST', `${POINT}/change`, shelve)).status).toBe(403);
    const before = Date.now();
    const { status, body } = await operator.ask('POST', `${POINT}/change`, {
      ...shelve,
      by: 'somebody else',
    });
    expect([status, (body as Alarm).state]).toEqual([200, 'Shelved']);
    const { suppression } = body as Alarm;
    expect(suppression).toMatchObject({ by: 'The operator', reason: 'probe is being replaced' });
    expect(suppression!.until! - before).toBeGreaterThanOrEqual(2 * 3_600_000);
    expect((await operator.ask('POST', `${POINT}/change`, { change: 'unshelve' })).body).toMatchObject({
      state: 'Normal',
    });
  });

  test('takes out of service for an engineer only, and returns it', async () => {
    const out = { change: 'take-out', reason: 'spindle is away for repair' };
    expect((await operator.ask('POST', `${POINT}/service`, out)).status).toBe(403);
    expect((await engineer.ask('POST', `${POINT}/service`, out)).body).toMatchObject({
      state: 'OutOfService',
      suppression: { until: null },
    });
    const shelved = await operator.ask('POST', `${POINT}/change`, shelve);
    expect([shelved.status, shelved.text]).toEqual([409, expect.stringContaining('OutOfService')]);
    expect((await engineer.ask('POST', `${POINT}/service`, { change: 'return' })).status).toBe(200);
  });

  test.each([
    ['no reason', { change: 'shelve', hours: 1 }, 400],
    ['a reason that says nothing', { ...shelve, reason: '-' }, 400],
    ['more than 12 hours', { ...shelve, hours: 12.5 }, 400],
    ['no time', { ...shelve, hours: 0 }, 400],
    ['an end that the state does not have', { change: 'unshelve' }, 409],
    ['a reset of what is not latched', { change: 'reset' }, 409],
  ])('refuses %s', async (_what, request, status) => {
    expect((await operator.ask('POST', `${POINT}/change`, request)).status).toBe(status);
  });

  test('knows no limit that the plant does not have', async () => {
    const path = '/api/alarm-points/test.shop.line-1.S1.temperature.low/change';
    expect((await operator.ask('POST', path, shelve)).status).toBe(404);
  });

  test('puts on record who did what, and what was refused', async () => {
    const admin = await edge.signedIn('admin');
    const { body } = await admin.ask('GET', '/api/audit?action=alarm.shelve');
    const entries = body as { outcome: string }[];
    expect(entries).toContainEqual(
      expect.objectContaining({
        actor: 'The operator (li.jing)',
        subject: 'test.shop.line-1.S1.temperature.high',
        outcome: 'done',
        after: expect.objectContaining({ state: 'Shelved', reason: 'probe is being replaced' }),
      }),
    );
    expect(entries.some(({ outcome }) => outcome === 'refused')).toBe(true);
  });
});
