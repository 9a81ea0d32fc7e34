import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LayoutState, RuleDetail } from '@linetwin/contracts';
import { TEST_SPINDLE } from '@linetwin/testing';
import { testDefinition } from '../../src/rules/testing.ts';
import { TestEdge, type Visitor } from './test-edge.ts';

const edge = new TestEdge();
let admin: Visitor;
beforeAll(async () => {
  await edge.start();
  admin = await edge.signedIn('admin');
}, 60_000);
afterAll(() => edge.stop());

const reason = 'because of the test';

/** Status and words of what is refused. */
async function refused(...request: Parameters<Visitor['ask']>): Promise<unknown> {
  const { status, body } = await admin.ask(...request);
  return [status, (body as { words?: unknown }).words];
}

describe('what is refused is named, so that a page can tell it in its language', () => {
  test('of a rule', async () => {
    const definition = testDefinition();
    const { id } = (await admin.ask('POST', '/api/rules', { definition, reason })).body as RuleDetail;
    const live = { to: 'live', version: 1, reason };
    const untested = { text: 'rule-untested', values: { version: 1 } };
    expect(await refused('POST', `/api/rules/${id}/switch`, live)).toEqual([409, untested]);
    const stale = { definition, basedOn: 2, reason };
    const changed = { text: 'rule-changed', values: { version: 2 } };
    expect(await refused('POST', `/api/rules/${id}/versions`, stale)).toEqual([409, changed]);
    expect(await refused('GET', '/api/rules/none')).toEqual([404, { text: 'no-rule', values: {} }]);
  });

  test('of an order', async () => {
    const order = { id: 'W-1', line: 'line-1', product: 'none', quantity: 5, dueAt: Date.now() };
    const unknown = { text: 'not-in-plant', values: { what: 'none' } };
    expect(await refused('POST', '/api/production/orders', order)).toEqual([404, unknown]);
    const gone = { text: 'no-production-order', values: { id: 'W-1' } };
    expect(await refused('PATCH', '/api/production/orders/W-1', { state: 'cancelled' })).toEqual([404, gone]);
  });

  test('of a plan, a recommendation and a measure', async () => {
    expect(await refused('POST', '/api/plans/none/apply', {})).toEqual([
      404,
      { text: 'no-plan', values: {} },
    ]);
    const apply = { seenAt: Date.now() };
    expect(await refused('POST', '/api/savings/recommendations/none/apply', apply)).toEqual([
      409,
      { text: 'recommendation-closed', values: {} },
    ]);
    expect(await refused('PUT', '/api/savings/modes/none/air-leaks', { mode: 'ask' })).toEqual([
      404,
      { text: 'not-in-plant', values: { what: 'none' } },
    ]);
  });

  test('of a user, and of a password', async () => {
    const user = { login: 'li.jing', name: 'Li Jing', role: 'operator' };
    expect((await admin.ask('POST', '/api/users', user)).status).toBe(201);
    const taken = { text: 'login-taken', values: { login: 'li.jing' } };
    expect(await refused('POST', '/api/users', user)).toEqual([409, taken]);
    expect(await refused('POST', '/api/users/none/password')).toEqual([404, { text: 'no-user', values: {} }]);
    const operator = await edge.signedIn('operator');
    expect((await operator.ask('POST', '/api/users', user)).body).toMatchObject({
      words: { text: 'needs-role', values: { needed: 'admin', own: 'operator' } },
    });
    const wrong = { before: 'not this one', after: 'grinding wheels at dawn' };
    expect(await refused('PUT', '/api/session/password', wrong)).toEqual([
      422,
      { text: 'wrong-password', values: {} },
    ]);
  });

  test('of a layout', async () => {
    const { version } = (await admin.ask('GET', '/api/layout')).body as LayoutState;
    const at = { x: 3.5, z: -2, rotationDeg: 90 };
    const moves = [{ equipment: TEST_SPINDLE, at }];
    expect(await refused('PUT', '/api/layout', { version: 'an older one', moves })).toEqual([
      409,
      { text: 'plant-changed', values: {} },
    ]);
    const unknown = { version, moves: [{ equipment: 'a/b/c/d', at }] };
    expect(await refused('PUT', '/api/layout', unknown)).toEqual([
      400,
      { text: 'not-in-plant', values: { what: 'a/b/c/d' } },
    ]);
  });

  test('of a wall, a note, a key and a display', async () => {
    const gone = (text: string) => [404, { text, values: {} }];
    expect(await refused('DELETE', '/api/walls/none')).toEqual(gone('no-wall'));
    expect(await refused('DELETE', '/api/time-notes/none')).toEqual(gone('no-note'));
    expect(await refused('DELETE', '/api/tokens/none')).toEqual(gone('no-key'));
    expect(await refused('DELETE', '/api/displays/none')).toEqual(gone('no-display'));
    expect(await refused('DELETE', '/api/energy/baselines/none')).toEqual(gone('no-baseline'));
  });

  test('of a run', async () => {
    expect(await refused('POST', '/api/runs/none/cancel')).toEqual([404, { text: 'no-run', values: {} }]);
  });
});
