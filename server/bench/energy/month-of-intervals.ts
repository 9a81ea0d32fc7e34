import { INTERVAL_MS, noneByClass } from '@linetwin/energy';
import type { PlantModel } from '@linetwin/model';
import type { StoredInterval } from '../../src/energy/energy-store.port.ts';

/** Lots follow each other every six hours, so that a month has many. */
const LOT_MS = 6 * 3_600_000;
const SHIFTS = ['night', 'early', 'late'];

/** Quarters of an hour of every measured meter of a plant over some days, each machine near its rated power. */
export function* intervalsOf(model: PlantModel, from: number, days: number): Generator<StoredInterval[]> {
  const meters = model.energy.meters.filter(
    ({ source }) => source.kind === 'counter' || source.kind === 'power',
  );
  for (let at = from; at < from + days * 86_400_000; at += INTERVAL_MS) {
    yield meters.map(({ id, line, equipment, level }, i): StoredInterval => {
      const machine = model.equipment.find(({ address }) => address === equipment);
      const kw = (machine?.powerKw.running ?? 800) * (0.8 + 0.4 * noise(at / INTERVAL_MS + i * 977));
      const idle = 0.3 * noise(at / INTERVAL_MS + i * 131);
      return {
        meter: id,
        from: at,
        product: line === 'weld-1' ? 'tray' : at % (2 * LOT_MS) < LOT_MS ? '6205' : '6206',
        lot: `L${Math.floor(at / LOT_MS)}`,
        shift: SHIFTS[Math.floor(((at / 3_600_000 + 8) % 24) / 8)],
        line: line ?? 'bearing-1',
        kwh: { ...noneByClass(), productive: (kw / 4) * (1 - idle), idle: (kw / 4) * idle },
        seconds: { ...noneByClass(), productive: 900 * (1 - idle), idle: 900 * idle },
        estimatedKwh: 0,
        missingS: 0,
        good: level === 'machine' ? 100 : 0,
        scrap: level === 'machine' ? 1 : 0,
        mark: { time: at + INTERVAL_MS - 1, counter: at / 1e6 },
      };
    });
  }
}

/** Repeatable, between 0 and 1, without any pattern that an index could use. */
function noise(n: number): number {
  const x = Math.sin(n * 12.9898) * 43758.5453;
  return x - Math.floor(x);
}
