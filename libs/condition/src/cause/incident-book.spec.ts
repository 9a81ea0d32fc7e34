import { beforeEach, describe, expect, test } from '@jest/globals';
import { readPlantFolder } from '@linetwin/model/node';
import { IncidentBook, type IncidentState } from './incident-book.ts';
import { incidentTexts } from './incident-texts.ts';
import { PlantRelations } from './plant-relations.ts';
import { ALARM_CONFIDENCE, type Symptom } from './symptom.ts';

const plant = await readPlantFolder(new URL('../../../../plants/liaocheng', import.meta.url).pathname);
const relations = new PlantRelations(plant);
const T = Date.UTC(2026, 0, 5, 8);
const S = 1000;
const addressOf = (id: string) => plant.equipment.find((machine) => machine.id === id)!.address;

let book: IncidentBook;
beforeEach(() => {
  book = new IncidentBook(relations, incidentTexts(plant, relations));
});

let raised = 0;
function alarm(machine: string, key: string, atS: number, rest: Partial<Symptom> = {}): Symptom {
  return {
    id: `${machine}.${key}.${atS}.${raised++}`,
    kind: 'alarm',
    equipment: addressOf(machine),
    key,
    title: { zh: key, en: key },
    signal: key.split('.')[0],
    at: T + atS * S,
    endedAt: null,
    priority: 3,
    confidence: ALARM_CONFIDENCE,
    ...rest,
  };
}
function finding(machine: string, key: string, signal: string, atS: number, rest: Partial<Symptom> = {}) {
  return alarm(machine, key, atS, {
    kind: 'finding',
    signal,
    confidence: 0.8,
    findingClass: 'process',
    ...rest,
  });
}
const stands = (machine: string, atS: number) =>
  alarm(machine, 'Suspended', atS, { kind: 'state', id: `${machine}#state`, signal: undefined, priority: 4 });

function incidentsOf(symptoms: readonly Symptom[], nowS = 600): IncidentState[] {
  for (const symptom of symptoms) book.put(symptom);
  book.changes(T + nowS * S);
  return book.standing();
}
const machinesOf = ({ members }: IncidentState) => members.map(({ equipment }) => equipment.split('/').pop());

describe('relations of the reference plant', () => {
  test('follow lanes: each chiller cools the source of its cell', () => {
    expect(relations.suppliersOf(addressOf('L01')).map(({ from }) => from)).toEqual([addressOf('L07-A')]);
    expect(relations.usersOf(addressOf('L07-B')).map(({ to }) => to.split('/').pop())).toEqual([
      'L04',
      'L03-B',
    ]);
  });

  test('follow parts: outer rings pass by the bore grinders', () => {
    const down = relations.downstream(addressOf('B11-OR1'));
    expect(down.has(addressOf('B12-1'))).toBe(false);
    expect(down.get(addressOf('B13-OR1'))).toBe(1);
    expect(down.get(addressOf('B16'))).toBe(3);
    expect(relations.upstream(addressOf('B16')).get(addressOf('B15-BALL'))).toBe(1);
  });
});

describe('an incident', () => {
  test('has the supplier as its first cause, and its users in a chain', () => {
    const [incident, ...others] = incidentsOf([
      alarm('B11-OR1', 'coolant_flow.low', 10),
      alarm('BU-COOL', 'filter_dp.high', 14),
      alarm('B10', 'coolant_flow.low', 15),
      finding('BU-COOL', 'coolant-filter-clogged', 'filter_dp', 16),
    ]);
    expect(others).toEqual([]);
    expect(incident.cause).toMatchObject({
      equipment: addressOf('BU-COOL'),
      key: 'coolant-filter-clogged',
    });
    expect(incident.members.find(({ key }) => key === 'coolant_flow.low')?.follows).toMatchObject({
      relation: 'utility',
      medium: 'coolant',
    });
    expect(incident.cause.contradictedBy[0].en).toMatch(/use the same coolant and show nothing/);
  });

  test('supposes a supplier that shows nothing when several of its users lack the same', () => {
    const [incident] = incidentsOf([
      alarm('B11-OR1', 'coolant_flow.low', 10),
      alarm('B10', 'coolant_flow.low', 15),
      alarm('B09', 'coolant_flow.low', 17),
    ]);
    expect(incident.cause).toMatchObject({ equipment: addressOf('BU-COOL'), key: 'supply:coolant' });
  });

  test('never makes a machine fault of a sensor that is wrong, nor of what hangs on it', () => {
    const [incident, ...others] = incidentsOf([
      alarm('B07', 'zone_2_output.high', 0),
      finding('B07', 'sensor-drift', 'zone_2_temp', 20, { findingClass: 'sensor' }),
      alarm('B07', 'belt_current.high', 30),
    ]);
    expect(incident.cause.key).toBe('sensor-drift');
    expect(incident.members[0].follows?.relation).toBe('sensor');
    expect(others.map(({ cause }) => cause.key)).toEqual(['alarm:belt_current.high']);
  });

  test('is named by the later word on a part when the earlier one is taken back', () => {
    const part = { findingClass: 'part', signal: undefined } as const;
    const first = finding('BU-C1', 'imbalance', '', 0, { ...part, confidence: 0.62 });
    const [before] = incidentsOf([first, alarm('BU-C1', 'vib_velocity.high', 60)]);
    expect(before.cause.key).toBe('imbalance');
    const [after] = incidentsOf([
      { ...first, endedAt: T + 300 * S },
      finding('BU-C1', 'resonance', '', 600, { ...part, confidence: 0.6 }),
    ]);
    expect(after.id).toBe(before.id);
    expect(after.cause).toMatchObject({ key: 'resonance', since: T });
    expect(after.members.find(({ key }) => key === 'vib_velocity.high')?.follows).not.toBeNull();
  });

  test('takes in machines that stand for want of parts, also those that stood before the cause was known', () => {
    const [incident, ...others] = incidentsOf([
      stands('B19', 60),
      finding('B18', 'rig-spindle', 'z_level', 90),
      stands('B17', 120),
    ]);
    expect(others).toEqual([]);
    expect(incident.cause.key).toBe('rig-spindle');
    expect(incident.members.map(({ follows }) => follows?.relation ?? null)).toEqual([
      'parts-missing',
      null,
      'parts-blocked',
    ]);
  });

  test('is not opened by a machine that only stands', () => {
    expect(incidentsOf([stands('B19', 60)])).toEqual([]);
  });

  test('of two faults that have nothing to do with each other is two', () => {
    const incidents = incidentsOf([
      finding('B06-1', 'tool-worn', 'spindle_load', 0),
      finding('BU-C1', 'air-leak', 'air_flow', 5),
      finding('B12-1', 'wheel-dull', 'wheel_power', 10),
    ]);
    expect(incidents.map(machinesOf)).toEqual([['B06-1'], ['BU-C1'], ['B12-1']]);
  });

  test('of two faults that both make the same machine stand is two, and the one that was first has the standstill', () => {
    const [first, second, ...others] = incidentsOf([
      finding('L03-A', 'window-dirty', 'window_temp', 0),
      stands('L13', 40),
      finding('L08-B', 'gas-low', 'gas_flow', 90),
    ]);
    expect(others).toEqual([]);
    expect([first, second].map(({ cause }) => cause.key)).toEqual(['window-dirty', 'gas-low']);
    expect(machinesOf(first)).toEqual(['L03-A', 'L13']);
    expect(machinesOf(second)).toEqual(['L08-B']);
  });

  test('that turns out to be part of another one is closed and named there', () => {
    for (const symptom of [alarm('L01', 'module_temp.high', 0), alarm('L03-A', 'window_temp.high', 2)])
      book.put(symptom);
    const before = book.changes(T + 3 * S);
    expect(before).toHaveLength(2);
    book.put(finding('L01', 'power-low', 'power_deviation', 4));
    book.put(alarm('L07-A', 'source_temp.high', 5));
    book.put(alarm('L03-A', 'collimator_temp.high', 6));
    const after = book.changes(T + 7 * S);
    const [open] = book.standing();
    expect(after.filter(({ state }) => state === 'closed').map(({ mergedInto }) => mergedInto)).toEqual(
      after.length > 1 ? [open.id] : [],
    );
  });

  test('counts what comes again instead of listing it', () => {
    const first = alarm('L07-A', 'source_temp.high', 0);
    book.put(first);
    book.put({ ...first, endedAt: T + 5 * S });
    book.put({ ...first, id: 'again', at: T + 9 * S });
    book.changes(T + 10 * S);
    expect(book.standing()[0].members).toMatchObject([
      { id: first.id, newestId: 'again', repeats: 1, endedAt: null, at: first.at },
    ]);
  });
});

describe('the reference upset: one chiller fails', () => {
  /** 500 transitions in ten minutes: the cell's alarms rise and fall about their limits while the water warms. */
  function upset(): Symptom[] {
    const flapping: [string, string, number][] = [
      ['L07-A', 'source_temp.high', 0],
      ['L07-A', 'source_temp.highHigh', 60],
      ['L07-A', 'optics_temp.high', 30],
      ['L07-A', 'compressor_current.high', 10],
      ['L01', 'module_temp.high', 40],
      ['L01', 'module_temp.highHigh', 120],
      ['L01', 'power_deviation.low', 90],
      ['L01', 'dew_margin.low', 80],
      ['L03-A', 'collimator_temp.high', 100],
      ['L06-A', 'seam_depth_mean.low', 150],
      ['L06-A', 'seam_depth_min.low', 150],
      ['L06-A', 'spatter_rate.high', 160],
    ];
    const transitions: Symptom[] = [];
    for (let i = 0; transitions.length < 494; i++) {
      const [machine, key, fromS] = flapping[i % flapping.length];
      const atS = fromS + ((600 - fromS) * i) / 260;
      const rose = alarm(machine, key, atS, { priority: key.includes('High') ? 2 : 3 });
      transitions.push(rose, { ...rose, endedAt: rose.at + 4 * S });
    }
    for (const machine of ['L12', 'L11', 'L13', 'L10-A', 'L02-A']) transitions.push(stands(machine, 240));
    transitions.push(finding('L07-A', 'chiller-condenser-dirty', 'source_temp', 75));
    return transitions.sort((a, b) => (a.endedAt ?? a.at) - (b.endedAt ?? b.at));
  }

  test('is at most ten incidents, with the chiller on top', () => {
    const transitions = upset();
    expect(transitions).toHaveLength(500);
    const told = new Set<string>();
    for (const symptom of transitions) {
      book.put(symptom);
      for (const { id } of book.changes(symptom.endedAt ?? symptom.at)) told.add(id);
    }
    book.changes(T + 600 * S);
    expect(told.size).toBeLessThanOrEqual(10);
    const largest = book.standing().sort((a, b) => b.members.length - a.members.length)[0];
    expect(largest.cause).toMatchObject({ equipment: addressOf('L07-A'), key: 'chiller-condenser-dirty' });
    expect(new Set(machinesOf(largest)).size).toBeGreaterThanOrEqual(8);
  });

  test('has the chiller on top before a rule names it, from its alarms alone', () => {
    for (const symptom of upset().filter(({ kind, at }) => kind !== 'finding' && at < T + 200 * S))
      book.put(symptom);
    book.changes(T + 200 * S);
    const largest = book.standing().sort((a, b) => b.members.length - a.members.length)[0];
    expect(largest.cause.equipment).toBe(addressOf('L07-A'));
  });
});
