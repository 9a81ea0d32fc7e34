import { describe, expect, test } from '@jest/globals';
import { ModelIndex, PACKML_STATES, QUALITY_BAD, QUALITY_GOOD } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { join } from 'node:path';
import { RunAlarmLog } from './run-alarms.ts';
import { RunFigureCounter } from './run-figures.ts';

const index = new ModelIndex(await readPlantFolder(join(import.meta.dirname, '../../../plants/liaocheng')));
const lastStation = index
  .line('weld-1')!
  .stations.filter(({ inFlow }) => inFlow)
  .at(-1)!;
const last = index.equipment(lastStation.equipment[0])!;
const first = index.equipmentOf('weld-1').find((e) => index.signalWithRole(e, 'scrapCount') && e !== last)!;
const of = (equipment: typeof last, role: 'goodCount' | 'scrapCount' | 'energy') =>
  index.signalWithRole(equipment, role)!.index;

describe('the figures of a run', () => {
  test('count parts of the last station, scrap and energy of all, and nothing for a register that jumps back', () => {
    const counter = new RunFigureCounter(index, ['weld-1'], new RunAlarmLog());
    const put = (at: number, value: number, quality = QUALITY_GOOD) => counter.put(at, 1000, value, quality);
    for (const value of [100, 103, 2, 4]) put(of(last, 'goodCount'), value);
    for (const value of [0, 50]) put(of(first, 'goodCount'), value);
    for (const value of [7, 8]) put(of(first, 'scrapCount'), value);
    for (const value of [1, 1.5]) put(of(first, 'energy'), value);
    put(of(first, 'energy'), 99, QUALITY_BAD);
    for (const value of [0, 0.25]) put(of(last, 'energy'), value);
    expect(counter.end(2000, 3)).toMatchObject({
      lines: [{ line: 'weld-1', good: 5, scrap: 1, kwh: 0.75 }],
      refused: 3,
      values: 13,
    });
    // What is Bad says nothing; the others of the line are silent.
    const heard = new Set([first.address, last.address]);
    const { silent, richest } = counter.end(2000, 3);
    expect(silent).toEqual(
      index
        .equipmentOf('weld-1')
        .map(({ address }) => address)
        .filter((address) => !heard.has(address)),
    );
    expect(richest![0]).toBe(index.signalWithRole(last, 'goodCount')!.address);
  });

  test('raise a limit as the plant does: beyond its on-delay, in its states, until it is back by its deadband', () => {
    const equipment = index.equipmentOf('bearing-1').find(({ id }) => id === 'BU-COOL')!;
    const limited = index
      .signalsOf(equipment)
      .find(({ limits }) => limits.some(({ type }) => type === 'high'))!;
    const definition = limited.limits.find(({ type }) => type === 'high')!;
    const state = index.signalWithRole(equipment, 'state');
    const counter = new RunFigureCounter(index, ['bearing-1'], new RunAlarmLog());
    const at = (s: number, value: number) => counter.put(limited.index, s * 1000, value, QUALITY_GOOD);
    const running = definition.whileStates?.[0] ?? 'Execute';
    if (state) counter.put(state.index, 0, PACKML_STATES.indexOf(running), QUALITY_GOOD);
    const beyond = definition.at + Math.abs(definition.at) * 0.01 + definition.deadband;
    const inside = definition.at - definition.deadband - Math.abs(definition.at) * 0.01;
    const { onDelayS, offDelayS } = definition;
    at(0, beyond);
    at(onDelayS, beyond);
    at(onDelayS + 10, inside);
    at(onDelayS + 10 + offDelayS, inside);
    const figures = counter.end(1e6, 0);
    const found = figures.alarms.filter(({ limit }) => limit === 'high');
    expect(found).toEqual([
      { signal: signalAddress(limited.index), limit: 'high', raised: 1, activeS: 10 + offDelayS },
    ]);
  });
});

function signalAddress(at: number): string {
  return index.model.signals[at].address;
}
