import { Box3, MathUtils, Vector3 } from 'three';
import type { HallSize } from '../hall/hall-form.ts';
import type { Machine } from '../plant/plant.ts';
import type { CameraRig, View } from './camera-rig.ts';

/** What stands in a robot's lane nearer than this belongs to its cell, metres. */
const CELL_REACH_M = 4.5;

/** Room the camera turns in. */
export function hallBounds({ lengthM, widthM, heightM }: HallSize): Box3 {
  return new Box3(
    new Vector3(-lengthM / 2, 0, -widthM / 2),
    new Vector3(lengthM / 2, heightM * 0.6, widthM / 2),
  );
}

/** Directions from which the hall is shown: the sides its machines turn to. Angles in radians. */
const HALL_AZIMUTHS = [0.24, 0.4, 0.55, 0.7, 0.85, 1, 1.15, 1.3];
const HALL_POLARS = [0.76, 0.84, 0.92, 1];
const LINE_POLARS = [0.92, 0.98, 1.04];

/**
 * The whole hall, from the direction in which its machines are seen largest: along its length on an upright phone, across
 * it on a wide screen.
 */
export function wholeHall(rig: CameraRig, machines: readonly Machine[]): View {
  return seenLargest(rig, machines, HALL_POLARS, 0.95);
}

function seenLargest(
  rig: CameraRig,
  machines: readonly Machine[],
  polars: readonly number[],
  fill: number,
): View {
  const boxes = machines.map(worldBox);
  const views = HALL_AZIMUTHS.flatMap((azimuth) =>
    polars.map((polar) => rig.fit(boxes, azimuth, polar, fill)),
  ).map((view) => ({ view, remoteness: remoteness(view, machines) }));
  return views.reduce((best, next) => (next.remoteness < best.remoteness ? next : best)).view;
}

/** How far machines are from the camera of a view: the mean by ratio, with more weight for the farthest. */
function remoteness({ target, distance, polar, azimuth }: View, machines: readonly Machine[]): number {
  const camera = new Vector3().setFromSphericalCoords(distance, polar, azimuth).add(target);
  const logs = machines.map(({ centre }) => Math.log(centre.distanceTo(camera)));
  return logs.reduce((sum, log) => sum + log, 0) / logs.length + 0.6 * Math.max(...logs);
}

/** One line, likewise, from lower than the whole hall: a long row seen across it would leave most of a wall's picture empty. */
export function viewOfLine(rig: CameraRig, machines: readonly Machine[]): View {
  return seenLargest(rig, machines, LINE_POLARS, 0.94);
}

/** One machine with its front to the camera, or the robot cell it belongs to. */
export function viewOfMachine(rig: CameraRig, machine: Machine, machines: readonly Machine[]): View {
  const cell = robotCell(machine, machines);
  // A cell is looked into from above its fence, all of it, whichever of its machines was chosen.
  if (cell.length > 1) return rig.fit(cell.map(worldBox), 0.45, 0.82, 0.62);
  const turn = MathUtils.degToRad(machine.equipment.at.rotationDeg);
  // Machines show their front to +z of their own frame and have their panel on the right of it.
  return rig.fit([worldBox(machine)], turn - 0.5, 1.1, 0.74);
}

function worldBox({ box, matrix }: Machine): Box3 {
  return new Box3().copy(box).applyMatrix4(matrix);
}

/** Robot, table and what stands inside the fence with them, where the machine is one of these; else nothing. */
function robotCell(machine: Machine, machines: readonly Machine[]): Machine[] {
  const { line, lane, at } = machine.equipment;
  const mates = machines.filter(
    ({ equipment }) =>
      lane !== undefined &&
      equipment.line === line &&
      equipment.lane === lane &&
      Math.hypot(equipment.at.x - at.x, equipment.at.z - at.z) < CELL_REACH_M,
  );
  return mates.some(({ rig }) => rig.form.anchors.has('flange')) ? mates : [];
}
