import reference from 'virtual:plant';
import { SEAM_LENGTH_MM, fakeSeam } from './fake-seam.ts';
import { FakeLive } from './fake-live.ts';
import { repeatedPlant } from './repeated-plant.ts';
import { setStage } from './stage.ts';

/** `?times=10` shows ten such plants in one hall, `&parts=full` with as many parts as its conveyors hold. */
const asked = new URLSearchParams(location.search);
const times = Number(asked.get('times') ?? 1);
const model = times > 1 ? repeatedPlant(reference, times) : reference;

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
  asked.get('parts') === 'full' ? 2000 : 6,
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
