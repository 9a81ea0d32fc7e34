import { describe, expect, test } from '@jest/globals';
import { PACKML_STATES, type Signal } from '@linetwin/model';
import { monitoredSignals, WorkingRows, type WorkingRow } from './working-rows.ts';

const [STATE, POWER, FLOW] = [0, 1, 2];
const [EXECUTE, IDLE] = [PACKML_STATES.indexOf('Execute'), PACKML_STATES.indexOf('Idle')];
const signalOf = (index: number, rest: Partial<Signal> = {}) =>
  ({ index, id: `s${index}`, class: 'M', periodMs: 1000, ...rest }) as unknown as Signal;
const signals = [signalOf(POWER), signalOf(FLOW)];

/** Seconds in a state, at a power; the flow is three times as much. */
type Spell = [seconds: number, state: number, power: number];

function rowsOf(spells: readonly Spell[], periodMs = 1000): WorkingRow[] {
  const working = new WorkingRows(signals, STATE);
  const rows: WorkingRow[] = [];
  let time = 1000;
  for (const [seconds, state, power] of spells) {
    for (let passed = 0; passed < seconds * 1000; passed += periodMs, time += periodMs) {
      for (const [signal, value] of [
        [STATE, state],
        [POWER, power],
        [FLOW, 3 * power],
      ]) {
        const row = working.put(signal, time, value);
        if (row) rows.push(row);
      }
    }
  }
  return rows;
}

describe('rows of working time', () => {
  test('are means over a minute of work', () => {
    const rows = rowsOf([
      [30, EXECUTE, 4],
      [91, EXECUTE, 8],
    ]);
    expect(rows).toHaveLength(2);
    expect([...rows[0].values!].map((value) => Math.round(value))).toEqual([6, 18]);
    expect([...rows[1].values!]).toEqual([8, 24]);
  });

  test('leave out short stands, so that waiting between parts does not change them', () => {
    const rows = rowsOf(
      Array.from({ length: 12 }, () => [[10, EXECUTE, 5] as Spell, [7, IDLE, 1] as Spell]).flat(),
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { values } of rows) expect([...values!]).toEqual([5, 15]);
  });

  test('end with a gap at a long stand, and what was begun before it is dropped', () => {
    const rows = rowsOf([
      [50, EXECUTE, 5],
      [700, IDLE, 1],
      [62, EXECUTE, 9],
    ]);
    expect(rows.map(({ values }) => values && [...values])).toEqual([null, [9, 27]]);
  });

  test('take silence for no work', () => {
    expect(rowsOf([[600, EXECUTE, 5]], 6000)).toEqual([]);
  });

  test('are made of measured numbers that come all the time', () => {
    const chosen = monitoredSignals([
      signalOf(1),
      signalOf(2, { class: 'E', periodMs: undefined }),
      signalOf(3, { values: ['Off', 'On'] }),
      signalOf(4, { role: 'energy' }),
      signalOf(5, { periodMs: 60_000 }),
      signalOf(6, { class: 'S', role: 'power' }),
    ]);
    expect(chosen.map(({ index }) => index)).toEqual([1, 6]);
  });
});
