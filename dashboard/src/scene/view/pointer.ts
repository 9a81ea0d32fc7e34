import { Plane, Raycaster, Vector2, Vector3, type Camera } from 'three';
import type { Machine } from '../plant/plant.ts';
import { pickMachine } from './picking.ts';

/** A press that moves farther turns the camera and chooses nothing, pixels. */
const CLICK_SLOP_PX = 5;

const ray = new Raycaster();
const pointer = new Vector2();

/** The machine at a place of the picture, as shares of its width and height from the top left. */
export function machineUnder(
  at: { x: number; y: number },
  camera: Camera,
  machines: readonly Machine[],
): Machine | null {
  pointer.set(at.x * 2 - 1, 1 - at.y * 2);
  ray.setFromCamera(pointer, camera);
  return pickMachine(ray.ray, machines);
}

const floor = new Plane(new Vector3(0, 1, 0), 0);
const spot = new Vector3();

/** The place on the floor at a place of the picture, as shares of its width and height from the top left. */
export function floorUnder(at: { x: number; y: number }, camera: Camera): { x: number; z: number } | null {
  pointer.set(at.x * 2 - 1, 1 - at.y * 2);
  ray.setFromCamera(pointer, camera);
  return ray.ray.intersectPlane(floor, spot) && { x: spot.x, z: spot.z };
}

/** Tells which machine lies under the pointer and which was clicked; `null` for none. Returns how to stop. */
export function watchPointer(
  canvas: HTMLCanvasElement,
  camera: Camera,
  machines: readonly Machine[],
  told: { onHover(machine: Machine | null): void; onClick(machine: Machine | null): void },
): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let pressed: { x: number; y: number } | null = null;
  const machineAt = ({ offsetX, offsetY }: PointerEvent) =>
    machineUnder({ x: offsetX / canvas.clientWidth, y: offsetY / canvas.clientHeight }, camera, machines);
  canvas.addEventListener('pointerdown', (event) => (pressed = { x: event.offsetX, y: event.offsetY }), {
    signal,
  });
  canvas.addEventListener(
    'pointerup',
    (event) => {
      const from = pressed;
      pressed = null;
      if (!from || Math.hypot(event.offsetX - from.x, event.offsetY - from.y) > CLICK_SLOP_PX) return;
      told.onClick(machineAt(event));
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      if (event.buttons === 0) told.onHover(machineAt(event));
    },
    { signal },
  );
  canvas.addEventListener('pointerleave', () => told.onHover(null), { signal });
  return () => stop.abort();
}
