import { describe, expect, test } from '@jest/globals';
import { PACKML_STATES } from '@linetwin/model';
import { MACHINE_LOOKS } from '../ui/tokens.ts';
import { LatestValueStore } from './latest-value-store.ts';
import { lookOfState, machineSignals, standingOf } from './machine-look.ts';
import { batchOf, smallPlant } from './testing.ts';

function machineIn(state: string, parts: number) {
  const index = smallPlant();
  const live = new LatestValueStore(index);
  live.setConnected(true);
  const code = (PACKML_STATES as readonly string[]).indexOf(state);
  live.apply(batchOf([0, 10_000, code], [3, 10_000, parts]));
  return { live, machine: machineSignals(index, index.model.equipment[0]) };
}

describe('the look of a machine', () => {
  test('is defined for every PackML state', () => {
    for (const state of PACKML_STATES) expect(MACHINE_LOOKS).toContain(lookOfState(state));
  });

  test('tells waiting for parts from waiting for room by the buffer behind it', () => {
    const starved = machineIn('Suspended', 1);
    expect(standingOf(starved.machine, starved.live, 10_000).look).toBe('starved');
    const blocked = machineIn('Suspended', 4);
    expect(standingOf(blocked.machine, blocked.live, 10_000).look).toBe('blocked');
  });

  test('is "no data" when the state is stale, and remembers since when', () => {
    const { machine, live } = machineIn('Execute', 0);
    expect(standingOf(machine, live, 12_000)).toEqual({ look: 'running', state: 'Execute', since: 10_000 });
    expect(standingOf(machine, live, 60_000)).toEqual({ look: 'nodata', state: null, since: 10_000 });
  });

  test('is "no data" for a code that names no state', () => {
    const { machine, live } = machineIn('Execute', 0);
    live.apply(batchOf([0, 11_000, 77]));
    expect(standingOf(machine, live, 11_000).look).toBe('nodata');
  });

  test('is "no data" when a machine has fallen silent whose state is told only when it changes', () => {
    const index = smallPlant();
    index.model.signals[0].periodMs = undefined;
    const live = new LatestValueStore(index);
    live.setConnected(true);
    live.apply(batchOf([0, 10_000, (PACKML_STATES as readonly string[]).indexOf('Execute')], [1, 10_000, 5]));
    const machine = machineSignals(index, index.model.equipment[0]);
    expect(standingOf(machine, live, 12_000).look).toBe('running');
    expect(standingOf(machine, live, 60_000).look).toBe('nodata');
    live.apply(batchOf([1, 60_000, 5]));
    expect(standingOf(machine, live, 60_000).look).toBe('running');
  });
});
