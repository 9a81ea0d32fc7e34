import { describe, expect, test } from '@jest/globals';
import { LatestValueStore } from '../../../live/latest-value-store.ts';
import { batchOf, smallPlant } from '../../../live/testing.ts';
import { mainValue, readOverlay, type OverlaySources } from './overlay-readings.ts';

const NOTHING: OverlaySources = { alarms: new Map(), bearings: new Map(), indicators: new Map() };
const NOW = 10_000;

function plant(change: (index: ReturnType<typeof smallPlant>) => void = () => undefined) {
  const index = smallPlant();
  change(index);
  const live = new LatestValueStore(index);
  live.setConnected(true);
  live.setClock(() => NOW);
  const [machine] = index.model.equipment;
  const read = (name: Parameters<typeof readOverlay>[0], sources = NOTHING) =>
    readOverlay(name, machine, index.signalsOf(machine), live, sources);
  return { live, machine, read };
}

describe('what an overlay shows of a machine', () => {
  test('is its power while it is told, and missing once the machine is silent', () => {
    const { live, read } = plant();
    expect(read('energy')).toEqual([null]);
    live.apply(batchOf([1, NOW, 12.5]));
    expect(read('energy')).toEqual([12.5]);
    live.setClock(() => NOW + 60_000);
    expect(read('energy')).toEqual([null]);
  });

  test('is the temperature of each zone of a furnace, with a gap where a zone is not known', () => {
    const { live, read } = plant(({ model }) => {
      Object.assign(model.signals[2], { id: 'zone_1_temp', role: 'temperature', unit: '°C' });
      Object.assign(model.signals[3], { id: 'zone_2_temp', role: 'temperature', unit: '°C' });
    });
    live.apply(batchOf([2, NOW, 840]));
    expect(read('temperature')).toEqual([840, null]);
    expect(mainValue(read('temperature')!)).toBe(840);
  });

  test('is the zone of the worst bearing, and missing where none has been measured', () => {
    const { machine, read } = plant(({ model }) => {
      Object.assign(model.equipment[0], { bearings: [{}] });
    });
    const bearing = (isoZone: string | null) => ({ isoZone });
    const sources = (...zones: (string | null)[]) =>
      ({
        ...NOTHING,
        bearings: new Map([[machine.address, zones.map(bearing)]]),
      }) as unknown as OverlaySources;
    expect(read('vibration')).toEqual([null]);
    expect(read('vibration', sources(null))).toEqual([null]);
    expect(read('vibration', sources('B', null, 'C', 'A'))).toEqual(['C']);
  });

  test('is nothing of a machine that has nothing to tell it by', () => {
    const { read } = plant(({ model }) => {
      Object.assign(model.equipment[0], { bearings: [] });
      Object.assign(model.signals[1], { role: 'process' });
      Object.assign(model.signals[2], { role: 'process' });
    });
    for (const name of ['temperature', 'energy', 'vibration', 'quality', 'oee'] as const)
      expect(read(name)).toBeUndefined();
  });

  test('is the priority of the worst alarm, or that there is none', () => {
    const { machine, read } = plant();
    expect(read('alarms')).toEqual(['none']);
    const alarms = new Map([[machine.address as string, { priority: 2, unacknowledged: true } as const]]);
    expect(read('alarms', { ...NOTHING, alarms })).toEqual(['P2']);
  });

  test('is a ratio in per cent, and missing where nothing was made', () => {
    const { machine, read } = plant();
    const row = { oee: 0.814, qualityRatio: null };
    const indicators = new Map([[machine.address as string, row]]) as unknown as OverlaySources['indicators'];
    expect(read('oee', { ...NOTHING, indicators })![0]).toBeCloseTo(81.4);
    expect(read('quality', { ...NOTHING, indicators })).toEqual([null]);
  });
});
