import {
  Box3,
  Color,
  Group,
  InstancedMesh,
  Matrix4,
  Mesh,
  Quaternion,
  Texture,
  Vector3,
  type BufferGeometry,
  type Material,
  type WebGLRenderer,
} from 'three';
import type { MachineModelFile } from '@linetwin/contracts';
import type { Machine } from '../plant/plant.ts';
import { fitted } from './fit.ts';
import { createGlbLoader } from './glb-loader.ts';
import { ModelProblem, type ModelReason } from './model-problem.ts';

/** A model with more triangles than this would cost every frame what the whole hall may, triangles. */
const MOST_TRIANGLES = 100_000;

/** A model that is not shown. */
export interface ModelFailure {
  file: string;
  reason: ModelReason;
  /** What the network or the decoder said. */
  detail?: string;
}

interface Part {
  mesh: InstancedMesh;
  /** From its own frame to that of the machine. */
  local: Matrix4;
}

/** Models in place of built-in forms: each part of a file is one draw for all machines that show it. */
export class MachineModels {
  readonly group = new Group();
  private readonly shown = new Map<Machine, { parts: readonly Part[]; at: number }>();
  private readonly disposals: (() => void)[] = [];
  private disposed = false;

  /**
   * Loads each file once and shows its machines.
   *
   * @param onShown told for each machine that has its model now
   * @returns what cannot be shown
   */
  async load(
    files: readonly MachineModelFile[],
    machines: readonly Machine[],
    renderer: WebGLRenderer,
    onShown: (machine: Machine) => void,
  ): Promise<ModelFailure[]> {
    const loader = createGlbLoader(renderer);
    const failures: ModelFailure[] = [];
    for (const { file, url, problem } of files) {
      if (url === null) {
        failures.push({ file, reason: problem ?? 'missing' });
        continue;
      }
      try {
        const scene = await loader.load(url);
        if (this.disposed) break;
        const own = machines.filter(({ equipment }) => equipment.model === file);
        this.show(scene, own);
        for (const machine of own) onShown(machine);
      } catch (error) {
        failures.push(failureOf(file, error as Error));
      }
    }
    loader.dispose();
    return failures;
  }

  /** After a machine was moved. */
  place(machine: Machine): void {
    const shown = this.shown.get(machine);
    if (!shown) return;
    standing.copy(machine.matrix).decompose(position, turn, scale);
    standing.compose(position, turn, ONE);
    for (const { mesh, local } of shown.parts) {
      mesh.setMatrixAt(shown.at, whole.multiplyMatrices(standing, local));
      mesh.instanceMatrix.needsUpdate = true;
      mesh.computeBoundingSphere();
    }
  }

  /** @param dimmed how much of its look a machine loses, 0 to 1 */
  dim(machine: Machine, dimmed: number): void {
    const shown = this.shown.get(machine);
    if (!shown) return;
    colour.setScalar(1 - 0.8 * dimmed);
    for (const { mesh } of shown.parts) {
      mesh.setColorAt(shown.at, colour);
      mesh.instanceColor!.needsUpdate = true;
    }
  }

  dispose(): void {
    this.disposed = true;
    for (const free of this.disposals) free();
  }

  private show(scene: Group, machines: readonly Machine[]): void {
    scene.updateMatrixWorld(true);
    const box = new Box3().setFromObject(scene);
    if (box.isEmpty()) throw new ModelProblem('empty', 'it holds nothing to be seen');
    const [first] = machines;
    if (!first) return;
    const fit = fitted(box, first.equipment.sizeM);
    const meshes: Mesh<BufferGeometry, Material | Material[]>[] = [];
    scene.traverse((object) => {
      if (object instanceof Mesh) meshes.push(object as Mesh<BufferGeometry, Material | Material[]>);
    });
    const triangles = meshes.reduce(
      (sum, { geometry }) => sum + (geometry.index?.count ?? geometry.getAttribute('position').count) / 3,
      0,
    );
    if (triangles > MOST_TRIANGLES)
      throw new ModelProblem('too-fine', `${Math.round(triangles)} triangles, of ${MOST_TRIANGLES} at most`);
    const parts = meshes.map(({ geometry, material, matrixWorld }): Part => {
      const mesh = new InstancedMesh(geometry, material, machines.length);
      mesh.castShadow = true;
      mesh.receiveShadow = true;
      this.disposals.push(() => {
        mesh.dispose();
        geometry.dispose();
        for (const one of [material].flat()) disposeMaterial(one);
      });
      return { mesh, local: fit.clone().multiply(matrixWorld) };
    });
    machines.forEach((machine, at) => {
      this.shown.set(machine, { parts, at });
      this.place(machine);
      this.dim(machine, 0);
    });
    this.group.add(...parts.map(({ mesh }) => mesh));
  }
}

const [position, scale] = [new Vector3(), new Vector3()];
const ONE = new Vector3(1, 1, 1);
const turn = new Quaternion();
const [standing, whole] = [new Matrix4(), new Matrix4()];
const colour = new Color();

function disposeMaterial(material: Material): void {
  for (const value of Object.values(material) as unknown[]) if (value instanceof Texture) value.dispose();
  material.dispose();
}

function failureOf(file: string, error: Error): ModelFailure {
  const reason = error instanceof ModelProblem ? error.reason : 'damaged';
  return reason === 'damaged' || reason === 'not-loaded'
    ? { file, reason, detail: error.message }
    : { file, reason };
}
