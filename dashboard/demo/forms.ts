import model from 'virtual:plant';
import { EQUIPMENT_FORMS } from '../src/scene/equipment/index.ts';
import { FakeLive } from './fake-live.ts';
import { setStage } from './stage.ts';
import type { PlantModel } from '@linetwin/model';

/** One machine of each kind on a grid, at the size it is drawn. */
function gallery(plant: PlantModel): PlantModel {
  const sides = [...EQUIPMENT_FORMS].sort(
    (a, b) => b.size.length * b.size.width - a.size.length * a.size.width,
  );
  const shown: PlantModel['equipment'] = [];
  let x = 0;
  let z = 0;
  let depth = 0;
  const most = 58;
  for (const form of sides) {
    const found = plant.equipment.find((machine) => machine.form === form.kind);
    if (!found) continue;
    if (x + form.size.length > most) {
      x = 0;
      z += depth + 2.4;
      depth = 0;
    }
    shown.push({
      ...found,
      lane: 'gallery',
      sizeM: form.size,
      at: { x: x + form.size.length / 2 - most / 2, z: z + form.size.width / 2, rotationDeg: 0 },
    });
    x += form.size.length + 2.2;
    depth = Math.max(depth, form.size.width);
  }
  const height = z + depth;
  for (const machine of shown) machine.at.z -= height / 2;
  return {
    ...plant,
    hall: { lengthM: most + 6, widthM: height + 6, heightM: 6 },
    lines: plant.lines.map((line) => ({
      ...line,
      stations: line.stations.map((station) => ({ ...station, inFlow: false })),
    })),
    equipment: shown,
  };
}

const forms = gallery(model);
setStage(forms, new FakeLive(forms));
