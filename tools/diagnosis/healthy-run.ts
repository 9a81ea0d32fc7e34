import type { ModelIndex } from '@linetwin/model';
import { VirtualPlant } from './virtual-plant.ts';

export interface HealthyRun {
  machineHours: number;
  /** Incidents that name a cause; machines that really stopped and alarms alone are none. */
  named: string[];
}

/** Both lines without a fault: whatever is named is wrong. */
export function healthyRun(index: ModelIndex, seed: number, hours: number): HealthyRun {
  const named: string[] = [];
  for (const { id } of index.model.lines) {
    const plant = new VirtualPlant(index, id, seed, []);
    const told = new Set<string>();
    while (plant.nowS < hours * 3600) {
      for (const { id: incident, cause } of plant.step().incidents) {
        if (cause.key === 'Aborted' || cause.key.startsWith('alarm:') || told.has(incident)) continue;
        told.add(incident);
        named.push(
          `${cause.equipment.split('/').pop()} ${cause.key} after ${(plant.nowS / 3600).toFixed(1)} h`,
        );
      }
    }
  }
  return { machineHours: index.model.equipment.length * hours, named };
}
