import { Ray, Vector3 } from 'three';
import type { Machine } from '../plant/plant.ts';

const ray = new Ray();
const hit = new Vector3();

/**
 * The nearest machine a ray meets. Each machine is one box in its own frame: 60 box tests take microseconds,
 * where testing triangles would take tens of milliseconds.
 */
export function pickMachine(worldRay: Ray, machines: readonly Machine[]): Machine | null {
  let nearest: Machine | null = null;
  let nearestSq = Infinity;
  for (const machine of machines) {
    ray.copy(worldRay).applyMatrix4(machine.inverse);
    if (!ray.intersectBox(machine.box, hit)) continue;
    const distanceSq = hit.applyMatrix4(machine.matrix).distanceToSquared(worldRay.origin);
    if (distanceSq < nearestSq) {
      nearestSq = distanceSq;
      nearest = machine;
    }
  }
  return nearest;
}
