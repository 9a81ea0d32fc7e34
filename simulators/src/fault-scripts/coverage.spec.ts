import { describe, expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import { faultKind, fitsMachine, componentsOf } from '@linetwin/model/scenario';
import { testPlant } from '../line/test-plant.ts';
import { ALL_SCRIPTS, missing, namedCauses, NOT_SCRIPTED } from './coverage.ts';
import { BURST_FAULTS } from './hidden-faults.ts';

const index = new ModelIndex(testPlant);

describe('the faults that the bench of diagnosis puts into lines', () => {
  test('have every cause that the product can name and every kind that a simulator has, or say why not', () => {
    expect(missing()).toEqual({ causes: [], kinds: [] });
  });

  test('name nothing as missing that a script has', () => {
    const scripted = new Set<string>(ALL_SCRIPTS.flatMap(({ fault, causes }) => [fault, ...causes]));
    expect(Object.keys(NOT_SCRIPTED).filter((one) => scripted.has(one))).toEqual([]);
  });

  test('are looked for under causes that the product has', () => {
    const named = new Set(namedCauses());
    expect(ALL_SCRIPTS.flatMap(({ causes }) => causes).filter((cause) => !named.has(cause))).toEqual([]);
  });

  test.each(ALL_SCRIPTS.map((script) => [script.name, script] as const))(
    'can be put where the script says: %s',
    (_name, { line, machine, fault, component, signal, sign }) => {
      const on = index.equipmentOf(line).find(({ id }) => id === machine)!;
      const kind = faultKind(fault)!;
      expect(fitsMachine(kind, on, index)).toBe(true);
      if (component) expect(componentsOf(kind, on, index)).toContain(component);
      if (kind.needs) expect(kind.needs === 'component' ? component : signal).toBeDefined();
      if (signal) expect(index.signal(`${on.address}/${signal}`)).toBeDefined();
      const seenAt = sign?.at ? index.equipmentOf(line).find(({ id }) => id === sign.at) : on;
      if (sign) expect(index.signal(`${seenAt!.address}/${sign.signal}`)).toBeDefined();
    },
  );

  test('are judged by bursts on machines that send them, of vibration and of current', () => {
    const roles = BURST_FAULTS.map(({ line, machine, fault }) => {
      const on = index.equipmentOf(line).find(({ id }) => id === machine)!;
      const role = faultKind(fault)!.needsRole === 'current' ? 'current' : 'vibration';
      return index.signalWithRole(on, role) ? role : `${machine} has no ${role}`;
    });
    expect(new Set(roles)).toEqual(new Set(['vibration', 'current']));
  });
});
