import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DynamicDrawUsage,
  Group,
  Mesh,
  MeshStandardMaterial,
  Vector3,
} from 'three';
import { TRAY_M } from '../equipment/positioner.ts';
import type { Machine } from '../plant/plant.ts';

/** Stretches a seam is drawn in: one per 10 mm of a 3 m seam. */
const STRETCHES = 300;
const HALF_WIDTH_M = 0.016;

/** A weld's own colours: straw and blue temper on good steel would be lost at a distance, so quality has its own. */
const RESULT_COLOURS = [new Color(0x8fd8b4), new Color(0xe0a83a), new Color(0xf0484e)];
/** Bad stretches stand out by width too, not by colour alone. */
const RESULT_WIDTHS = [1, 1.7, 2.6];

/** Worst result of the millimetres that fall into one stretch of the drawing. */
export function resultOfStretch(results: readonly number[], stretch: number, stretches: number): number {
  if (results.length === 0) return 0;
  const from = Math.floor((stretch * results.length) / stretches);
  const to = Math.max(from + 1, Math.floor(((stretch + 1) * results.length) / stretches));
  let worst = 0;
  for (let i = from; i < to && i < results.length; i++) worst = Math.max(worst, results[i]);
  return worst;
}

/** Seams on their workpieces, painted by quality; each rides on the piece that holds the workpiece. */
export class SeamPaint {
  readonly group = new Group();
  private readonly seams = new Map<Machine, Mesh<BufferGeometry, MeshStandardMaterial>>();
  private readonly material = new MeshStandardMaterial({
    vertexColors: true,
    roughness: 0.35,
    metalness: 0.6,
    polygonOffset: true,
    polygonOffsetFactor: -2,
    polygonOffsetUnits: -2,
  });

  /**
   * Paints a seam that the machine of that place has finished.
   *
   * @param results along the seam: 0 good, 1 suspect, 2 bad
   */
  show(holder: Machine, results: readonly number[], machines: readonly Machine[]): void {
    let mesh = this.seams.get(holder);
    if (!mesh) {
      mesh = new Mesh(emptySeam(), this.material);
      mesh.matrixAutoUpdate = false;
      mesh.frustumCulled = false;
      this.seams.set(holder, mesh);
      this.group.add(mesh);
    }
    const way = seamWay(holder, robotSide(holder, machines));
    const position = mesh.geometry.getAttribute('position') as BufferAttribute;
    const colour = mesh.geometry.getAttribute('color') as BufferAttribute;
    const at = new Vector3();
    const ahead = new Vector3();
    for (let i = 0; i <= STRETCHES; i++) {
      const result = resultOfStretch(results, Math.min(i, STRETCHES - 1), STRETCHES);
      way(i / STRETCHES, at);
      way(Math.min(1, i / STRETCHES + 0.001), ahead);
      if (i === STRETCHES)
        way(1 - 0.001, ahead)
          .sub(at)
          .negate();
      else ahead.sub(at);
      const length = Math.hypot(ahead.x, ahead.z) || 1;
      const half = HALF_WIDTH_M * RESULT_WIDTHS[result];
      const nx = (-ahead.z / length) * half;
      const nz = (ahead.x / length) * half;
      position.setXYZ(i * 2, at.x + nx, at.y, at.z + nz);
      position.setXYZ(i * 2 + 1, at.x - nx, at.y, at.z - nz);
      const c = RESULT_COLOURS[result];
      colour.setXYZ(i * 2, c.r, c.g, c.b);
      colour.setXYZ(i * 2 + 1, c.r, c.g, c.b);
    }
    position.needsUpdate = colour.needsUpdate = true;
  }

  /** Lets the seams follow their workpieces. */
  update(): void {
    for (const [holder, mesh] of this.seams) {
      const anchor = holder.rig.form.anchors.get('seam')!;
      mesh.matrix.copy(holder.rig.world(anchor.joint));
      mesh.matrixWorldNeedsUpdate = true;
    }
  }

  dispose(): void {
    for (const mesh of this.seams.values()) mesh.geometry.dispose();
    this.material.dispose();
  }
}

/** Machine on which a seam of this welding machine lies: its own table, or the positioner of its lane. */
export function seamHolder(machine: Machine, machines: readonly Machine[]): Machine | undefined {
  if (machine.rig.form.anchors.has('seam')) return machine;
  const { line, lane } = machine.equipment;
  return machines.find(
    (other) =>
      other.rig.form.anchors.has('seam') && other.equipment.line === line && other.equipment.lane === lane,
  );
}

/**
 * The seam's line in the frame of what holds it: along the gantry's joint, or along the flange of the tray on
 * the side where the robot stands (`side` 1 or -1 of z).
 */
function seamWay(holder: Machine, side: number): (share: number, out: Vector3) => Vector3 {
  const anchor = holder.rig.form.anchors.get('seam')!;
  const isGantry = holder.equipment.form === 'fsw-gantry';
  const half = isGantry ? 1.8 : TRAY_M.x;
  const z = isGantry ? 0 : side * (TRAY_M.z + 0.02);
  return (share, out) => out.set(anchor.x + (share * 2 - 1) * half, anchor.y + 0.005, anchor.z + z);
}

/** Side of a holder, in its own frame, on which the robot of its lane stands. */
function robotSide(holder: Machine, machines: readonly Machine[]): number {
  const { line, lane } = holder.equipment;
  const robot = machines.find(
    ({ equipment, rig }) =>
      equipment.line === line && equipment.lane === lane && rig.form.anchors.has('flange'),
  );
  return robot && robot.centre.clone().applyMatrix4(holder.inverse).z < 0 ? -1 : 1;
}

function emptySeam(): BufferGeometry {
  const geometry = new BufferGeometry();
  const vertices = (STRETCHES + 1) * 2;
  const normal = new Float32Array(vertices * 3);
  for (let i = 0; i < vertices; i++) normal[i * 3 + 1] = 1;
  geometry.setAttribute(
    'position',
    new BufferAttribute(new Float32Array(vertices * 3), 3).setUsage(DynamicDrawUsage),
  );
  geometry.setAttribute(
    'color',
    new BufferAttribute(new Float32Array(vertices * 3), 3).setUsage(DynamicDrawUsage),
  );
  geometry.setAttribute('normal', new BufferAttribute(normal, 3));
  const index: number[] = [];
  for (let i = 0; i < STRETCHES; i++)
    index.push(i * 2, i * 2 + 2, i * 2 + 1, i * 2 + 1, i * 2 + 2, i * 2 + 3);
  geometry.setIndex(index);
  return geometry;
}
