import { BufferAttribute, InstancedBufferGeometry } from 'three';
import { FormBuilder } from '../form/form-builder.ts';
import { blockOf } from '../geometry/block.ts';
import { simplify } from '../geometry/simplify.ts';
import type { MeshData } from '../geometry/mesh-data.ts';
import {
  BRASS,
  CARDBOARD,
  STEEL,
  STEEL_BRIGHT,
  STEEL_SCALE,
  WHITE,
  tinted,
  type Paint,
} from '../form/paint.ts';
import { batteryTray } from '../equipment/positioner.ts';

/** What a part looks like on its way; a bearing ring changes form six times. */
export const PART_FORMS = [
  'blank',
  'blackRing',
  'turnedRing',
  'hardRing',
  'groundRing',
  'bearing',
  'box',
  'tray',
] as const;
export type PartForm = (typeof PART_FORMS)[number];

export interface PartLook {
  form: PartForm;
  /** Temperature when it leaves the machine, °C, and how fast it cools; absent for cold parts. */
  hot?: { startC: number; timeConstantS: number };
  /** Between two parts along the conveyor; side by side they stand in zigzag. */
  spacingM: number;
  speedMPerS: number;
  /** From the middle of the conveyor to each of its two rows; absent where parts run in one row. */
  rowM?: number;
}

/**
 * Parts are drawn at three times the size of a 6205 bearing (52 mm): at true size they would not be seen from
 * where a whole machine is. Cold ones run in two rows; hot ones one by one, as they must not touch.
 */
const RING_M = 0.085;

/** Of the parts that lie far away: smaller than a pixel there, m. */
const FAR_GRID_M = 0.06;

/** Parts up to this size are a block where they are farthest: four pixels there, m. */
const REMOTE_BLOCK_M = 0.4;

const TWO_ROWS = { spacingM: 0.13, rowM: 0.078 };

const TURNED = tinted(STEEL, 0x9aa1a8);
const HARDENED = tinted(STEEL_SCALE, 0x4e545c);

const LOOKS: Record<string, PartLook> = {
  'bar-shear': { form: 'blank', spacingM: 0.26, speedMPerS: 0.35 },
  'induction-heater': {
    form: 'blank',
    hot: { startC: 1120, timeConstantS: 150 },
    spacingM: 0.3,
    speedMPerS: 0.5,
  },
  'forging-press': {
    form: 'blackRing',
    hot: { startC: 1010, timeConstantS: 130 },
    spacingM: 0.3,
    speedMPerS: 0.5,
  },
  'ring-mill': {
    form: 'blackRing',
    hot: { startC: 900, timeConstantS: 60 },
    spacingM: 0.26,
    speedMPerS: 0.35,
  },
  'anneal-furnace': { form: 'blackRing', ...TWO_ROWS, speedMPerS: 0.35 },
  'cnc-lathe': { form: 'turnedRing', ...TWO_ROWS, speedMPerS: 0.35 },
  'mesh-belt-furnace': { form: 'hardRing', ...TWO_ROWS, speedMPerS: 0.35 },
  'temper-furnace': { form: 'hardRing', ...TWO_ROWS, speedMPerS: 0.35 },
  'face-grinder': { form: 'groundRing', ...TWO_ROWS, speedMPerS: 0.4 },
  'centreless-grinder': { form: 'groundRing', ...TWO_ROWS, speedMPerS: 0.4 },
  'raceway-grinder': { form: 'groundRing', ...TWO_ROWS, speedMPerS: 0.35 },
  'bore-grinder': { form: 'groundRing', ...TWO_ROWS, speedMPerS: 0.35 },
  superfinisher: { form: 'groundRing', ...TWO_ROWS, speedMPerS: 0.35 },
  'demag-washer': { form: 'groundRing', ...TWO_ROWS, speedMPerS: 0.35 },
  'assembly-cell': { form: 'bearing', ...TWO_ROWS, speedMPerS: 0.3 },
  'clearance-gauge': { form: 'bearing', ...TWO_ROWS, speedMPerS: 0.3 },
  'vibration-tester': { form: 'bearing', ...TWO_ROWS, speedMPerS: 0.3 },
  'grease-sealer': { form: 'bearing', ...TWO_ROWS, speedMPerS: 0.3 },
  'laser-cleaner': { form: 'tray', spacingM: 2.4, speedMPerS: 0.3 },
  positioner: { form: 'tray', spacingM: 2.4, speedMPerS: 0.3 },
  'fsw-gantry': { form: 'tray', spacingM: 2.4, speedMPerS: 0.3 },
  'seam-inspection': { form: 'tray', spacingM: 2.4, speedMPerS: 0.3 },
};

const OTHER: PartLook = { form: 'box', spacingM: 0.5, speedMPerS: 0.3 };

/** How what leaves a machine of this form looks. */
export function partLook(machineForm: string): PartLook {
  return LOOKS[machineForm] ?? OTHER;
}

function ring(b: FormBuilder, paint: Paint, wall: number, edge: number): void {
  b.ring(paint, 'y', 0, 0, 0, RING_M, RING_M * wall, RING_M * 0.6, 20, edge);
}

const DRAW: Record<PartForm, (b: FormBuilder) => void> = {
  blank: (b) => b.cylinder(STEEL_SCALE, 'x', -0.06, 0.05, 0, 0.05, 0.12, 12, 0.008),
  blackRing: (b) => ring(b, STEEL_SCALE, 0.6, 0.016),
  turnedRing: (b) => ring(b, TURNED, 0.68, 0.006),
  hardRing: (b) => ring(b, HARDENED, 0.68, 0.006),
  groundRing: (b) => ring(b, STEEL_BRIGHT, 0.72, 0.005),
  bearing(b) {
    const w = RING_M * 0.6;
    b.ring(STEEL_BRIGHT, 'y', 0, 0, 0, RING_M, RING_M * 0.84, w, 20, 0.005);
    b.ring(STEEL_BRIGHT, 'y', 0, 0, 0, RING_M * 0.64, RING_M * 0.46, w, 16, 0.004);
    b.ring(BRASS, 'y', 0, w * 0.3, 0, RING_M * 0.78, RING_M * 0.7, w * 0.4, 16, 0.002);
    for (let i = 0; i < 9; i++) {
      const a = (i / 9) * Math.PI * 2;
      b.ball(STEEL_BRIGHT, Math.cos(a) * RING_M * 0.74, w / 2, Math.sin(a) * RING_M * 0.74, RING_M * 0.14, 6);
    }
  },
  box(b) {
    b.box(CARDBOARD, 0, 0, 0, 0.34, 0.22, 0.3, 0.008);
    b.box(WHITE, 0, 0.06, 0.151, 0.14, 0.09, 0.003, 0.001);
  },
  tray: (b) => batteryTray(b, 0),
};

/**
 * Geometry of a part at each level of detail, with linear vertex colours and a `finish` attribute (roughness, metalness):
 * fine, coarse, and as a block that throws as much light where that is a pixel or two.
 */
export function partGeometries(form: PartForm): Record<'near' | 'far' | 'remote', InstancedBufferGeometry> {
  const builder = new FormBuilder({ length: 1, height: 1, width: 1 });
  DRAW[form](builder);
  const built = builder.finish();
  const far = simplify(built.far.opaque, FAR_GRID_M);
  return {
    near: geometryOf(built.opaque),
    far: geometryOf(far),
    remote: geometryOf(blockOf(built.far.opaque, REMOTE_BLOCK_M) ?? far),
  };
}

function geometryOf(mesh: MeshData): InstancedBufferGeometry {
  const finish = new Float32Array(mesh.vertexCount * 2);
  for (let i = 0; i < mesh.vertexCount; i++) {
    finish[i * 2] = mesh.surface[i * 4];
    finish[i * 2 + 1] = mesh.surface[i * 4 + 1];
  }
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(mesh.position), 3));
  geometry.setAttribute('normal', new BufferAttribute(new Float32Array(mesh.normal), 3));
  geometry.setAttribute('color', new BufferAttribute(new Float32Array(mesh.colour), 3));
  geometry.setAttribute('finish', new BufferAttribute(finish, 2));
  geometry.setIndex(mesh.index);
  return geometry;
}
