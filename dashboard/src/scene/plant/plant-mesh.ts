import { Group, Mesh, type BufferGeometry, type Camera, type Material, type Vector3 } from 'three';
import type { BuiltForm } from '../form/form.ts';
import type { MeshData } from '../geometry/mesh-data.ts';
import type { PlantMaterials } from './materials.ts';
import { mergePieces, splitByCell, type Cell, type Piece, type Placement } from './merge.ts';

/** What stands in a square of this side is drawn together: large enough for few calls, small enough to choose. */
const CELL_M = 30;
/** Machines are drawn finely nearer than this: beyond it 25 mm, a broken edge, are less than a pixel of 1080. */
const FINE_DISTANCE_M = 44;

interface CellMesh {
  mesh: Mesh<BufferGeometry, Material>;
  level: 'near' | 'far' | 'glass';
  cell: Cell;
}

export interface PlantMesh {
  group: Group;
  /** Chooses by distance what is drawn finely and what coarsely. */
  chooseDetail(camera: Camera): void;
  /** Everything coarse: for mirror images and shadows, where nobody sees more. */
  coarsen(): void;
  dispose(): void;
}

/**
 * Merges all placed forms into a few meshes: per cell of the hall one fine, one coarse, one of glass.
 * Each machine is in the cell of its middle; the hall itself is spread over all of them.
 */
export function buildPlantMesh(placements: readonly Placement[], materials: PlantMaterials): PlantMesh {
  const cells = buildCells(placements, materials);
  const group = new Group();
  group.add(...cells.map(({ mesh }) => mesh));
  return {
    group,
    chooseDetail(camera) {
      for (const { mesh, level, cell } of cells)
        mesh.visible =
          level === 'glass' || distanceTo(cell, camera.position) < FINE_DISTANCE_M === (level === 'near');
    },
    coarsen() {
      for (const { mesh, level } of cells) mesh.visible = level === 'far';
    },
    dispose() {
      for (const { mesh } of cells) mesh.geometry.dispose();
    },
  };
}

/** On its own, so that what lives on holds no reference to the forms it was made from. */
function buildCells(placements: readonly Placement[], materials: PlantMaterials): CellMesh[] {
  const build = (level: CellMesh['level'], pick: (form: BuiltForm) => MeshData, material: Material) =>
    [...gather(placements, pick).values()].map((pieces): CellMesh => {
      const mesh = new Mesh(mergePieces(pieces), material);
      mesh.matrixAutoUpdate = false;
      mesh.receiveShadow = level !== 'glass';
      // Shadows are drawn while everything is coarse, see `coarsen`.
      mesh.castShadow = level === 'far';
      if (level === 'far') mesh.customDepthMaterial = materials.depth;
      if (level === 'glass') mesh.renderOrder = 2;
      return { mesh, level, cell: pieces[0].cell };
    });
  return [
    ...build('near', (form) => form.opaque, materials.opaque),
    ...build('far', (form) => form.far.opaque, materials.opaque),
    ...build('glass', (form) => form.glass, materials.glass),
  ];
}

/** From a point to the nearest place above a cell. What fills the hall is near to all of it. */
function distanceTo(cell: Cell, from: Vector3): number {
  if (!cell) return 0;
  const x = Math.max(0, Math.abs(from.x - cell.x) - CELL_M / 2);
  const z = Math.max(0, Math.abs(from.z - cell.z) - CELL_M / 2);
  return Math.hypot(x, from.y, z);
}

/** Pieces to be merged, by cell. */
function gather(placements: readonly Placement[], pick: (form: BuiltForm) => MeshData): Map<string, Piece[]> {
  const cells = new Map<string, Piece[]>();
  for (const placement of placements) {
    const mesh = pick(placement.form);
    if (mesh.index.length === 0) continue;
    for (const [cell, part] of splitByCell(mesh, placement, CELL_M)) {
      const piece = { ...placement, mesh: part, cell };
      const key = cell?.key ?? 'wide';
      const others = cells.get(key);
      if (others) others.push(piece);
      else cells.set(key, [piece]);
    }
  }
  return cells;
}
