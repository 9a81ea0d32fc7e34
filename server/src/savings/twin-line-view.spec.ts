import { expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { fileURLToPath } from 'node:url';
import { Twin } from '../twin/twin.ts';
import { TwinLineView } from './twin-line-view.ts';

const plant = await readPlantFolder(fileURLToPath(new URL('../../../plants/liaocheng', import.meta.url)));

test('the rules see who is in the flow, and who needs the air and the coolant of the line, as the plant files say it', () => {
  const view = new TwinLineView(new Twin(new ModelIndex(plant)), 'bearing-1');
  const { machines } = view.at(0, new Map(), { isOpen: true });
  const seen = (id: string) => {
    const { isInFlow, uses } = machines.find((one) => one.id === id)!;
    return { isInFlow, air: uses.has('compressedAir'), coolant: uses.has('coolant') };
  };
  expect(seen('B11-OR1')).toEqual({ isInFlow: true, air: true, coolant: true });
  expect(seen('B09')).toEqual({ isInFlow: true, air: false, coolant: true });
  expect(seen('B07')).toEqual({ isInFlow: true, air: false, coolant: false });
  expect(seen('BU-C1')).toEqual({ isInFlow: false, air: false, coolant: false });
});
