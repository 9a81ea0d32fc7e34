import { Group, Sphere, Vector3, type Camera, type DataTexture, type Material, type Matrix4 } from 'three';
import type { BuiltForm } from '../form/form.ts';
import { MeshData } from '../geometry/mesh-data.ts';
import { simplify } from '../geometry/simplify.ts';
import { cutIntoCells } from './cells.ts';
import type { PlantMaterials } from './materials.ts';
import { packMesh } from './pack.ts';
import type { Placement } from './placement.ts';
import { table } from './rig-tables.ts';
import { NOTHING, SeenBatch } from './seen-batch.ts';

/** What is as large as the hall is cut into squares of this side: small enough to choose among. */
const CELL_M = 30;
/** Machines are drawn finely nearer than this: beyond it 25 mm, a broken edge, are less than a pixel of 1080. */
const FINE_DISTANCE_M = 44;
/** Beyond this a machine of 2 m is some 20 pixels of 1080 high: its outline and colours are all that shows. */
const REMOTE_DISTANCE_M = 150;
/** Beyond this it is 10 pixels high. */
const REMOTEST_DISTANCE_M = 300;
/** Corners nearer to each other than this become one where only the outline shows, metres: some 3 pixels. */
const REMOTE_GRID_M = 0.3;
/** Belts, fences and racks are narrower than machines. */
const REMOTE_HALL_GRID_M = 0.15;
/** Twice as far away twice as much is as many pixels. */
const REMOTEST_RATIO = REMOTEST_DISTANCE_M / REMOTE_DISTANCE_M;
/** The mirror image has half the pixels of the picture a side. */
const MIRROR_DETAIL = 0.5;

/** What a place draws at one level of detail. */
interface Drawn {
  /** Its geometry, or `NOTHING`. */
  geometry: number;
  /** Where it may be, in the frame of the form and in the world. */
  own: Sphere;
  ball: Sphere;
}

type Levels = readonly [near: Drawn, far: Drawn, remote: Drawn, remotest: Drawn];

interface Item {
  slot: number;
  levels: Levels;
  /** What is drawn of it at every level once it gives way. */
  standIn: Drawn;
  /** Where the finest of what is drawn of it may be in the world: distances are reckoned to it. */
  nearest: Sphere;
}

export interface PlantMesh {
  group: Group;
  /** Machines are drawn finely nearer than this share of the usual distance. */
  detail: number;
  /** Chooses by distance what is drawn finely and what coarsely. */
  chooseDetail(camera: Camera): void;
  /** Nothing finer than coarse: for mirror images and shadows, where nobody sees more. */
  coarsen(camera: Camera): void;
  /** Draws the stand-in of a machine in place of its form. */
  giveWay(slot: number): void;
  /** Where the machine of a slot stands now. */
  place(slot: number, matrix: Matrix4): void;
  dispose(): void;
}

/**
 * All machines and the hall in two draws: what is solid, and what is of glass. Each kind of machine is on the graphics card
 * once per level of detail, however many of it stand in the hall; a draw lists what is in view and at which level.
 */
export function buildPlantMesh(placements: readonly Placement[], materials: PlantMaterials): PlantMesh {
  const pieces = placements.flatMap(cut);
  const opaque = new Batch(
    pieces.map(({ solid, ...piece }) => ({ ...piece, meshes: solid })),
    materials.opaque,
  );
  const glass = new Batch(
    pieces.map(({ clear, standIn: _solid, ...piece }) => ({ ...piece, meshes: clear })),
    [...materials.glass],
  );
  materials.setPlaces(opaque.places, glass.places);
  opaque.mesh.receiveShadow = true;
  opaque.mesh.castShadow = true;
  opaque.mesh.customDepthMaterial = materials.depth;
  glass.mesh.renderOrder = 2;
  const group = new Group();
  group.add(opaque.mesh, glass.mesh);
  return {
    group,
    detail: 1,
    chooseDetail({ position }) {
      glass.mesh.visible = true;
      opaque.choose(position, 0, this.detail);
      glass.choose(position, 0, this.detail);
    },
    coarsen({ position }) {
      glass.mesh.visible = false;
      opaque.choose(position, 1, this.detail * MIRROR_DETAIL);
    },
    giveWay(slot) {
      opaque.giveWay(slot);
      glass.giveWay(slot);
    },
    place(slot, matrix) {
      opaque.place(slot, matrix);
      glass.place(slot, matrix);
    },
    dispose() {
      opaque.dispose();
      glass.dispose();
    },
  };
}

/** A placed form or a square of the hall: what is solid and what is clear of it, by level of detail. */
interface Piece extends Placement {
  solid: readonly MeshData[];
  clear: readonly MeshData[];
}

interface BatchPiece extends Placement {
  meshes: readonly MeshData[];
}

const levelsOfForms = new WeakMap<BuiltForm, Pick<Piece, 'solid' | 'clear'>>();

/** A machine stays whole; the hall is cut into squares. */
function cut(placement: Placement): Piece[] {
  const { form } = placement;
  const none = new MeshData();
  if (form.size.length < CELL_M * 2) {
    let levels = levelsOfForms.get(form);
    if (!levels) {
      levels = {
        solid: [form.opaque, form.far.opaque, ...outlines(form.far.opaque, REMOTE_GRID_M)],
        clear: [form.glass, form.far.glass, none, none],
      };
      levelsOfForms.set(form, levels);
    }
    return [{ ...placement, ...levels }];
  }
  const cells = (mesh: MeshData) => cutIntoCells(mesh, form, CELL_M);
  const [near, far, glass, farGlass] = [form.opaque, form.far.opaque, form.glass, form.far.glass].map(cells);
  return [...new Set([...near.keys(), ...far.keys(), ...glass.keys()])].map((key) => {
    const coarse = far.get(key) ?? none;
    const clear = farGlass.get(key) ?? none;
    return {
      ...placement,
      solid: [near.get(key) ?? none, coarse, ...outlines(coarse, REMOTE_HALL_GRID_M)],
      clear: [glass.get(key) ?? none, clear, clear, clear],
    };
  });
}

/** What shows of a coarse mesh from far away and from twice as far. */
function outlines(coarse: MeshData, gridM: number): [remote: MeshData, remotest: MeshData] {
  return [simplify(coarse, gridM), simplify(coarse, gridM * REMOTEST_RATIO)];
}

/** Pieces of one kind of material: their geometries once, and where each of them stands. */
class Batch {
  readonly mesh: SeenBatch;
  /** Per place the first of its rows in the tables of joints and glows, its row among the machines, and its length. */
  readonly places: DataTexture;
  private readonly items: Item[] = [];
  /** What the levels were chosen for. */
  private readonly chosenFrom = new Vector3(Number.NaN, 0, 0);
  private chosenFinest = 0;
  private chosenDetail = 0;

  /** Where there are several materials all is drawn with each, one after the other; what is clear is drawn in order of distance. */
  constructor(pieces: readonly BatchPiece[], material: Material | Material[]) {
    const shown = pieces.filter(({ meshes }) => meshes.some(({ vertexCount }) => vertexCount > 0));
    const distinct = new Set(
      shown.flatMap(({ meshes, standIn }) => [...meshes, ...(standIn ? [standIn] : [])]),
    );
    let [vertices, indices] = [0, 0];
    for (const { vertexCount, index } of distinct) {
      vertices += vertexCount;
      indices += index.length;
    }
    this.mesh = new SeenBatch(
      Math.max(1, shown.length),
      Math.max(3, vertices),
      Math.max(3, indices),
      material,
    );
    this.places = table(Math.max(1, shown.length));
    const packed = new Map<MeshData, Pick<Drawn, 'geometry' | 'own'>>();
    const drawn = (mesh: MeshData | undefined, form: BuiltForm): Drawn => {
      if (!mesh || mesh.vertexCount === 0)
        return { geometry: NOTHING, own: new Sphere(), ball: new Sphere() };
      let known = packed.get(mesh);
      if (!known) {
        const geometry = packMesh(mesh, form);
        known = { geometry: this.mesh.addGeometry(geometry), own: geometry.boundingSphere!.clone() };
        packed.set(mesh, known);
      }
      return { ...known, ball: new Sphere() };
    };
    const data = this.places.image.data as Float32Array;
    for (const { meshes, standIn, form, matrix, slot, firstBone, firstGlow } of shown) {
      const [near, far, remote, remotest] = meshes.map((mesh) => drawn(mesh, form));
      const levels: Levels = [near, far, remote, remotest];
      const finest = levels.find(({ geometry }) => geometry !== NOTHING)!;
      const instance = this.mesh.addInstance(finest.geometry);
      data.set([firstBone, slot, firstGlow, form.size.length], instance * 4);
      this.items[instance] = { slot, levels, standIn: drawn(standIn, form), nearest: finest.ball };
      this.stand(instance, matrix);
    }
  }

  /** Shows each place at the level its distance from a point asks for, none finer than `finest`. */
  choose(from: Vector3, finest: number, detail: number): void {
    const { items, mesh, chosenFrom } = this;
    if (chosenFrom.equals(from) && this.chosenFinest === finest && this.chosenDetail === detail) return;
    chosenFrom.copy(from);
    this.chosenFinest = finest;
    this.chosenDetail = detail;
    for (let i = 0; i < items.length; i++) {
      const { nearest, levels } = items[i];
      const distance = (nearest.center.distanceTo(from) - nearest.radius) / detail;
      const level =
        distance < FINE_DISTANCE_M
          ? 0
          : distance < REMOTE_DISTANCE_M
            ? 1
            : distance < REMOTEST_DISTANCE_M
              ? 2
              : 3;
      const { geometry, ball } = levels[level > finest ? level : finest];
      mesh.show(i, geometry, ball);
    }
  }

  giveWay(slot: number): void {
    for (const item of this.items)
      if (item.slot === slot) item.levels = [item.standIn, item.standIn, item.standIn, item.standIn];
    this.chosenFrom.setScalar(Number.NaN);
  }

  /** Moves what is drawn of a slot. */
  place(slot: number, matrix: Matrix4): void {
    this.items.forEach((item, instance) => {
      if (item.slot === slot) this.stand(instance, matrix);
    });
    this.chosenFrom.setScalar(Number.NaN);
  }

  dispose(): void {
    this.mesh.dispose();
    this.places.dispose();
  }

  private stand(instance: number, matrix: Matrix4): void {
    const { levels, standIn } = this.items[instance];
    this.mesh.setMatrixAt(instance, matrix);
    for (const { own, ball } of [...levels, standIn]) ball.copy(own).applyMatrix4(matrix);
  }
}
