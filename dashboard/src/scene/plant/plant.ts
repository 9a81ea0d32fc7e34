import { Box3, MathUtils, Matrix4, Vector3 } from 'three';
import type { Equipment, Place, PlantModel } from '@linetwin/model';
import type { LiveValues } from '../../live/live-values.ts';
import type { Footprint } from '../conveyors/route.ts';
import type { EquipmentForm } from '../equipment/equipment-form.ts';
import { equipmentForm } from '../equipment/index.ts';
import { FormBuilder } from '../form/form-builder.ts';
import type { BuiltForm, FormSkeleton, PortDefinition } from '../form/form.ts';
import type { MeshData } from '../geometry/mesh-data.ts';
import { stackStand } from '../models/stack-stand.ts';
import { turnsFor, type Attention, type Level } from '../view/attention.ts';
import type { Motion, MotionFrame } from './motion.ts';
import { STACK_LAMPS } from '../form/fittings.ts';
import type { MachineLook } from '../../live/machine-look.ts';
import { MachineLive } from './machine-live.ts';
import { MachineRig } from './machine-rig.ts';
import type { Placement } from './placement.ts';
import { RigTables } from './rig-tables.ts';

/** How far one axis of a form may be stretched beyond the others to meet its stated size. */
const MOST_STRETCH = 1.15;

/** Optics are drawn at a size that is easy to draw; on the robot they are half a metre long. */
const HEAD_SCALE = 0.75;

/** Motions are reckoned with steps of at most this, s: what is far away has its turn that seldom in a hall of 600 machines. */
const LONGEST_STEP_S = 0.2;

/** Machines that are moved in every frame wherever they are: as many as a plant of a usual size has. */
const MOST_MOVED = 120;

/** One placed machine: what it is, how it lives, how it moves, where it is. */
export interface Machine {
  equipment: Equipment;
  live: MachineLive;
  rig: MachineRig;
  motion: Motion | undefined;
  /** Since it was moved last, s. */
  waitedS: number;
  /** How much of it there is to see. */
  level: Level | 'unseen';
  /** Whether it hangs on another machine and moves with it. */
  mounted: boolean;
  slot: number;
  /** Box in the machine's own frame, for picking and framing. */
  box: Box3;
  matrix: Matrix4;
  inverse: Matrix4;
  /** Where the label points, world coordinates. */
  top: Vector3;
  centre: Vector3;
  radiusM: number;
  stackGlows: number[];
  /** Look the stack light shows now. */
  shownLook: MachineLook | undefined;
}

/** All machines of a model, with the shader tables they write to. */
export interface Plant {
  machines: Machine[];
  byAddress: Map<string, Machine>;
  tables: RigTables;
  /** The hall itself and what stands between its machines, with slots after those of the machines. */
  hallRigs: readonly [MachineRig, ...MachineRig[]];
}

/** A machine's form in its place, before anything lives. */
export interface PlacedForm {
  equipment: Equipment;
  built: BuiltForm;
  motion: EquipmentForm['motion'];
  matrix: Matrix4;
  /** In the form's own frame. */
  box: Box3;
}

/** Builds every form once and places it for each machine of the model. */
export function placeEquipment(model: PlantModel): PlacedForm[] {
  const forms = new Map<string, Omit<PlacedForm, 'equipment' | 'matrix'>>();
  return model.equipment.map((equipment) => {
    let form = forms.get(equipment.form);
    if (!form) {
      const drawn = equipmentForm(equipment.form, equipment.sizeM);
      const builder = new FormBuilder(drawn.size);
      drawn.build(builder);
      const built = builder.finish();
      form = { built, motion: drawn.motion, box: boundsOf(built) };
      forms.set(equipment.form, form);
    }
    return { ...form, equipment, matrix: placeMatrix(equipment, form.built) };
  });
}

/** What a placed form covers of the floor. */
export function footprintOf({ box, matrix }: Pick<PlacedForm, 'box' | 'matrix'>): Footprint {
  const world = box.clone().applyMatrix4(matrix);
  return { minX: world.min.x, maxX: world.max.x, minZ: world.min.z, maxZ: world.max.z };
}

/**
 * Brings placed forms to life: tables, rigs, motions. `hall` is drawn with them: its shell first, then
 * what stands in it. The geometry goes back to the caller and is not kept.
 */
export function buildPlant(
  placed: readonly PlacedForm[],
  hall: readonly BuiltForm[],
  live: LiveValues,
): { plant: Plant; placements: Placement[] } {
  const all = [...placed.map(({ built }) => built), ...hall];
  const total = (count: (form: BuiltForm) => number) => all.reduce((sum, form) => sum + count(form), 0);
  const tables = new RigTables(
    total((form) => form.joints.length + 1),
    Math.max(
      1,
      total((form) => form.glows.length),
    ),
    all.length,
    Math.max(
      1,
      total((form) => form.emitters.length),
    ),
  );
  let bones = 0;
  let glows = 0;
  let emitters = 0;
  const placements: Placement[] = [];
  const standIns = new Map<BuiltForm, MeshData>();
  const standInOf = (built: BuiltForm): MeshData => {
    const made = standIns.get(built) ?? stackStand(built);
    standIns.set(built, made);
    return made;
  };
  const rigFor = (built: BuiltForm, matrix: Matrix4, slot: number, standIn?: MeshData): MachineRig => {
    const rig = new MachineRig(skeletonOf(built), slot, matrix, tables, bones, glows, emitters);
    placements.push({ form: built, matrix, slot, firstBone: bones, firstGlow: glows, standIn });
    bones += built.joints.length + 1;
    glows += built.glows.length;
    emitters += built.emitters.length;
    return rig;
  };
  const machines = placed.map(({ equipment, built, matrix, box }, slot): Machine => {
    const rig = rigFor(built, matrix, slot, equipment.model === undefined ? undefined : standInOf(built));
    return {
      equipment,
      live: new MachineLive(live, equipment),
      rig,
      motion: undefined,
      waitedS: 0,
      level: 'near',
      mounted: built.joints.some(({ name }) => name === 'mounted'),
      slot,
      box,
      matrix,
      inverse: matrix.clone().invert(),
      top: new Vector3((box.min.x + box.max.x) / 2, box.max.y, (box.min.z + box.max.z) / 2).applyMatrix4(
        matrix,
      ),
      centre: box.getCenter(new Vector3()).applyMatrix4(matrix),
      radiusM: box.getSize(new Vector3()).length() / 2,
      stackGlows: STACK_LAMPS.map((lamp) => rig.glowIndex(lamp)),
      shownLook: undefined,
    };
  });
  const [shell, ...wings] = hall.map((form, i) => rigFor(form, new Matrix4(), placed.length + i));
  connectPeers(machines);
  mountHeads(machines);
  machines.forEach((machine, i) => {
    machine.motion = placed[i].motion?.(machine.rig, machine.live);
  });
  const byAddress = new Map(machines.map((machine) => [machine.equipment.address as string, machine]));
  // Machines that carry others are updated before what they carry.
  machines.sort((a, b) => Number(a.mounted) - Number(b.mounted));
  // A large plant moves its machines in turns; until its first turn each stands at rest.
  for (const { rig } of machines) rig.update();
  for (const { rig } of machines) rig.settle();
  return { plant: { machines, byAddress, tables, hallRigs: [shell, ...wings] }, placements };
}

function skeletonOf({ opaque: _opaque, glass: _glass, far: _far, ...skeleton }: BuiltForm): FormSkeleton {
  return skeleton;
}

/** Stands a machine elsewhere, with all that is reckoned from its place. What hangs on it follows. */
export function standAt(machine: Machine, at: Place): void {
  const { box, matrix, rig } = machine;
  matrix.copy(placeMatrix({ sizeM: machine.equipment.sizeM, at }, rig.form));
  machine.inverse.copy(matrix).invert();
  machine.top.set((box.min.x + box.max.x) / 2, box.max.y, (box.min.z + box.max.z) / 2).applyMatrix4(matrix);
  box.getCenter(machine.centre).applyMatrix4(matrix);
  // Somebody who moves it looks at it.
  machine.level = 'near';
  rig.replace();
}

/** Position and turn from the plant file, scale from the stated size. */
export function placeMatrix(item: Pick<Equipment, 'sizeM' | 'at'>, form: Pick<BuiltForm, 'size'>): Matrix4 {
  const ratio = [
    item.sizeM.length / form.size.length,
    item.sizeM.height / form.size.height,
    item.sizeM.width / form.size.width,
  ];
  const least = Math.min(...ratio);
  const scale = ratio.map((r) => Math.min(r, least * MOST_STRETCH));
  return new Matrix4()
    .makeRotationY(MathUtils.degToRad(item.at.rotationDeg))
    .scale(new Vector3(scale[0], scale[1], scale[2]))
    .setPosition(item.at.x, 0, item.at.z);
}

/** World position of a machine's port; the ends of its length at belt height where its form has none. */
export function portOf({ built, matrix }: PlacedForm, name: 'in' | 'out', out: Vector3): Vector3 {
  const port: PortDefinition = built.ports.get(name) ?? {
    x: ((name === 'in' ? -1 : 1) * built.size.length) / 2,
    y: 0.92,
    z: 0,
  };
  return out.set(port.x, port.y, port.z).applyMatrix4(matrix);
}

function boundsOf(form: BuiltForm): Box3 {
  const box = new Box3();
  const point = new Vector3();
  for (const mesh of [form.opaque, form.glass]) {
    for (let k = 0; k < mesh.vertexCount; k++) {
      point.set(mesh.position[k * 3], mesh.position[k * 3 + 1], mesh.position[k * 3 + 2]);
      for (let j = mesh.joint[k]; j > 0; j = form.joints[j - 1].parent + 1) {
        // What is mounted on another machine does not stretch the box of its cabinet.
        if (form.joints[j - 1].name === 'mounted') point.set(0, 0.5, 0);
        else point.applyMatrix4(form.joints[j - 1].rest);
      }
      box.expandByPoint(point);
    }
  }
  return box;
}

function connectPeers(machines: readonly Machine[]): void {
  for (const machine of machines) {
    const { line, lane } = machine.equipment;
    if (!lane) continue;
    for (const other of machines) {
      if (other !== machine && other.equipment.line === line && other.equipment.lane === lane) {
        machine.live.addPeer(other.live);
      }
    }
  }
}

/** Hangs weld heads and trackers on the flange of the robot of their lane. */
function mountHeads(machines: readonly Machine[]): void {
  for (const machine of machines) {
    if (!machine.mounted) continue;
    const mounted = machine.rig.joint('mounted');
    const { line, lane } = machine.equipment;
    const robot = machines.find(
      (other) =>
        other.equipment.line === line &&
        other.equipment.lane === lane &&
        other.rig.form.anchors.has('flange'),
    );
    const flange = robot?.rig.form.anchors.get('flange');
    if (!robot || !flange) {
      mounted.stretch(0, 0, 0);
      continue;
    }
    mounted.parent = robot.rig.jointAt(flange.joint);
    mounted.move(flange.x, flange.y, flange.z);
    mounted.stretch(HEAD_SCALE, HEAD_SCALE, HEAD_SCALE);
  }
}

/**
 * Moves the machines whose turn it is by the time they have waited; returns whether anything that casts a shadow moved.
 * `frame.dt` is the time since the last frame.
 */
export function movePlant(plant: Plant, frame: MotionFrame, attention: Attention): boolean {
  const { machines } = plant;
  const { dt } = frame;
  const turns = turnsFor(machines.length, MOST_MOVED);
  let moved = false;
  for (let i = 0; i < machines.length; i++) {
    const machine = machines[i];
    machine.waitedS += dt;
    if (attention.turned) machine.level = attention.levelOf(machine.centre, machine.radiusM);
    const due = attention.isDue(i, turns, machine.level);
    if (due) {
      frame.live = machine.live;
      frame.rig = machine.rig;
      frame.dt = Math.min(LONGEST_STEP_S, machine.waitedS);
      machine.waitedS = 0;
      machine.motion?.(frame);
    }
    // What hangs on another machine follows it whenever that one moves.
    if (!due && !machine.mounted) continue;
    machine.rig.update();
    moved ||= machine.rig.moved;
  }
  frame.dt = dt;
  const [shell] = plant.hallRigs;
  shell.update();
  moved ||= shell.moved;
  shell.settle();
  for (const { rig } of machines) if (rig.moved) rig.settle();
  return moved;
}
