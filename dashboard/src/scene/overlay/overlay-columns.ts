import {
  BoxGeometry,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
} from 'three';
import type { Machine } from '../plant/plant.ts';

/** Height of the column of the largest value, metres. */
const TALLEST_M = 7;
const SIDE_M = 0.7;

/** Columns on the machines, as high as a value of theirs: all of them in one draw call. */
export class OverlayColumns {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  private readonly foot: InstancedBufferAttribute;
  private readonly colour: InstancedBufferAttribute;
  private count = 0;

  /** @param most machines that may have a column */
  constructor(most: number) {
    const column = (size: number) =>
      new InstancedBufferAttribute(new Float32Array(Math.max(1, most) * size), size).setUsage(
        DynamicDrawUsage,
      );
    this.foot = column(4);
    this.colour = column(3);
    const box = new BoxGeometry(SIDE_M, 1, SIDE_M).translate(0, 0.5, 0);
    const geometry = new InstancedBufferGeometry();
    geometry.setIndex(box.index);
    geometry.setAttribute('position', box.getAttribute('position'));
    geometry.setAttribute('normal', box.getAttribute('normal'));
    geometry.setAttribute('foot', this.foot);
    geometry.setAttribute('tint', this.colour);
    const material = new ShaderMaterial({
      transparent: true,
      toneMapped: false,
      vertexShader: /* glsl */ `
        attribute vec4 foot; attribute vec3 tint; varying vec3 vTint; varying float vUp;
        void main() {
          vUp = position.y;
          // The sides are told apart by how they face an imagined light.
          vTint = tint * (0.72 + 0.28 * max(0.0, dot(normal, normalize(vec3(0.4, 0.9, 0.5)))));
          gl_Position = projectionMatrix * viewMatrix * vec4(foot.xyz + vec3(position.x, position.y * foot.w, position.z), 1.0);
        }`,
      fragmentShader: /* glsl */ `
        varying vec3 vTint; varying float vUp;
        void main() {
          gl_FragColor = vec4(vTint, mix(0.55, 0.95, vUp));
          #include <colorspace_fragment>
        }`,
    });
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 3;
    this.mesh.visible = false;
  }

  begin(): void {
    this.count = 0;
  }

  /** @param share of the tallest column, 0 to 1 */
  add(machine: Machine, share: number, colour: { r: number; g: number; b: number }): void {
    const { top } = machine;
    this.foot.setXYZW(this.count, top.x, top.y + 0.1, top.z, 0.08 + TALLEST_M * share);
    this.colour.setXYZ(this.count, colour.r, colour.g, colour.b);
    this.count++;
  }

  finish(): void {
    this.mesh.geometry.instanceCount = this.count;
    this.mesh.visible = this.count > 0;
    this.foot.needsUpdate = true;
    this.colour.needsUpdate = true;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
