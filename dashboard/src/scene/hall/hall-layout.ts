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
import { FreeFloor } from './free-floor.ts';
import { drawGlassRoom, drawHall, drawLaserFence } from './hall-form.ts';
import { wingsOf, type Wing } from './wings.ts';
import {
  barStock,
  finishedPallets,
  forklift,
  guidedVehicle,
  palletRack,
  ringBins,
  shiftOffice,
  trayStack,
  workbench,
  type Prop,
} from './props.ts';

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
/** What of a robot's lane stands nearer than this is inside its fence. */
const CELL_REACH_M = 5;
const FURNISH_REACH_M = 16;
const BAY_GAP_M = 2.6;
const BAY_MARGIN_M = 0.9;

export interface ConveyorBetween {
  path: ConveyorPath;
  look: PartLook;
  from: string;
  to: string;
}

export interface HallLayout {
  /** The hall itself first, then what stands and runs between the machines of each wing. */
  forms: BuiltForm[];
  conveyors: ConveyorBetween[];
  patches: ContactPatch[];
  bays: Footprint[];
  /** Floor under stores, trucks and the office. */
  furniture: Footprint[];
  aisles: Aisle[];
}

/** Everything that follows from where machines stand: conveyors, glass rooms, fences, aisles, contact shadows. */
export function layOutHall(model: PlantModel, placed: readonly PlacedForm[]): HallLayout {
  const { hall } = model;
  const size = { length: hall.lengthM, height: hall.heightM, width: hall.widthM };
  const footprints = placed.map(footprintOf);
  const aisles = findAisles(footprints, hall.widthM, 3, 4.2);
  const shell = new FormBuilder(size);
  drawHall(
    shell,
    hall,
    aisles.map(({ z }) => z),
  );
  const layout: HallLayout = {
    forms: [shell.finish()],
    conveyors: [],
    patches: contactPatches(placed),
    bays: [],
    furniture: [],
    aisles,
  };
  const free = freeFloor(hall, footprints, aisles);
  for (const wing of wingsOf(model, placed)) {
    const b = new FormBuilder(size);
    const own = wing.placed.map(footprintOf);
    const rooms = roomsOf(wing.placed);
    const conveyors = drawConveyors(b, wing, [...own, ...rooms.cells]);
    drawRooms(b, rooms, conveyors);
    takeFloor(free, rooms, conveyors);
    const furniture = furnish(b, wing, free);
    layout.patches.push(...furniture);
    layout.furniture.push(...furniture.map(underPatch));
    layout.conveyors.push(...conveyors);
    layout.bays.push(...clusterBays(own, BAY_GAP_M).map((bay) => grown(bay, BAY_MARGIN_M)));
    layout.forms.push(b.finish());
  }
  return layout;
}

function drawConveyors(b: FormBuilder, wing: Wing, footprints: readonly Footprint[]): ConveyorBetween[] {
  const { placed, area } = wing;
  const byAddress = new Map(placed.map((form) => [form.equipment.address as string, form]));
  const router = new ConveyorRouter(area, footprints, 0.35);
  const wide = new ConveyorRouter(area, footprints, 0.75);
  const passing = new Set(
    placed.filter(({ built }) => built.ports.has('in')).map(({ equipment }) => equipment.form),
  );
  const drawn = new Set<string>();
  const legSpots: Vector3[] = [];
  const distance = ({ from, to }: { from: string; to: string }) => {
    const a = byAddress.get(from)!.equipment.at;
    const z = byAddress.get(to)!.equipment.at;
    return Math.abs(a.x - z.x) + Math.abs(a.z - z.z);
  };
  // Short ways first: they run straight, and longer ones of their group join them.
  const links = flowLinks(wing.model, (form) => passing.has(form)).sort((a, b) => distance(a) - distance(b));
  return links.map(({ from, to, group }) => {
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
    const path = drawConveyor(into, corners, start.y, goal.y, tray ? TRAY_CONVEYOR : RING_CONVEYOR, legSpots);
    return { path, look, from, to };
  });
}

const place = new Vector3();

function end(form: PlacedForm, name: 'in' | 'out'): RouteEnd & { y: number } {
  portOf(form, name, place);
  const turn = (form.equipment.at.rotationDeg * Math.PI) / 180;
  return {
    x: place.x,
    y: place.y,
    z: place.z,
    dx: Math.round(Math.cos(turn)),
    dz: Math.round(-Math.sin(turn)),
  };
}

interface Rooms {
  clean: Footprint | undefined;
  /** Fenced robot cells. */
  cells: Footprint[];
}

/** The glass room around the clean machines, a fence around each robot and what works with it close by. */
function roomsOf(placed: readonly PlacedForm[]): Rooms {
  const clean = placed.filter(({ equipment }) => CLEAN_KINDS.has(equipment.kind)).map(footprintOf);
  const cells: Footprint[] = [];
  for (const robot of placed) {
    if (!robot.built.anchors.has('flange')) continue;
    const { line, lane, at } = robot.equipment;
    const mates = placed.filter(
      ({ equipment }) =>
        equipment.line === line &&
        equipment.lane === lane &&
        Math.hypot(equipment.at.x - at.x, equipment.at.z - at.z) < CELL_REACH_M,
    );
    cells.push(grown(mates.map(footprintOf).reduce(unite), 1.1));
  }
  return { clean: clean.length > 1 ? grown(clean.reduce(unite), 1.3) : undefined, cells };
}

function drawRooms(b: FormBuilder, { clean, cells }: Rooms, conveyors: readonly ConveyorBetween[]): void {
  if (clean) drawGlassRoom(b, clean, ROOM_HEIGHT_M);
  for (const cell of cells) drawLaserFence(b, cell, FENCE_HEIGHT_M, fenceGaps(cell, conveyors));
}

/** The floor less machines and aisles. */
function freeFloor(
  { lengthM, widthM }: PlantModel['hall'],
  footprints: readonly Footprint[],
  aisles: readonly Aisle[],
): FreeFloor {
  const floor = new FreeFloor(lengthM - 3, widthM - 3);
  for (const footprint of footprints) floor.take(grown(footprint, 1.2));
  for (const { z, widthM: width } of aisles) {
    floor.take({
      minX: -lengthM / 2,
      maxX: lengthM / 2,
      minZ: z - width / 2 - 0.3,
      maxZ: z + width / 2 + 0.3,
    });
  }
  return floor;
}

function takeFloor(floor: FreeFloor, rooms: Rooms, conveyors: readonly ConveyorBetween[]): void {
  for (const room of [...rooms.cells, ...(rooms.clean ? [rooms.clean] : [])]) floor.take(grown(room, 1));
  for (const { path } of conveyors) {
    for (let d = 0; d <= path.lengthM; d += 0.5) {
      path.at(d, place);
      floor.take(grown({ minX: place.x, maxX: place.x, minZ: place.z, maxZ: place.z }, 1.3));
    }
  }
}

/** Stores, trucks, benches: near where they are needed, where floor is left. Returns where they stand. */
function furnish(b: FormBuilder, { model, placed }: Wing, floor: FreeFloor): ContactPatch[] {
  const patches: ContactPatch[] = [];
  const put = (prop: Prop, wish: { x: number; z: number }, turned = false) => {
    const length = turned ? prop.widthM : prop.lengthM;
    const width = turned ? prop.lengthM : prop.widthM;
    const spot = floor.claim(length + 1, width + 1, wish, FURNISH_REACH_M);
    if (!spot) return;
    b.at(spot.x, 0, spot.z, { ry: turned ? Math.PI / 2 : 0 }, () => prop.draw(b));
    patches.push({ ...spot, lengthM: length * 0.95, widthM: width * 0.9, turnRad: 0, weight: 0.8 });
  };
  for (const line of model.lines) {
    const flow = line.stations.filter(({ inFlow }) => inFlow);
    const at = (station: (typeof flow)[number] | undefined) =>
      model.equipment.find(({ address }) => address === station?.equipment[0])?.at ?? { x: 0, z: 0 };
    const [first, last, middle] = [at(flow[0]), at(flow.at(-1)), at(flow[Math.floor(flow.length / 2)])];
    const trays = model.equipment.some(({ line: id, kind }) => id === line.id && kind === 'positioner');
    const inwards = (z: number) => z - Math.sign(z || 1) * 5;
    if (trays) {
      for (const dx of [-3, 0]) put(trayStack, { x: first.x + dx, z: first.z - 5 });
      for (const dx of [3, 6]) put(trayStack, { x: last.x + dx, z: last.z + 4 });
      for (const dx of [6, 9]) put(palletRack, { x: last.x + dx, z: last.z + 8 });
      put(forklift, { x: last.x - 8, z: last.z - 4 });
      put(workbench, { x: middle.x, z: middle.z + 6 });
    } else {
      for (const dx of [0, 7]) put(barStock, { x: first.x + dx, z: inwards(first.z) });
      for (const dx of [18, 23, 28]) put(ringBins, { x: first.x + dx, z: inwards(first.z) });
      put(forklift, { x: first.x + 14, z: inwards(first.z) });
      for (const dx of [-7, -12]) put(finishedPallets, { x: last.x + dx, z: last.z });
      for (let i = 0; i < 4; i++)
        put(palletRack, { x: last.x - 16 - Math.floor(i / 2) * 9.6, z: last.z - 9 + (i % 2) * 3.4 });
      put(forklift, { x: last.x - 9, z: last.z - 5 });
      const own = placed.filter(({ equipment }) => equipment.line === line.id).map(footprintOf);
      const { minX, maxX, minZ, maxZ } = own.reduce(unite);
      put(shiftOffice, { x: (minX + maxX) / 2 + 5, z: (minZ + maxZ) / 2 + 2 });
      for (const dx of [0, 5]) put(workbench, { x: middle.x + dx, z: inwards(middle.z) - 2 });
      for (const dx of [-4, 3, 14]) put(ringBins, { x: middle.x + dx, z: inwards(middle.z) });
      put(guidedVehicle, { x: last.x - 4, z: last.z + 4 });
    }
    put(guidedVehicle, { x: (first.x + last.x) / 2, z: last.z - 4 });
  }
  return patches;
}

function underPatch({ x, z, lengthM, widthM }: ContactPatch): Footprint {
  return { minX: x - lengthM / 2, maxX: x + lengthM / 2, minZ: z - widthM / 2, maxZ: z + widthM / 2 };
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
        place.x > cell.minX - 0.3 &&
        place.x < cell.maxX + 0.3 &&
        place.z > cell.minZ - 0.3 &&
        place.z < cell.maxZ + 0.3;
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
