import { describe, expect, test } from '@jest/globals';
import { readPlantFolder } from '@linetwin/model/node';
import { PROCESS_RULES } from './process-rules.ts';

const plant = await readPlantFolder(new URL('../../../../plants/liaocheng', import.meta.url).pathname);
const rules = PROCESS_RULES.map((rule) => [`${rule.cause} of ${rule.kinds.join(', ')}`, rule] as const);

describe('every process rule', () => {
  test.each(rules)('%s reads signals that its machines have', (_name, rule) => {
    const machines = plant.equipment.filter(({ kind }) => rule.kinds.includes(kind));
    expect(machines.length).toBeGreaterThan(0);
    const speaks = machines.filter(({ firstSignal, signalCount }) => {
      const ids = new Set(
        plant.signals.slice(firstSignal, firstSignal + signalCount).map(({ id }) => id as string),
      );
      return rule.when.every(({ signal }) => ids.has(signal.replace('{n}', '1')));
    });
    expect(speaks.length).toBeGreaterThan(0);
  });

  test.each(rules)(
    '%s names a spare part of its machines, compares each sign with one thing',
    (_name, rule) => {
      const spares = plant.equipment
        .filter(({ kind }) => rule.kinds.includes(kind))
        .map(({ spareParts }) => spareParts.map(({ id }) => id));
      if (rule.spare) for (const ids of spares) expect(ids).toContain(rule.spare);
      for (const { value, band, times } of [...rule.when, ...(rule.unless ?? []), ...(rule.supports ?? [])])
        expect([value, band, times].filter((one) => one !== undefined).length).toBe(1);
    },
  );
});
