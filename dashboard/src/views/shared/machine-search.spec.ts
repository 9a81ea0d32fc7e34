import { describe, expect, test } from '@jest/globals';
import type { Equipment } from '@linetwin/model';
import { searchMachines } from './machine-search.ts';

function machine(id: string, zh: string, en: string, kind: string): Equipment {
  return { id, name: { zh, en }, kind } as Equipment;
}

const MACHINES = [
  machine('B01', '棒料剪切机', 'Bar shear', 'bar-shear'),
  machine('B11-OR1', '外圈沟道磨床 1', 'Raceway grinder OR 1', 'raceway-grinder'),
  machine('B11-IR1', '内圈沟道磨床 1', 'Raceway grinder IR 1', 'raceway-grinder'),
  machine('L11', '龙门搅拌摩擦焊', 'FSW gantry', 'fsw-gantry'),
];

const found = (query: string) => searchMachines(MACHINES, query).map(({ id }) => id);

describe('the machine search', () => {
  test('finds by id in any writing', () => {
    expect(found('b11 or1')).toEqual(['B11-OR1']);
    expect(found('Ｂ１１')).toEqual(['B11-OR1', 'B11-IR1']);
  });

  test('finds by Chinese and by English name, whatever language is shown', () => {
    expect(found('磨床')).toEqual(['B11-OR1', 'B11-IR1']);
    expect(found('gantry')).toEqual(['L11']);
    expect(found('grinder raceway ir')).toEqual(['B11-IR1']);
  });

  test('finds by the name of the kind in either language', () => {
    const press = {
      ...machine('B03', '锻造', 'Forging', 'press'),
      kindName: { zh: '热模锻压力机', en: 'Hot press' },
    };
    expect(searchMachines([...MACHINES, press], '压力机')).toEqual([press]);
    expect(searchMachines([...MACHINES, press], 'hot press')).toEqual([press]);
  });

  test('puts the machine whose id begins with the words first', () => {
    expect(found('L11')[0]).toBe('L11');
    expect(found('or')).toEqual(['B11-OR1']);
  });

  test('shows all for an empty query and none for a strange one', () => {
    expect(found('  ')).toHaveLength(4);
    expect(found('zzz')).toEqual([]);
  });
});
