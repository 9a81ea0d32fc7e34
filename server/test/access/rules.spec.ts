import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type {
  AuditEntry,
  BackTestSummary,
  CheckRuleAnswer,
  RuleDetail,
  RuleSummary,
} from '@linetwin/contracts';
import { TEST_SPINDLE } from '@linetwin/testing';
import { testDefinition } from '../../src/rules/testing.ts';
import { TestEdge } from './test-edge.ts';

const edge = new TestEdge();
beforeAll(() => edge.start(), 60_000);
afterAll(() => edge.stop());

const HOUR_MS = 3_600_000;
const reason = 'because of the test';
const definition = testDefinition();

async function finishBackTest({ id }: BackTestSummary, unknownMs = 0): Promise<void> {
  await edge.backTests.begin(id, 'attempt');
  const { from, to } = (await edge.backTests.read(id))!;
  const empty = { alarms: [], raised: 0, inAlarmMs: 0, days: [], machines: [], gaps: [], chattering: [] };
  const outcome = { ...empty, from, to, lookedMs: to - from, unknownMs, peakPerTenMinutes: 0, floodShare: 0 };
  await edge.backTests.finish(id, 'attempt', outcome, Date.now());
}

describe('rules', () => {
  test('are written by engineers, read by all who are signed in, and by no display', async () => {
    const [viewer, operator, engineer] = [
      await edge.signedIn('viewer'),
      await edge.signedIn('operator'),
      await edge.signedIn('engineer'),
    ];
    const screen = await edge.pairedDisplay('hall');
    expect((await operator.ask('POST', '/api/rules', { definition, reason })).status).toBe(403);
    const made = await engineer.ask('POST', '/api/rules', { definition, reason });
    expect(made.status).toBe(201);
    const { id } = made.body as RuleDetail;
    expect(made.body).toMatchObject({ state: 'draft', live: null, newest: { version: 1, reason } });
    expect((await viewer.ask('GET', `/api/rules/${id}`)).body).toMatchObject({ versions: [{ definition }] });
    expect((await viewer.ask('GET', '/api/rules')).body as RuleSummary[]).toHaveLength(1);
    expect((await screen.ask('GET', '/api/rules')).status).toBe(403);
    const refused = await Promise.all(
      ['versions', 'switch', 'back-tests', 'back-tests/t/seen'].map((what) =>
        operator.ask('POST', `/api/rules/${id}/${what}`, {}),
      ),
    );
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  test('go live only after their own back-test was run, had values, and was seen', async () => {
    const [engineer, admin] = [await edge.signedIn('engineer'), await edge.signedIn('admin')];
    const { id } = (await engineer.ask('POST', '/api/rules', { definition, reason })).body as RuleDetail;
    const live = (version = 1, by = engineer) =>
      by.ask('POST', `/api/rules/${id}/switch`, { to: 'live', version, reason });
    const to = Date.now();
    const ask = async (version = 1) =>
      (await engineer.ask('POST', `/api/rules/${id}/back-tests`, { version, from: to - HOUR_MS, to }))
        .body as BackTestSummary;
    expect(await live()).toMatchObject({
      status: 409,
      body: { error: expect.stringMatching(/not tested on history/) },
    });
    expect((await live(1, admin)).status).toBe(409);
    const first = await ask();
    expect(await live()).toMatchObject({ status: 409, body: { error: expect.stringMatching(/not tested/) } });
    expect((await engineer.ask('POST', `/api/rules/${id}/back-tests/${first.id}/seen`, {})).status).toBe(409);
    await finishBackTest(first, HOUR_MS);
    expect(await live()).toMatchObject({
      status: 409,
      body: { error: expect.stringMatching(/Nobody has looked/) },
    });
    expect((await engineer.ask('POST', `/api/rules/${id}/back-tests/${first.id}/seen`, {})).status).toBe(200);
    expect(await live()).toMatchObject({
      status: 409,
      body: { error: expect.stringMatching(/no values at all/) },
    });
    const second = await ask();
    await finishBackTest(second);
    await engineer.ask('POST', `/api/rules/${id}/back-tests/${second.id}/seen`, {});
    expect(await live()).toMatchObject({ status: 200, body: { state: 'live', live: 1 } });

    // What was shown of one version says nothing about the next.
    const next = { definition: testDefinition({ onDelayS: 10 }), basedOn: 1, reason };
    expect((await engineer.ask('POST', `/api/rules/${id}/versions`, next)).status).toBe(201);
    expect(await live(2)).toMatchObject({
      status: 409,
      body: { error: expect.stringMatching(/not tested/) },
    });
    expect((await engineer.ask('POST', `/api/rules/${id}/versions`, next)).status).toBe(409);
    expect((await engineer.ask('POST', `/api/rules/${id}/switch`, { to: 'off', reason })).body).toMatchObject(
      {
        live: null,
        switches: [{ to: 'off' }, { to: 'live', version: 1 }],
      },
    );
    const log = (await admin.ask('GET', '/api/audit?action=rule.switch')).body as AuditEntry[];
    expect(log.map(({ outcome }) => outcome)).toContain('refused');
    expect(log[0]).toMatchObject({ subject: id, after: { to: 'off', live: null, reason } });
  });

  test('say what is wrong with an expression, where, and what was meant', async () => {
    const engineer = await edge.signedIn('engineer');
    const scope = { of: 'machine', equipment: TEST_SPINDLE };
    const check = await engineer.ask('POST', '/api/rules/check', {
      scope,
      expression: 'value("temprature") > 1',
    });
    expect(check.body as CheckRuleAnswer).toMatchObject({
      problems: [{ code: 'unknownSignal', from: 6, to: 18, suggestion: 'temperature' }],
    });
    const good = await engineer.ask('POST', '/api/rules/check', { scope, expression: 'value("flow") > 1' });
    expect(good.body).toEqual({
      problems: [],
      machines: [TEST_SPINDLE],
      signals: [{ name: 'flow', unit: 'L/min', addresses: [`${TEST_SPINDLE}/flow`] }],
    });
    const made = await engineer.ask('POST', '/api/rules', {
      definition: testDefinition({ expression: 'value("nothing") > 1' }),
      reason,
    });
    expect(made).toMatchObject({
      status: 409,
      body: { error: expect.stringMatching(/no signal "nothing"/) },
    });
    expect((await engineer.ask('POST', '/api/rules', { definition, reason: '' })).status).toBe(400);
    expect((await engineer.ask('GET', '/api/rules/none')).status).toBe(404);
    const { id } = (await engineer.ask('POST', '/api/rules', { definition, reason })).body as RuleDetail;
    const to = Date.now();
    const long = { version: 1, from: to - 31 * 24 * HOUR_MS, to };
    expect((await engineer.ask('POST', `/api/rules/${id}/back-tests`, long)).status).toBe(400);
    const future = { version: 1, from: to, to: to + HOUR_MS };
    expect((await engineer.ask('POST', `/api/rules/${id}/back-tests`, future)).status).toBe(409);
  });
});
