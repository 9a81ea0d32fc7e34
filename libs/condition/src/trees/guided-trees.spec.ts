import { describe, expect, test } from '@jest/globals';
import { readPlantFolder } from '@linetwin/model/node';
import { knownOfStep, GUIDED_TREES, treesFor } from './guided-trees.ts';

const ids = (kind: string, key: string) => treesFor(kind, key).map(({ id }) => id);

describe('guided trees', () => {
  test('are the nine of the brief, each step once, said in both languages', () => {
    expect(GUIDED_TREES).toHaveLength(9);
    for (const { steps } of GUIDED_TREES) {
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      for (const { measure, otherwise } of steps)
        for (const { zh, en } of [measure, otherwise])
          expect(/\p{Script=Han}/u.test(zh) && en !== '').toBe(true);
    }
  });

  test.each([
    ['chiller', 'chiller-condenser-dirty', 'chiller-hot'],
    ['raceway-grinder', 'outer-race', 'vibration-high'],
    ['mesh-belt-furnace', 'alarm:zone_2_temp.low', 'furnace-zone-cold'],
    ['mesh-belt-furnace', 'alarm:hardness.low', 'hardness-low'],
    ['weld-head', 'window-fouled', 'weld-depth-low'],
    ['vibration-tester', 'alarm:v_high.high', 'test-rejects-up'],
    ['compressor', 'alarm:air_pressure.low', 'compressor-never-unloads'],
  ])('for a %s with %s it is %s', (kind, key, tree) => {
    expect(ids(kind, key)[0]).toBe(tree);
  });

  test.each([
    ['furnace-zone-cold', 'output', 'zone_3_output.high', 'as-expected'],
    ['furnace-zone-cold', 'output', 'zone_3_output.low', 'not-as-expected'],
    ['furnace-zone-cold', 'currents', 'zone_3_power.low', 'not-as-expected'],
    ['furnace-zone-cold', 'thermocouple', 'zone_3_temp.low', null],
    ['seam-offset', 'tracker', 'lateral_offset.high', null],
    ['seam-offset', 'tracker', 'track_quality.low', 'not-as-expected'],
    ['compressor-never-unloads', 'pressure', 'air_pressure.low', null],
    ['chiller-hot', 'refrigerant', 'compressor_current.high', null],
    ['chiller-hot', 'set-point', 'supply_temp.high', null],
    ['weld-depth-low', 'gas', 'gas_flow.low', 'not-as-expected'],
  ])('%s: of the step %s the alarm %s says %s', (tree, id, alarm, answer) => {
    const step = GUIDED_TREES.find((one) => one.id === tree)!.steps.find((one) => one.id === id)!;
    expect(knownOfStep(step, [alarm])).toBe(answer);
    expect(knownOfStep(step, [])).toBeNull();
  });

  test.each([
    ['vibration-high', 'outer-race', 'fault-lines'],
    ['vibration-high', 'imbalance', 'one-x'],
    ['vibration-high', 'looseness', 'harmonics'],
    ['furnace-zone-cold', 'heating-element-open', 'elements'],
    ['weld-depth-low', 'window-dirty', 'window'],
    ['chiller-hot', 'chiller-condenser-dirty', 'condenser'],
  ])('%s begins with the finding %s as the answer of the step %s alone', (tree, fault, id) => {
    const { steps } = GUIDED_TREES.find((one) => one.id === tree)!;
    const answered = steps.filter((step) => knownOfStep(step, [], [fault]) === 'not-as-expected');
    expect(answered.map((step) => step.id)).toEqual([id]);
  });

  test('leave a cause alone that no tree is for', () => {
    expect(ids('packing-cell', 'alarm:carton_weight.low')).toEqual([]);
  });

  test('name signals that a machine of the reference plant has', async () => {
    const { signals, equipment } = await readPlantFolder(
      new URL('../../../../plants/liaocheng', import.meta.url).pathname,
    );
    const kindOf = new Map(equipment.map(({ address, kind }) => [address, kind]));
    for (const { id, fits, steps } of GUIDED_TREES) {
      const own = signals.filter((signal) => !fits.kind || fits.kind.test(kindOf.get(signal.equipment)!));
      for (const step of steps) {
        if (!step.signals) continue;
        const known = own.some((signal) => step.signals!.test(signal.id));
        expect([id, step.id, known]).toEqual([id, step.id, true]);
      }
    }
  });
});
