import { Vector3 } from 'three';
import type { PlantModel } from '@linetwin/model';
import { flowLinks } from '../conveyors/flow-links.ts';
import type { ConveyorPath } from '../conveyors/conveyor-path.ts';
import { RING_CONVEYOR, TRAY_CONVEYOR, drawConveyor } from '../conveyors/conveyor-form.ts';
import { ConveyorRouter, type Footprint, type RouteEnd } from '../conveyors/route.ts';
import { FormBuilder } from '../form/form-builder.ts';
import type { BuiltForm } from '../form/form.ts';
import { partLook, type PartLook } from '../parts/part-forms.ts';
import { footprintOf, portOf, type PlacedForm } from '../plant/plant.ts';
import { clusterBays, findAisles, grown, unite, type Aisle } from './bays.ts';
import type { ContactPatch } from './floor.ts';
import { drawGlassRoom, drawHall, drawLaserFence } from './hall-form.ts';

/** Kinds that work in clean, conditioned air behind glass. */
const CLEAN_KINDS = new Set([
  'ball-supply',
  'cage-supply',
  'assembly-cell',
  'clearance-gauge',
  'vibration-tester',
  'grease-sealer',
]);
const ROOM_HEIGHT_M = 3.4;
const FENCE_HEIGHT_M = 2.3;
const BAY_GAP_M = 2.6;
const BAY_MARGIN_M = 0.9;

export interface ConveyorBetween {
  path: ConveyorPath;
  look: PartLook;
  from: string;
  to: string;
}

export interface HallLayout {
  form: BuiltForm;
  conveyors: ConveyorBetween[];
  patches: ContactPatch[];
  bays: Footprint[];
  aisles: Aisle[];
}

/** Everything that follows from where machines stand: conveyors, glass room, fences, aisles, contact shadows. */
export function layOutHall(model: PlantModel, placed: readonly PlacedForm[]): HallLayout {
  const hall = model.hall;
  const b = new FormBuilder({ length: hall.lengthM, height: hall.heightM, width: hall.widthM });
  const footprints = placed.map(footprintOf);
  const aisles = findAisles(footprints, hall.widthM, 3, 4.2);
  drawHall(
    b,
    hall,
    aisles.map(({ z }) => z),
  );
  const conveyors = drawConveyors(b, model, placed, footprints);
  drawRooms(b, placed, conveyors);
  const bays = clusterBays(footprints, BAY_GAP_M).map((bay) => grown(bay, BAY_MARGIN_M));
  return { form: b.finish(), conveyors, patches: contactPatches(placed), bays, aisles };
}

function drawConveyors(
  b: FormBuilder,
  model: PlantModel,
  placed: readonly PlacedForm[],
  footprints: readonly Footprint[],
): ConveyorBetween[] {
  const byAddress = new Map(placed.map((form) => [form.equipment.address as string, form]));
  const router = new ConveyorRouter(model.hall.lengthM, model.hall.widthM, footprints, 0.35);
  const wide = new ConveyorRouter(model.hall.lengthM, model.hall.widthM, footprints, 0.75);
  const passes = (form: string) => placed.some(({ equipment, built }) => equipment.form === form && built.ports.has('in'));
  const drawn = new Set<string>();
  return flowLinks(model, passes).map(({ from, to, group }) => {
    const source = byAddress.get(from)!;
    const target = byAddress.get(to)!;
    const look = partLook(source.equipment.form);
    const start = end(source, 'out');
    const goal = end(target, 'in');
    const tray = look.form === 'tray';
    const corners = (tray ? wide : router).route(start, goal, group);
    // Ways that share a stretch draw it once; the parts of each still know their whole way.
    const key = JSON.stringify(corners.map(({ x, z }) => [Math.round(x * 10), Math.round(z * 10)]));
    const into = drawn.has(key) ? new FormBuilder(b.size) : b;
    drawn.add(key);
    const path = drawConveyor(into, corners, start.y, goal.y, tray ? TRAY_CONVEYOR : RING_CONVEYOR);
    return { path, look, from, to };
  });
}

const place = new Vector3();

function end(form: PlacedForm, name: 'in' | 'out'): RouteEnd & { y: number } {
  portOf(form, name, place);
  const turn = (form.equipment.at.rotationDeg * Math.PI) / 180;
  return { x: place.x, y: place.y, z: place.z, dx: Math.round(Math.cos(turn)), dz: Math.round(-Math.sin(turn)) };
}

function drawRooms(b: FormBuilder, placed: readonly PlacedForm[], conveyors: readonly ConveyorBetween[]): void {
  const clean = placed.filter(({ equipment }) => CLEAN_KINDS.has(equipment.kind)).map(footprintOf);
  if (clean.length > 1) drawGlassRoom(b, grown(clean.reduce(unite), 1.3), ROOM_HEIGHT_M);
  for (const robot of placed) {
    if (!robot.built.anchors.has('flange')) continue;
    const { line, lane } = robot.equipment;
    const mates = placed.filter(
      ({ equipment }) =>
        equipment.line === line &&
        equipment.lane === lane &&
        Math.hypot(equipment.at.x - robot.equipment.at.x, equipment.at.z - robot.equipment.at.z) < 5,
    );
    const cell = grown(mates.map(footprintOf).reduce(unite), 1.1);
    drawLaserFence(b, cell, FENCE_HEIGHT_M, fenceGaps(cell, conveyors));
  }
}

/** Where conveyors pass a fence. */
function fenceGaps(
  cell: Footprint,
  conveyors: readonly ConveyorBetween[],
): { x: number; z: number; halfM: number }[] {
  const gaps: { x: number; z: number; halfM: number }[] = [];
  for (const { path, look } of conveyors) {
    const half = look.form === 'tray' ? 0.7 : 0.3;
    for (let d = 0; d <= path.lengthM; d += 0.25) {
      path.at(d, place);
      const onX = Math.min(Math.abs(place.x - cell.minX), Math.abs(place.x - cell.maxX)) < 0.2;
      const onZ = Math.min(Math.abs(place.z - cell.minZ), Math.abs(place.z - cell.maxZ)) < 0.2;
      const within =
        place.x > cell.minX - 0.3 && place.x < cell.maxX + 0.3 && place.z > cell.minZ - 0.3 && place.z < cell.maxZ + 0.3;
      if (within && (onX || onZ)) gaps.push({ x: place.x, z: place.z, halfM: half });
    }
  }
  return gaps;
}

function contactPatches(placed: readonly PlacedForm[]): ContactPatch[] {
  return placed.map(({ equipment, built, matrix }) => {
    const scale = new Vector3().setFromMatrixScale(matrix);
    return {
      x: equipment.at.x,
      z: equipment.at.z,
      lengthM: built.size.length * scale.x * 0.94,
      widthM: built.size.width * scale.z * 0.86,
      turnRad: (equipment.at.rotationDeg * Math.PI) / 180,
      weight: 1,
    };
  });
}
