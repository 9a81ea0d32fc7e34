import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterActing, afterCommand, PACKML_COMMANDS } from '@linetwin/model';
import type { PackmlState } from '@linetwin/model';
import { testPlant } from '../line/test-plant.ts';
import { EventQueue } from './event-queue.ts';
import { LineFlow } from './line-flow.ts';
import type { PartType } from './part-buffer.ts';

function flowOf(line: string, seed: number): LineFlow {
  return new LineFlow(
    testPlant,
    testPlant.lines.find((l) => l.id === line)!,
    seed,
  );
}

function isLegal(from: PackmlState, to: PackmlState): boolean {
  return afterActing(from) === to || PACKML_COMMANDS.some((command) => afterCommand(from, command) === to);
}

describe('the flow of a line', () => {
  test('loses and invents no ring: entered = in the line + scrapped + shipped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 60, max: 6 * 3600 }),
        (seed, seconds) => {
          const flow = flowOf('bearing-1', seed);
          // A set that lay in a buffer at the start counts as one ring of each kind that entered before.
          flow.queue.runUntil(seconds);
          const count = (map: Map<PartType, number>, type: PartType) => map.get(type) ?? 0;
          const sets =
            flow.inLine('set') + count(flow.scrapped, 'set') + flow.shipped - count(flow.entered, 'set');
          for (const ring of ['outer', 'inner'] as const)
            expect(flow.inLine(ring) + count(flow.scrapped, ring) + sets).toBe(count(flow.entered, ring));
        },
      ),
      { numRuns: 12 },
    );
  });

  test('loses and invents no frame', () => {
    const flow = flowOf('weld-1', 3);
    for (let hour = 1; hour <= 48; hour++) {
      flow.queue.runUntil(hour * 3600);
      const gone = (flow.scrapped.get('frame') ?? 0) + flow.shipped;
      expect(flow.inLine('frame') + gone).toBe(flow.entered.get('frame'));
    }
  });

  test('makes only moves that PackML allows, through service, starving and breakdown', () => {
    const seen = new Set<PackmlState>();
    for (const line of ['bearing-1', 'weld-1']) {
      const flow = flowOf(line, 5);
      for (const unit of flow.allUnits) {
        unit.packml.onMove = (from, to) => {
          seen.add(to);
          if (!isLegal(from, to)) throw new Error(`${unit.id}: ${from} to ${to}`);
        };
      }
      flow.queue.runUntil(48 * 3600);
    }
    for (const state of [
      'Held',
      'Suspended',
      'Aborted',
      'Clearing',
      'Stopped',
      'Resetting',
      'Idle',
      'Starting',
    ] as const)
      expect(seen).toContain(state);
  });

  test.each([1, 3, 7])('makes about the planned quantity of every shift for days (seed %i)', (seed) => {
    const flow = flowOf('bearing-1', seed);
    for (let shift = 1; shift <= 12; shift++) {
      const before = flow.shipped;
      flow.queue.runUntil(shift * 8 * 3600);
      expect(flow.shipped - before).toBeGreaterThan(2300);
      expect(flow.shipped - before).toBeLessThan(3700);
    }
  });

  test('sends outer rings through the outside grinder and inner rings past it', () => {
    const flow = flowOf('bearing-1', 7);
    flow.queue.runUntil(8 * 3600);
    const good = (id: string) =>
      flow.unitOf(testPlant.equipment.find((e) => e.line === 'bearing-1' && e.id === id)!.address)!.good;
    const outer = good('B11-OR1') + good('B11-OR2');
    expect(Math.abs(good('B10') - outer)).toBeLessThan(150);
    const inner = good('B11-IR1') + good('B11-IR2');
    expect(Math.abs(good('B12-1') + good('B12-2') - inner)).toBeLessThan(150);
  });

  test('blocks upstream when a station stands, and starves downstream', () => {
    const flow = flowOf('bearing-1', 11);
    const packing = flow.unitOf(testPlant.equipment.find((e) => e.id === 'B20')!.address)!;
    flow.queue.runUntil(60);
    // Nothing leaves the line any more: the last machine is held without end.
    packing.packml.command('Hold');
    packing.packml.complete();
    Object.assign(packing, { canGoOn: () => false, proceed: () => {} });
    flow.queue.runUntil(3600);
    const stateOf = (id: string) =>
      flow.unitOf(testPlant.equipment.find((e) => e.id === id)!.address)!.packml.state;
    expect([stateOf('B19'), stateOf('B18'), stateOf('B17'), stateOf('B16')]).toEqual(
      Array(4).fill('Suspended'),
    );
  });
});

describe('the event queue', () => {
  test('runs in order of time, and of planning where times are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (times) => {
        const queue = new EventQueue();
        const ran: [number, number][] = [];
        times.forEach((time, order) => queue.at(time, () => ran.push([time, order])));
        queue.runUntil(20);
        const sorted = times.map((time, order): [number, number] => [time, order]);
        sorted.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(ran).toEqual(sorted);
      }),
    );
  });
});
