import { Color } from 'three';
import { OVERLAY_STEPS } from '../plant/rig-tables.ts';
import type { Plant } from '../plant/plant.ts';
import type { SceneOverlay } from '../scene-api.ts';
import { OverlayColumns } from './overlay-columns.ts';

/** What the fourth number of a step says. */
const PAINT = { none: 0, missing: 0.5, colour: 1 } as const;

/** Paints machines in the colours of what was chosen to be seen, zone by zone where they have zones. */
export class OverlayPaint {
  readonly columns: OverlayColumns;
  private readonly plant: Plant;
  private readonly colour = new Color();

  constructor(plant: Plant) {
    this.plant = plant;
    this.columns = new OverlayColumns(plant.machines.length);
  }

  /** Machines of which an overlay says nothing keep their own colours, as all do with `null`. */
  show(overlay: SceneOverlay | null): void {
    const { machines, tables } = this.plant;
    this.columns.begin();
    for (const machine of machines) {
      const reading = overlay?.byEquipment.get(machine.equipment.address);
      const zones = reading?.colours ?? [];
      for (let step = 0; step < OVERLAY_STEPS; step++) {
        const zone = zones[Math.floor((step * zones.length) / OVERLAY_STEPS)];
        if (!reading) tables.setOverlay(machine.slot, step, 0, 0, 0, PAINT.none);
        else if (!zone) tables.setOverlay(machine.slot, step, 0, 0, 0, PAINT.missing);
        else {
          const { r, g, b } = this.colour.set(zone);
          tables.setOverlay(machine.slot, step, r, g, b, PAINT.colour);
        }
      }
      if (reading?.height !== undefined && zones[0])
        this.columns.add(machine, Math.min(1, Math.max(0, reading.height)), this.colour.set(zones[0]));
    }
    this.columns.finish();
  }

  dispose(): void {
    this.columns.dispose();
  }
}
