import { expect } from '@jest/globals';
import { SqlAuditLog } from '../../src/access/audit/sql-audit-log.ts';
import { SqlDisplayStore } from '../../src/access/displays/sql-display-store.ts';
import { SqlKeyStore } from '../../src/access/keys/sql-key-store.ts';
import { SqlSessionStore } from '../../src/access/sessions/sql-session-store.ts';
import { SqlUserStore } from '../../src/access/users/sql-user-store.ts';
import { SqlAlarmLog } from '../../src/alarms/sql-alarm-log.ts';
import { SqlBurstStore } from '../../src/condition/bursts/sql-burst-store.ts';
import { SqlCommandStore } from '../../src/commands/sql-command-store.ts';
import { SqlBearingHealthStore } from '../../src/condition/bearing/sql-bearing-health-store.ts';
import { SqlComponentStateStore } from '../../src/condition/component-state/sql-component-state-store.ts';
import type { MotorState } from '../../src/condition/motor/motor-health.ts';
import type { ShaftState } from '../../src/condition/shaft/shaft-health.ts';
import { SqlMonitorStore } from '../../src/condition/monitor/sql-monitor-store.ts';
import { SqlFindingStore } from '../../src/condition/findings/sql-finding-store.ts';
import { SqlBaselineStore } from '../../src/energy/sql-baseline-store.ts';
import { SqlDemandNotes } from '../../src/energy/sql-demand-notes.ts';
import { SqlEnergyStore } from '../../src/energy/sql-energy-store.ts';
import { SqlGapStore } from '../../src/gaps/sql-gap-store.ts';
import { SqlBookStore } from '../../src/kpi/sql-book-store.ts';
import { SqlIncidentStore } from '../../src/incidents/sql-incident-store.ts';
import { SqlNoticeStore } from '../../src/notices/sql-notice-store.ts';
import { SqlPastRecords } from '../../src/replay/sql-past-records.ts';
import { SqlStateLog } from '../../src/state-log/sql-state-log.ts';
import { SqlTimeNoteStore } from '../../src/time-notes/sql-time-note-store.ts';
import { SqlOrderStore } from '../../src/production/sql-order-store.ts';
import { SqlProductionStore } from '../../src/production/sql-production-store.ts';
import { SqlReportStore } from '../../src/production/report/sql-report-store.ts';
import type { RecordsDatabase } from '../../src/records/records-database.ts';
import { SqlWorkOrderStore } from '../../src/work-orders/sql-work-order-store.ts';
import { SqlWallStore } from '../../src/wall/sql-wall-store.ts';
import { SqlBackTestStore } from '../../src/rules/sql-back-test-store.ts';
import { SqlRuleStore } from '../../src/rules/sql-rule-store.ts';
import { SqlPlanStore } from '../../src/planner/sql-plan-store.ts';
import { SqlRunStore } from '../../src/runs/sql-run-store.ts';
import { SqlSavingStore } from '../../src/savings/sql-saving-store.ts';
import { SqlSeamStore } from '../../src/weld/sql-seam-store.ts';
import { SqlVerdictStore } from '../../src/weld/sql-verdict-store.ts';

const ALL = { from: 0, to: 4e12, limit: 100 };

/** What the stores of today must still tell of the rows of each step (`rows/`). A new step needs its entry here. */
export const READ_BACK: Readonly<Record<string, (records: RecordsDatabase) => Promise<void>>> = {
  '0001-alarm-and-finding-events': async (records) => {
    const alarms = new SqlAlarmLog(records);
    const raised = await alarms.raisedBetween(0, 1767600200000, 100);
    expect(raised).toMatchObject([
      { id: 'a2', state: 'Unacknowledged', message: { zh: '温度高', en: 'hot' } },
      { id: 'a1', state: 'Normal', acknowledgedBy: 'Li Wei', clearedAt: 1767600120000 },
    ]);
    expect((await alarms.standing()).map(({ id }) => id)).toContain('a2');
    const findings = new SqlFindingStore(records);
    expect(await findings.open()).toMatchObject([
      { id: 'f1', verdict: 'outer-race', componentName: { zh: '前轴承' } },
    ]);
    expect(await findings.detail('f1')).toMatchObject({ diagnosis: { spectrum: [1, 2, 3] } });
  },
  '0002-origin-of-alarm-events': async (records) => {
    const alarms = new SqlAlarmLog(records);
    const [alarm] = (await alarms.standing()).filter(({ id }) => id === 'a3');
    expect(alarm).toMatchObject({ setPoint: 1 });
    // Delivered again, it is still known by its origin.
    const origin = 'outbox-1.alarm-transition.7';
    await alarms.append([{ alarm: { ...alarm, setPoint: 2 }, event: 'Raised', at: alarm.raisedAt, origin }]);
    expect(await alarms.standing()).toContainEqual(alarm);
  },
  '0003-weld-seams': async (records) => {
    const seams = new SqlSeamStore(records);
    expect(await seams.list(ALL)).toMatchObject([{ seam: 'S1', part: 'P-1', suspectMm: 1 }]);
    expect(await seams.read('plant/hall/line-1/press', 1767600400000)).toMatchObject({
      lengthMm: 2,
      perMm: { depthMm: [2.1, 2], result: [0, 1] },
    });
  },
  '0004-findings-by-machine': async (records) => {
    const findings = new SqlFindingStore(records);
    expect(await findings.ofEquipment('plant/hall/line-1/grinder', 10)).toMatchObject([
      { id: 'f2', status: 'closed', speedRpm: null },
    ]);
  },
  '0005-shift-books-and-bursts': async (records) => {
    expect(await new SqlBookStore(records).read('line-1')).toEqual({
      since: 1767600000000,
      shift: 'early',
      bookedUntil: 1767600700000,
      machines: {},
    });
    const bursts = new SqlBurstStore(records, { bursts: 20, bytes: 16e6 });
    const [name] = await bursts.listPending();
    expect(new Uint8Array((await bursts.readPending(name))!)).toEqual(new Uint8Array([1, 2, 3, 4, 5]));
  },
  '0010-users-and-audit': async (records) => {
    const users = new SqlUserStore(records);
    expect(await users.list()).toMatchObject([
      { id: 'u1', login: 'li', name: '李伟', role: 'admin', password: expect.stringMatching(/^\$argon2id/) },
      { id: 'u2', login: 'wang', disabled: true, password: null, source: 'directory' },
    ]);
    expect(await new SqlSessionStore(records).find('s1')).toMatchObject({
      userId: 'u1',
      usedAt: 1767600960000,
    });
    expect(await new SqlAuditLog(records).read({ limit: 10 })).toMatchObject([
      { action: 'user.create', actor: '李伟 (li)', after: { login: 'wang', role: 'operator' } },
    ]);
  },
  '0011-keys': async (records) => {
    const keys = new SqlKeyStore(records);
    expect(await keys.find('token', 'k1')).toMatchObject({ digest: 'digest-1', grants: ['viewer'] });
    expect(await keys.list('gateway')).toMatchObject([{ id: 'k2', revokedAt: 1767601300000 }]);
  },
  '0012-displays': async (records) => {
    const displays = new SqlDisplayStore(records);
    expect(await displays.byKey('digest-3')).toMatchObject({ id: 'd1', name: 'hall 1' });
    expect(await displays.claim('digest-4', 'digest-5', 1767601500000)).toBe('waiting');
  },
  '0013-gaps': async (records) => {
    const gaps = new SqlGapStore(records);
    expect(await gaps.list(ALL)).toMatchObject([
      { scope: 'plant/hall/line-1', to: null, missingMs: null },
      { scope: 'plant/hall/line-1/grinder', cause: 'equipment-silent', missingMs: 40_000 },
    ]);
    expect((await gaps.recent('line-1', 0, 10)).map(({ missing }) => missing)).toContainEqual({
      'plant/hall/line-1/grinder': [[1767601600000, 1767601640000]],
    });
  },
  '0030-energy-intervals': async (records) => {
    const energy = new SqlEnergyStore(records);
    expect(await energy.books('line-1')).toMatchObject([
      { meter: 'line-1/grinder', lot: 'L7', kwh: { productive: 1.5 }, mark: { counter: 1234.5 } },
    ]);
    expect(await energy.imports(10)).toMatchObject([{ meter: 'T2', by: '李伟', problems: [{ count: 8 }] }]);
  },
  '0014-incident-events': async (records) => {
    const incidents = new SqlIncidentStore(records);
    expect(await incidents.open()).toMatchObject([{ id: 'i1', revision: 2, cause: { key: 'pump-worn' } }]);
    expect(await incidents.list({ ...ALL, equipment: 'plant/hall/line-1/mill' })).toMatchObject([
      { id: 'i1' },
    ]);
  },
  '0022-notices': async (records) => {
    const notices = new SqlNoticeStore(records);
    expect(await notices.setup()).toMatchObject({ linkKey: 'key-1', setup: { priority: 2 } });
    expect(await notices.byId('i1.li.opened')).toMatchObject({
      sentOn: 'mail',
      content: { title: '主轴过热' },
      attempts: [{ error: 'HTTP 500' }],
    });
    expect(await notices.dueLanes(1767602200000)).toEqual(['ding']);
    expect(await notices.enterLane('ding', 1767602103000, 1)).toBe(false);
    expect(await notices.response('i1')).toMatchObject({ by: '李伟', via: 'link' });
    expect(await notices.useLink('i1.li.opened', 1, '')).toBe(false);
  },
  '0023-work-orders': async (records) => {
    const orders = new SqlWorkOrderStore(records);
    expect(await orders.read('i1')).toMatchObject({
      state: 'closed',
      cause: 'filter-clogged',
      assignee: '王芳',
      parts: [{ part: '滤纸', count: 2 }],
      judged: { right: true },
    });
    expect(await orders.photo('i1', 'p1')).toEqual(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]));
  },
  '0045-production': async (records) => {
    const production = new SqlProductionStore(records);
    expect((await production.books('line-1')).intervals).toMatchObject([
      { order: 'W-7', time: { run: 600, blocked: 50 }, microStops: 2, mark: { good: 4711, rework: null } },
    ]);
    expect(await production.stops({ ...ALL, line: 'line-1' }, 10)).toMatchObject([
      { class: 'held', time: { held: 420 }, explanation: { reason: 'dressing', by: '李伟' } },
    ]);
  },
  '0046-production-orders': async (records) => {
    expect(await new SqlOrderStore(records).list({ line: 'line-1', limit: 10 })).toMatchObject([
      { id: 'W-7', state: 'running', quantity: 20_000, note: '出口', changedBy: '王芳' },
    ]);
  },
  '0038-walls': async (records) => {
    const walls = new SqlWallStore(records);
    expect(await walls.ofDisplay('d1')).toMatchObject({
      name: '一车间',
      content: { pages: [{ left: ['output', 'oee'] }, { seconds: 30, lines: ['line-1'] }] },
    });
  },
  '0034-machine-commands': async (records) => {
    const commands = new SqlCommandStore(records);
    expect(await commands.list({ line: 'line-1', standing: true, limit: 10 })).toMatchObject([
      { id: 'c1', setting: 'operating_level', value: 2, prior: 0, by: '李伟', state: 'accepted' },
    ]);
    expect(await commands.read('c2')).toMatchObject({
      state: 'returned',
      returned: 'watchdog',
      readyAt: null,
    });
  },
  '0031-energy-baselines': async (records) => {
    const baselines = new SqlBaselineStore(records);
    expect(await baselines.list()).toMatchObject([
      { id: 'b1', meter: 'site', days: [{ kwh: 8000 }, { x: [8900] }] },
    ]);
    expect(await baselines.events()).toMatchObject([{ id: 'e1', kwh: null, reason: '变压器检修' }]);
  },
  '0035-recommendations': async (records) => {
    const savings = new SqlSavingStore(records);
    expect(await savings.list({ line: 'line-1', limit: 10 })).toMatchObject([
      { id: 'r1', measure: 'idle-shutdown', state: 'verified', measuredKwh: 1.5, because: { idleKw: 4 } },
    ]);
    expect((await savings.ledger(0)).filter(({ line }) => line === 'line-1')).toMatchObject([
      { line: 'line-1', verified: 1, verifiedKwh: 1.5, estimatedKwh: 1.75 },
    ]);
    expect(await savings.modes()).toEqual([{ line: 'line-1', measure: 'pump-speed', mode: 'automatic' }]);
  },
  '0080-rules': async (records) => {
    const rules = new SqlRuleStore(records);
    expect(await rules.list(10)).toMatchObject([
      { id: 'r1', live: 1, retired: false, newest: { version: 2 } },
    ]);
    expect(await rules.live()).toMatchObject([
      {
        version: {
          version: 1,
          by: '李伟',
          definition: { onDelayS: 10, expression: 'value("filter_dp") > 80' },
        },
      },
    ]);
    expect(await rules.switches('r1')).toMatchObject([{ to: 'live', version: 1, reason: '回测正常' }]);
  },
  '0081-rule-back-tests': async (records) => {
    const tests = new SqlBackTestStore(records);
    expect(await tests.read('t1')).toMatchObject({
      state: 'done',
      seenBy: '李伟',
      raised: 1,
      outcome: { days: [{ day: '2026-01-04', raised: 1 }] },
    });
    expect(await tests.waiting()).toMatchObject([{ id: 't2', wanted: 1 }]);
    expect([...(await tests.slice('t2', 1))!]).toEqual([1, 2, 255]);
  },
  '0060-start-plans': async (records) => {
    const plans = new SqlPlanStore(records);
    expect(await plans.list({ line: 'line-1', limit: 10 })).toMatchObject([
      { id: 'p1', state: 'applied', plan: { spans: [{ order: 'A-1', from: 2 }] } },
    ]);
    expect(await plans.applied(1767571200000)).toMatchObject([{ changedBy: '李伟' }]);
  },
  '0020-finding-windows': async (records) => {
    expect([...(await new SqlFindingStore(records).window('f1'))!]).toEqual([1, 2, 255]);
  },
  '0055-weld-verdicts': async (records) => {
    const verdicts = new SqlVerdictStore(records);
    expect(await verdicts.summaries([1767600400000])).toMatchObject([
      {
        equipment: 'plant/hall/line-1/press',
        verdict: { grade: 'defect', defects: [{ kind: 'gap', toMm: 2 }] },
      },
    ]);
    expect(await verdicts.references('plant/hall/line-1/press')).toMatchObject([{ version: 1 }]);
  },
  '0070-bearing-health': async (records) => {
    const bearings = new SqlBearingHealthStore(records);
    const component = 'plant/hall/line-1/grinder#front';
    expect(await bearings.read(component)).toMatchObject({
      state: { stage: 1, version: 1, watch: { base: { level: 0.5 } } },
      baseline: { version: 1, levels: { bursts: 20 } },
    });
    expect((await bearings.points(component, 10)).map(({ stage }) => stage)).toEqual([null, 1]);
  },
  '0093-shaft-health': async (records) => {
    const shafts = new SqlComponentStateStore<ShaftState>(records, 'shaft_state');
    expect(await shafts.read('plant/hall/line-1/grinder#drive-train')).toMatchObject({
      baseline: { bursts: [{ lines: { '1x': 0.4 } }] },
      history: [{ harmonics: [0.4, 0.06] }],
    });
  },
  '0098-baseline-periods': async (records) => {
    expect(await new SqlBaselineStore(records).list()).toMatchObject([{ id: 'b1', period: 'shift' }]);
  },
  '0102-commands-taken-back': async (records) => {
    expect(await new SqlCommandStore(records).takenBack('line-2')).toEqual(new Set(['c3']));
  },
  '0108-recommendations-by-end': async (records) => {
    const span = { from: 1767608800000, to: 1767608800001 };
    expect(await new SqlSavingStore(records).savedIn('line-2', span)).toEqual({
      ended: 1,
      measured: 1,
      savedKwh: 10.5,
    });
  },
  '0105-motor-health': async (records) => {
    const motors = new SqlComponentStateStore<MotorState>(records, 'motor_state');
    expect(await motors.read('plant/hall/line-1/compressor#motor-current')).toMatchObject({
      baseline: { bursts: [{ load: 0.7, thirdDb: -58 }] },
    });
  },
  '0071-machine-monitors': async (records) => {
    const monitors = new SqlMonitorStore(records);
    const machine = 'plant/hall/line-1/grinder';
    expect(await monitors.newest(machine)).toMatchObject({ version: 1, monitor: { pattern: 1 } });
    expect(await monitors.learning(machine)).toMatchObject({ by: '李伟', reason: '大修' });
    expect(await monitors.order('o1')).toMatchObject({ stretches: [[new Float64Array([1, 2])]] });
    expect(await monitors.scores(machine, 0, 2e12, 10)).toMatchObject([
      { q: 0.5, contributions: [{ share: 1 }] },
    ]);
  },
  '0047-production-reports': async (records) => {
    const reports = new SqlReportStore(records);
    expect(await reports.list('line-1', 10)).toMatchObject([{ shift: 'night', language: 'zh' }]);
    expect((await reports.read('line-1', 1767571200000, 'zh'))?.toString()).toBe('%PDF-');
  },
  '0090-kept-bursts': async (records) => {
    const bursts = new SqlBurstStore(records, { bursts: 20, bytes: 16e6 });
    const name = 'plant/hall/line-1/spindle/vibration/1767600900000.ltvb';
    expect([...(await bursts.read(name))!]).toEqual([6, 5]);
    expect(await bursts.readPending(name)).toBeUndefined();
    // What waited before the step still waits.
    expect(await bursts.listPending()).toEqual(['plant/hall/line-1/spindle/vibration/1767600800000.ltvb']);
    expect(await bursts.list('plant/hall/line-1/spindle')).toHaveLength(2);
  },
  '0091-state-log': async (records) => {
    const log = new SqlStateLog(records);
    const at = 1767600910000;
    expect(await log.read('line-1', { from: 0, to: at }, 10)).toMatchObject([
      { at: 1767600900000, hash: '9f86d081884c7d65', modelVersion: 12345, late: false },
      { at, late: true },
    ]);
    const past = new SqlPastRecords(records, new SqlSeamStore(records), new SqlVerdictStore(records));
    expect((await past.standingAt(at)).kpis).toMatchObject([{ line: 'line-1', good: 3120, planned: 3600 }]);
  },
  '0092-time-notes': async (records) => {
    const notes = await new SqlTimeNoteStore(records).search({ ...ALL, line: 'line-1' });
    expect(notes).toMatchObject([
      { id: 'n1', line: 'line-1', text: '冷却液压力先掉', author: '李伟' },
      { id: 'n2', line: null, author: 'Anna' },
    ]);
  },
  '0095-runs': async (records) => {
    const runs = new SqlRunStore(records);
    expect(await runs.read('u1')).toMatchObject({
      state: 'done',
      seed: 7,
      scenario: { name: '砂轮钝化', sha256: 'e3b0' },
      figures: { lines: [{ line: 'line-1', good: 450 }] },
      hasValues: true,
    });
    expect(await runs.scenario('u1')).toBe('name: 砂轮钝化');
    expect(await runs.open('h1')).toMatchObject([{ id: 'u2', branchOf: { run: 'u1', at: 1767544200000 } }]);
    expect(await runs.read('u3')).toMatchObject({ reason: 'bad-file', problems: [{ row: 2 }] });
  },
  '0097-measure-limits': async (records) => {
    expect(await new SqlSavingStore(records).limits()).toEqual([
      { line: 'line-1', limit: 'setbackK', value: 60 },
    ]);
  },
  '0096-demand-notes': async (records) => {
    const notes = await new SqlDemandNotes(records).read(['minute line-1']);
    expect(notes.get('minute line-1')).toEqual({
      at: 1767600760000.5,
      note: { time: 1767600700000, kw: 512.5, ahead: [510, 508] },
    });
  },
};
