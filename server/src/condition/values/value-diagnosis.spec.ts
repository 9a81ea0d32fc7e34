import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  appendSample,
  createSampleBatch,
  findingSchema,
  type Finding,
  type SampleBatch,
} from '@linetwin/contracts';
import { ModelIndex, PACKML_STATES, QUALITY_BAD, QUALITY_GOOD } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { EventBus } from '../../events.ts';
import { InMemoryFindingStore } from '../findings/in-memory-finding-store.ts';
import { InMemoryHistory } from '../../history/in-memory-history.ts';
import { RelationTeacher } from './relation-teacher.ts';
import { ValueDiagnosis } from './value-diagnosis.ts';

const index = new ModelIndex(
  await readPlantFolder(new URL('../../../../plants/liaocheng', import.meta.url).pathname),
);
const coolant = index.model.equipment.find(({ id }) => id === 'BU-COOL')!;
const grinder = index.model.equipment.find(({ id }) => id === 'B11-OR1')!;
const T = Date.UTC(2026, 0, 5, 8);

class FaultyStore extends InMemoryFindingStore {
  away = false;

  override async record(
    ...call: Parameters<InMemoryFindingStore['record']>
  ): ReturnType<InMemoryFindingStore['record']> {
    if (this.away) throw new Error('data base away');
    return super.record(...call);
  }
}

let store: FaultyStore;
let events: EventBus;
let told: Finding[];
let diagnosis: ValueDiagnosis;
let second: number;
/** All that the machine said, second by second. */
let said: SampleBatch[];

beforeEach(async () => {
  store = new FaultyStore();
  events = new EventBus((_owner, _event, error) => {
    throw error;
  });
  told = [];
  second = 0;
  said = [];
  events.on('FindingChanged', 'test', (finding) => told.push(finding));
  diagnosis = new ValueDiagnosis({ index, store, events, onProblem: () => undefined, retryMs: 1 });
  diagnosis.start();
  await diagnosis.takeLine('bearing-1');
});
afterEach(() => diagnosis.stop());

/** Seconds of a machine at work; left out signals keep their middle with a ripple. */
function run(seconds: number, values: Record<string, number | null> = {}, machine = coolant): void {
  for (let i = 0; i < seconds; i++) {
    const time = T + ++second * 1000;
    const batch = createSampleBatch(32);
    for (const { id, index: signal, role, normal, class: acquisition } of index.signalsOf(machine)) {
      const given = values[id];
      if (acquisition === 'V' || (acquisition === 'E' && given === undefined)) continue;
      if (given === null) continue;
      const middle = normal ? (normal[0] + normal[1]) / 2 : 0;
      const ripple = normal ? (normal[1] - normal[0]) * 0.01 * Math.sin(second * 2.3) : 0;
      const value = role === 'state' ? PACKML_STATES.indexOf('Execute') : (given ?? middle) + ripple;
      appendSample(batch, signal, time, value, Number.isNaN(value) ? QUALITY_BAD : QUALITY_GOOD);
    }
    said.push(batch);
    events.emit('SamplesAccepted', batch);
    diagnosis.look();
  }
}

/** As the worker tells it. */
const LOOSE = {
  id: 'loose',
  equipment: '',
  component: 'vibration',
  componentName: { zh: '振动加速度', en: 'Vibration acceleration' },
  kind: 'sensor',
  verdict: 'sensor-loose',
  grade: 'clear',
  confidence: 0.9,
  summary: { zh: '加速度计松动', en: 'Accelerometer loose' },
  advice: [],
  sparePart: null,
  status: 'open',
  firstSeenAt: T,
  lastSeenAt: T,
  bursts: 1,
  speedRpm: 3000,
} satisfies Finding;

describe('value diagnosis', () => {
  test('says nothing of a healthy machine', () => {
    run(900);
    expect(told).toEqual([]);
  });

  test('names a process fault within seconds, with proof, advice and spare part, and records it', async () => {
    run(700);
    run(10, { filter_dp: 95 });
    expect(told.map(({ verdict, status }) => [verdict, status])).toEqual([
      ['coolant-filter-clogged', 'open'],
    ]);
    expect(findingSchema.parse(told[0])).toEqual(told[0]);
    expect(told[0]).toMatchObject({
      kind: 'process',
      component: 'filter_dp',
      sparePart: { en: 'Filter paper roll' },
    });
    await diagnosis.recorded();
    const detail = await store.detail(told[0].id);
    expect(detail?.diagnosis).toMatchObject({
      method: 'values',
      ruleVersion: 1,
      evidence: [{ signal: 'filter_dp', threshold: 80, holds: true }, {}, {}],
    });
  });

  test('becomes surer as more signs hold, and closes when they are gone for a minute', async () => {
    run(700);
    run(10, { filter_dp: 95 });
    run(10, { filter_dp: 95, supply_flow: 1500, supply_pressure: 0.35 });
    expect(told.at(-1)?.confidence).toBeGreaterThan(told[0].confidence);
    run(80);
    expect(told.at(-1)).toMatchObject({ id: told[0].id, status: 'closed' });
    await diagnosis.recorded();
    expect(await store.open()).toEqual([]);
  });

  test('judges the sensor first: a silent or broken one is never a machine fault', () => {
    run(700);
    run(20, { filter_dp: index.signal(`${coolant.address}/filter_dp`)!.range[1] + 1 });
    run(5, { supply_flow: null });
    expect(told.map(({ verdict, component }) => [verdict, component])).toEqual([
      ['sensor-open', 'filter_dp'],
      ['sensor-dropout', 'supply_flow'],
    ]);
  });

  test('believes nothing that a loose accelerometer shows, until it sits firmly', async () => {
    const usual = { vib_velocity: 0.5, roundness: 0.4 };
    const chatter = { vib_velocity: 1.1, roundness: 0.9 };
    const loose: Finding = { ...LOOSE, equipment: grinder.address };
    const chatters = () => told.filter(({ verdict }) => verdict === 'chatter').map(({ status }) => status);
    run(900, usual, grinder);
    events.emit('FindingChanged', loose, 'elsewhere');
    run(300, chatter, grinder);
    expect(chatters()).toEqual([]);
    events.emit('FindingChanged', { ...loose, status: 'closed' }, 'elsewhere');
    run(300, chatter, grinder);
    expect(chatters()).toContain('open');
  });

  test('tells that a sensor drifts, and says nothing of the pump that its reading would blame', async () => {
    const { normal } = index.signal(`${coolant.address}/supply_flow`)!;
    const usual = (normal![0] + normal![1]) / 2;
    run(7500);
    // A quarter less within an hour: the rule for a worn pump asks for a fifth.
    for (let minute = 0; minute < 60; minute++) run(60, { supply_flow: usual * (1 - minute / 240) });
    run(600, { supply_flow: usual * 0.75 });
    expect(told.map(({ verdict, component, kind }) => [kind, verdict, component])).toEqual([
      ['sensor', 'sensor-drift', 'supply_flow'],
    ]);
    expect(findingSchema.parse(told[0])).toEqual(told[0]);
    await diagnosis.recorded();
    expect((await store.detail(told[0].id))?.diagnosis).toMatchObject({
      against: `${coolant.address}/supply_pressure`,
      evidence: { minutes: 10 },
    });
    // The gauge is put right.
    run(1200);
    expect(told.at(-1)).toMatchObject({ id: told[0].id, status: 'closed' });
  });

  test('calls a sensor stuck that stands still for a minute while the machine works', () => {
    run(700);
    const batches = 62;
    for (let i = 0; i < batches; i++) {
      const time = T + ++second * 1000;
      const batch = createSampleBatch(4);
      const [state, dp] = ['state', 'filter_dp'].map((id) => index.signal(`${coolant.address}/${id}`)!.index);
      appendSample(batch, state, time, PACKML_STATES.indexOf('Execute'), QUALITY_GOOD);
      appendSample(batch, dp, time, 42, QUALITY_GOOD);
      events.emit('SamplesAccepted', batch);
    }
    diagnosis.look();
    expect(told.filter(({ component }) => component === 'filter_dp').map(({ verdict }) => verdict)).toEqual([
      'sensor-stuck',
    ]);
  });

  test('tells at once and records later while the data base is away', async () => {
    store.away = true;
    run(700);
    run(10, { filter_dp: 95 });
    expect(told).toHaveLength(1);
    await diagnosis.recorded();
    expect(await store.open()).toEqual([]);
    store.away = false;
    while ((await store.open()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await store.open())[0].id).toBe(told[0].id);
  });

  describe('after a restart in the middle of a fault', () => {
    /** Another process takes the line, with the same data base. */
    async function restart(history = new InMemoryHistory()): Promise<void> {
      await diagnosis.stop();
      told.length = 0;
      const alarms = { standing: async () => [], raisedBetween: async () => [] };
      const now = () => T + second * 1000;
      const teacher = new RelationTeacher({ index, history, findings: store, alarms, now });
      diagnosis = new ValueDiagnosis({
        index,
        store,
        events,
        teacher,
        onProblem: () => undefined,
        retryMs: 1,
      });
      diagnosis.start();
      await diagnosis.takeLine('bearing-1');
      await diagnosis.taught();
    }

    test('knows from history what a drifted sensor showed before, and goes on with its finding', async () => {
      run(10_800);
      run(1200, { supply_flow: 1500 });
      const [{ id, verdict }] = told;
      expect(verdict).toBe('sensor-drift');
      await diagnosis.recorded();
      const history = new InMemoryHistory();
      const addresses = index.model.signals.map(({ address }) => address);
      for (const [mark, batch] of said.entries()) await history.append(batch, addresses, mark + 1);
      await restart(history);
      // Longer than an hour, after which what is not seen again is closed.
      run(4000, { supply_flow: 1500 });
      expect(told.map((finding) => [finding.id, finding.status])).toEqual([[id, 'open']]);
    });

    test('goes on with the finding that stood open, and closes that one', async () => {
      run(700);
      run(10, { filter_dp: 95 });
      const [{ id, firstSeenAt }] = told;
      await restart();
      run(10, { filter_dp: 95 });
      expect(new Set(told.map((finding) => finding.id))).toEqual(new Set([id]));
      run(80);
      expect(told.at(-1)).toMatchObject({ id, firstSeenAt, status: 'closed' });
      await diagnosis.recorded();
      expect(await store.open()).toEqual([]);
    });

    test('closes what was mended meanwhile after an hour without it, not before', async () => {
      run(700);
      run(10, { filter_dp: 95 });
      const [{ id }] = told;
      await restart();
      run(3500);
      expect(told).toEqual([]);
      run(120);
      expect(told).toMatchObject([{ id, status: 'closed' }]);
      await diagnosis.recorded();
      expect(await store.open()).toEqual([]);
    });
  });
});
