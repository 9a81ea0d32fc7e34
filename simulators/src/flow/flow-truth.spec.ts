import { describe, expect, test } from '@jest/globals';
import { PACKML_STATES } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { fileURLToPath } from 'node:url';
import { FlowTruth } from './flow-truth.ts';
import { LineFlow } from './line-flow.ts';

const PLANT = fileURLToPath(new URL('../../../plants/liaocheng/', import.meta.url));
const HOURS = 1;

describe('flow truth', () => {
  test('accounts for every second of every machine, and for every stop', async () => {
    const model = await readPlantFolder(PLANT);
    const flow = new LineFlow(model, model.lines[0], 3);
    const truth = new FlowTruth(flow);
    flow.queue.runUntil(HOURS * 3600);
    for (const { machine, seconds, starvedS, blockedS, stops, good } of truth.until(HOURS * 3600)) {
      const all = PACKML_STATES.reduce((sum, state) => sum + (seconds[state] ?? 0), 0);
      expect([machine, all]).toEqual([machine, expect.closeTo(HOURS * 3600, 6)]);
      const outside = all - (seconds.Execute ?? 0);
      const stopped = stops.reduce((sum, { fromS, toS }) => sum + (toS ?? HOURS * 3600) - fromS, 0);
      expect([machine, stopped]).toEqual([machine, expect.closeTo(outside, 6)]);
      const suspended = (seconds.Suspending ?? 0) + (seconds.Suspended ?? 0) + (seconds.Unsuspending ?? 0);
      expect([machine, starvedS + blockedS]).toEqual([machine, expect.closeTo(suspended, 6)]);
      expect(good).toBeGreaterThan(0);
    }
  });
});
