import { Euler, Matrix4, Quaternion, Vector3 } from 'three';
import { EMITTER_KINDS, type FormSkeleton } from '../form/form.ts';
import type { Axis } from '../geometry/axis.ts';
import type { RigTables } from './rig-tables.ts';

/** Changes smaller than this are not worth a frame: 0.2 mm, or 0.01 degrees. */
const MOVE_EPSILON = 0.0002;

/** One moving piece of a placed machine. */
export class Joint {
  /** What it rides on: another piece of the machine, or of the machine that carries it. */
  parent: Joint | undefined;
  readonly world = new Matrix4();
  private readonly rest: Matrix4;
  private readonly position = new Vector3();
  private readonly rotation = new Euler();
  private readonly scale = new Vector3(1, 1, 1);
  changed = true;

  constructor(rest: Matrix4, parent: Joint | undefined) {
    this.rest = rest;
    this.parent = parent;
  }

  /** Moves it away from where it rests, metres in its own frame. */
  move(x: number, y: number, z: number): void {
    const p = this.position;
    if (Math.abs(p.x - x) + Math.abs(p.y - y) + Math.abs(p.z - z) < MOVE_EPSILON) return;
    p.set(x, y, z);
    this.changed = true;
  }

  /** Turns it about one of its own axes, radians from where it rests. */
  turn(axis: Axis, angle: number): void {
    if (Math.abs(this.rotation[axis] - angle) < MOVE_EPSILON) return;
    this.rotation[axis] = angle;
    this.changed = true;
  }

  /** Stretches it; 0 hides it. */
  stretch(x: number, y: number, z: number): void {
    const s = this.scale;
    if (Math.abs(s.x - x) + Math.abs(s.y - y) + Math.abs(s.z - z) < MOVE_EPSILON) return;
    s.set(x, y, z);
    this.changed = true;
  }

  /** Recomputes the world matrix; returns whether it changed. */
  update(machine: Matrix4): boolean {
    if (!this.changed && !this.parent?.changed) return false;
    this.changed = true;
    quaternion.setFromEuler(this.rotation);
    local.compose(this.position, quaternion, this.scale);
    this.world.multiplyMatrices(this.parent?.world ?? machine, this.rest).multiply(local);
    return true;
  }
}

const quaternion = new Quaternion();
const local = new Matrix4();

/** The moving and glowing side of one placed machine: a window on its rows of the shader tables. */
export class MachineRig {
  readonly form: FormSkeleton;
  readonly slot: number;
  readonly matrix: Matrix4;
  /** True after `update` when anything moved, for the shadow map. */
  moved = false;
  private readonly joints: Joint[];
  private readonly tables: RigTables;
  private readonly firstBone: number;
  private readonly firstGlow: number;
  private readonly firstEmitter: number;

  constructor(
    form: FormSkeleton,
    slot: number,
    matrix: Matrix4,
    tables: RigTables,
    firstBone: number,
    firstGlow: number,
    firstEmitter: number,
  ) {
    this.form = form;
    this.slot = slot;
    this.matrix = matrix;
    this.tables = tables;
    this.firstBone = firstBone;
    this.firstGlow = firstGlow;
    this.firstEmitter = firstEmitter;
    this.joints = [];
    for (const joint of form.joints) {
      this.joints.push(new Joint(joint.rest, joint.parent < 0 ? undefined : this.joints[joint.parent]));
    }
    tables.setBone(firstBone, matrix);
    form.emitters.forEach((emitter, i) =>
      tables.setEmitter(
        firstEmitter + i,
        emitter,
        firstBone + 1 + emitter.joint,
        EMITTER_KINDS.indexOf(emitter.kind),
      ),
    );
    form.glows.forEach((glow, i) => tables.setGlow(firstGlow + i, glow.r, glow.g, glow.b));
  }

  /** @throws when the form has no such joint: a mistake in the code of that form */
  joint(name: string): Joint {
    const at = this.form.joints.findIndex((joint) => joint.name === name);
    if (at < 0) throw new Error(`This form has no joint "${name}".`);
    return this.joints[at];
  }

  jointAt(position: number): Joint {
    return this.joints[position];
  }

  /** Position of a glow for `setGlow`; -1 where the form has none of that name. */
  glowIndex(name: string): number {
    const at = this.form.glows.findIndex((glow) => glow.name === name);
    return at < 0 ? -1 : this.firstGlow + at;
  }

  setGlow(index: number, r: number, g: number, b: number): void {
    if (index >= 0) this.tables.setGlow(index, r, g, b);
  }

  emitterIndex(name: string): number {
    const at = this.form.emitters.findIndex((emitter) => emitter.name === name);
    return at < 0 ? -1 : this.firstEmitter + at;
  }

  /** Strength of sparks, spray, smoke or flame, 0 to 1. */
  setEmission(index: number, strength: number): void {
    if (index >= 0) this.tables.setEmission(index, strength);
  }

  /** World matrix of a joint by its position in the form; -1 is the machine itself. */
  world(joint: number): Matrix4 {
    return joint < 0 ? this.matrix : this.joints[joint].world;
  }

  /** After the machine's own matrix has changed: everything on it moves with it. */
  replace(): void {
    this.tables.setBone(this.firstBone, this.matrix);
    for (const joint of this.joints) joint.changed = true;
  }

  /** Writes what moved into the shader tables. Machines that carry others go first. */
  update(): void {
    this.moved = false;
    for (let i = 0; i < this.joints.length; i++) {
      if (this.joints[i].update(this.matrix)) {
        this.tables.setBone(this.firstBone + 1 + i, this.joints[i].world);
        this.moved = true;
      }
    }
  }

  /** Ends a frame, after every machine has been updated. */
  settle(): void {
    for (let i = 0; i < this.joints.length; i++) this.joints[i].changed = false;
  }
}
