import {
  DynamicDrawUsage,
  InstancedBufferAttribute,
  Mesh,
  MeshStandardMaterial,
  type InstancedBufferGeometry,
} from 'three';

/** Place and heading of a part: x, y, z, radians about y. */
export const SPOT = 4;
/** Linear light of its heat. */
export const HEAT = 3;

/** A standard material whose instances are turned to their heading and glow with their heat. */
export function partMaterial(): MeshStandardMaterial {
  const material = new MeshStandardMaterial({ vertexColors: true });
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace(
        '#include <common>',
        /* glsl */ `#include <common>
        attribute vec2 finish; attribute vec3 heat; attribute vec4 spot; varying vec2 vFinish; varying vec3 vHeat;
        vec3 turned(vec3 v) { float c = cos(spot.w); float s = sin(spot.w); return vec3(c * v.x + s * v.z, v.y, c * v.z - s * v.x); }`,
      )
      .replace('#include <beginnormal_vertex>', 'vec3 objectNormal = turned(normal);')
      .replace(
        '#include <begin_vertex>',
        'vec3 transformed = turned(position) + spot.xyz; vFinish = finish; vHeat = heat;',
      );
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying vec2 vFinish; varying vec3 vHeat;')
      .replace('#include <roughnessmap_fragment>', 'float roughnessFactor = vFinish.x;')
      .replace('#include <metalnessmap_fragment>', 'float metalnessFactor = vFinish.y;')
      .replace('#include <emissivemap_fragment>', 'totalEmissiveRadiance += vHeat;');
  };
  material.customProgramCacheKey = () => 'linetwin-part';
  return material;
}

/** Parts of one form at one level of detail: filled way by way, in one draw call. */
export class PartMesh {
  readonly mesh: Mesh<InstancedBufferGeometry, MeshStandardMaterial>;
  private readonly spots: InstancedBufferAttribute;
  private readonly heats: InstancedBufferAttribute;
  private readonly hot: boolean;
  private filled = 0;

  /** `hot` where any of its parts may glow; the heat of others is not sent to the graphics card again and again. */
  constructor(geometry: InstancedBufferGeometry, material: MeshStandardMaterial, most: number, hot: boolean) {
    this.hot = hot;
    this.spots = new InstancedBufferAttribute(new Float32Array(most * SPOT), SPOT).setUsage(DynamicDrawUsage);
    this.heats = new InstancedBufferAttribute(new Float32Array(most * HEAT), HEAT).setUsage(DynamicDrawUsage);
    geometry.setAttribute('spot', this.spots);
    geometry.setAttribute('heat', this.heats);
    geometry.instanceCount = 0;
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.receiveShadow = true;
    this.mesh.matrixAutoUpdate = false;
    // Its first frame, of no parts, lays its columns out on the graphics card: not weeks later, when a camera first comes near enough.
    this.mesh.onAfterRender = () => {
      this.mesh.visible = this.filled > 0;
      this.mesh.onAfterRender = () => undefined;
    };
  }

  begin(): void {
    this.filled = 0;
  }

  add(spots: Float32Array, heats: Float32Array, count: number): void {
    this.spots.array.set(spots.subarray(0, count * SPOT), this.filled * SPOT);
    if (this.hot) this.heats.array.set(heats.subarray(0, count * HEAT), this.filled * HEAT);
    this.filled += count;
  }

  /** Shows what was added since `begin`. */
  finish(): void {
    const { mesh, spots, heats, filled } = this;
    mesh.geometry.instanceCount = filled;
    mesh.visible = filled > 0;
    if (filled === 0) return;
    send(spots, filled * SPOT);
    if (this.hot) send(heats, filled * HEAT);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
  }
}

function send(column: InstancedBufferAttribute, count: number): void {
  column.clearUpdateRanges();
  column.addUpdateRange(0, count);
  column.needsUpdate = true;
}
