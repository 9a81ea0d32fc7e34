import model from 'virtual:plant';
import { SEAM_LENGTH_MM, fakeSeam } from './fake-seam.ts';
import { FakeLive } from './fake-live.ts';
import { setStage } from './stage.ts';

const live = new FakeLive(
  model,
  {
    'B06-3': 'Held',
    'B06-5': 'Suspended',
    'B11-OR2': 'Aborted',
    'B12-2': 'Stopped',
    B17: 'Idle',
    'L09-B': 'Stopped',
  },
  ['BU-WATER'],
);
const { scene } = setStage(model, live);
for (const id of ['L10-A', 'L10-B', 'L11']) {
  const machine = model.equipment.find((equipment) => equipment.id === id);
  if (machine) scene.showSeam(machine.address, fakeSeam(SEAM_LENGTH_MM));
}
const alarmed = model.equipment.find(({ id }) => id === 'B11-OR2');
const warned = model.equipment.find(({ id }) => id === 'BU-COOL');
scene.setAlarms(
  new Map([
    ...(alarmed
      ? [[alarmed.address as string, { priority: 1, unacknowledged: true } as const] as const]
      : []),
    ...(warned ? [[warned.address as string, { priority: 3, unacknowledged: false } as const] as const] : []),
  ]),
);
