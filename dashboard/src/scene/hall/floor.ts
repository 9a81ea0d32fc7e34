import {
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  Color,
  HalfFloatType,
  LinearFilter,
  LinearMipmapLinearFilter,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  MeshStandardMaterial,
  PerspectiveCamera,
  Plane,
  PlaneGeometry,
  Vector3,
  Vector4,
  WebGLRenderTarget,
  type Object3D,
  type Scene,
  type WebGLRenderer,
} from 'three';
import type { Footprint } from '../conveyors/route.ts';
import { POOLS_GLSL } from '../light/pools.ts';
import type { SceneTheme } from '../scene-api.ts';
import type { Aisle } from './bays.ts';
import type { HallSize } from './hall-form.ts';

/** Texels per metre of the baked contact shadows: they are soft, a decimetre is enough. */
const SHADE_PER_M = 10;
/** In a large hall they are coarser instead of filling the memory of the graphics card. */
const MOST_SHADE_TEXELS = 2048;
const MARGIN_M = 4;

/** A rectangle that darkens the floor around it, in its own turned frame. */
export interface ContactPatch {
  x: number;
  z: number;
  lengthM: number;
  widthM: number;
  turnRad: number;
  /** 1 for a body that stands on the floor, less for open frames. */
  weight: number;
}

/**
 * Epoxy floor: contact shadows baked once, painted aisles and lines, joints, and a soft mirror image of the
 * hall that fades with roughness. The mirror is a second pass at half size of the few merged meshes.
 */
export class Floor {
  readonly group: Object3D[] = [];
  private readonly mesh: Mesh<PlaneGeometry, MeshStandardMaterial>;
  private readonly lines: Mesh;
  private readonly shade: CanvasTexture;
  private readonly mirror: WebGLRenderTarget;
  private shines = true;
  private gain = 1;
  private readonly mirrorCamera = new PerspectiveCamera();
  /** The camera that the mirror image was drawn for. */
  private readonly seenFrom = new Matrix4();
  private readonly seenWith = new Matrix4();
  private readonly uniforms = {
    shadeMap: { value: null as CanvasTexture | null },
    mirrorMap: { value: null as unknown },
    mirrorMatrix: { value: new Matrix4() },
    hallSize: { value: new Vector3() },
    epoxy: { value: new Color() },
    aisleColour: { value: new Color() },
    mirrorGain: { value: 1 },
    dimmed: { value: 0 },
    dimColour: { value: new Color() },
    edgeColour: { value: new Color() },
    pools: { value: 0 },
  };

  constructor(
    hall: HallSize,
    patches: readonly ContactPatch[],
    bays: readonly Footprint[],
    aisles: readonly Aisle[],
  ) {
    this.shade = bakeShade(hall, patches, aisles);
    this.mirror = new WebGLRenderTarget(16, 16, {
      type: HalfFloatType,
      minFilter: LinearMipmapLinearFilter,
      magFilter: LinearFilter,
      generateMipmaps: true,
    });
    this.uniforms.shadeMap.value = this.shade;
    this.uniforms.mirrorMap.value = this.mirror.texture;
    this.uniforms.hallSize.value.set(hall.lengthM, hall.widthM, MARGIN_M);
    const material = new MeshStandardMaterial({ roughness: 0.42, metalness: 0, envMapIntensity: 0.55 });
    material.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, this.uniforms);
      shader.vertexShader = shader.vertexShader
        .replace(
          '#include <common>',
          '#include <common>\nvarying vec3 vFloor; varying vec4 vMirror; uniform mat4 mirrorMatrix;',
        )
        .replace(
          '#include <begin_vertex>',
          '#include <begin_vertex>\nvFloor = (modelMatrix * vec4(position, 1.0)).xyz; vMirror = mirrorMatrix * vec4(vFloor, 1.0);',
        );
      shader.fragmentShader = shader.fragmentShader
        .replace('#include <common>', `#include <common>\n${FLOOR_PARS}`)
        .replace('#include <color_fragment>', FLOOR_COLOUR)
        .replace('#include <roughnessmap_fragment>', 'float roughnessFactor = floorRough;')
        .replace(
          '#include <aomap_fragment>',
          'float lit = mix(1.0, poolAt(metres), inside); reflectedLight.indirectDiffuse *= shade * lit; reflectedLight.indirectSpecular *= shade * shade * lit; reflectedLight.directDiffuse *= mix(0.55, 1.0, shade) * lit;',
        )
        .replace('#include <opaque_fragment>', FLOOR_MIRROR)
        .replace('#include <fog_fragment>', FLOOR_EDGE);
    };
    this.mesh = new Mesh(
      new PlaneGeometry(hall.lengthM + MARGIN_M * 40, hall.widthM + MARGIN_M * 40),
      material,
    );
    this.mesh.rotation.x = -Math.PI / 2;
    this.mesh.receiveShadow = true;
    this.mesh.updateMatrixWorld();
    this.mesh.matrixAutoUpdate = false;
    this.lines = paintedLines(hall, bays, aisles);
    this.group.push(this.mesh, this.lines);
  }

  /**
   * `ground` is the page's colour as it is shown (sRGB), `dim` what dimmed things fade to (linear), `pools` how far light
   * falls off between the lamps.
   */
  setTheme(theme: SceneTheme, ground: Color, dim: Color, pools: number): void {
    this.uniforms.pools.value = pools;
    const dark = theme === 'dark';
    this.uniforms.epoxy.value.set(dark ? 0x42484b : 0x80878a);
    this.uniforms.aisleColour.value.set(dark ? 0x2f4648 : 0x5f8076);
    this.gain = dark ? 1.0 : 0.8;
    this.mirrors = this.shines;
    this.uniforms.edgeColour.value.copy(ground).convertLinearToSRGB();
    this.uniforms.dimColour.value.copy(dim);
    (this.lines.material as MeshBasicMaterial).color.set(dark ? 0xb98d1a : 0xe0ab12);
  }

  set dimmed(share: number) {
    this.uniforms.dimmed.value = share;
  }

  /** Whether the hall is seen in its floor; without that its last image must not stay there. */
  get mirrors(): boolean {
    return this.shines;
  }

  set mirrors(shines: boolean) {
    this.shines = shines;
    this.uniforms.mirrorGain.value = shines ? this.gain : 0;
  }

  resize(width: number, height: number): void {
    this.mirror.setSize(Math.max(16, Math.round(width / 2)), Math.max(16, Math.round(height / 2)));
    // It is empty now, whatever the camera does.
    this.seenWith.identity();
  }

  /** Whether the mirror image was drawn for where the camera is; what stands in the hall may have moved since. */
  isMirrorFor(camera: PerspectiveCamera): boolean {
    return this.seenFrom.equals(camera.matrixWorld) && this.seenWith.equals(camera.projectionMatrix);
  }

  /** Draws the hall upside down into the mirror image. `hidden` are left out of it. */
  drawMirror(
    renderer: WebGLRenderer,
    scene: Scene,
    camera: PerspectiveCamera,
    hidden: readonly Object3D[],
  ): void {
    this.seenFrom.copy(camera.matrixWorld);
    this.seenWith.copy(camera.projectionMatrix);
    const mirror = this.mirrorCamera;
    mirror.fov = camera.fov;
    mirror.aspect = camera.aspect;
    mirror.near = camera.near;
    mirror.far = camera.far;
    mirror.updateProjectionMatrix();
    // A mirrored camera has the wrong handedness; looking from below at the point mirrored likewise keeps it.
    camera.getWorldDirection(direction);
    mirror.position.set(camera.position.x, -camera.position.y, camera.position.z);
    target.set(
      camera.position.x + direction.x,
      -camera.position.y - direction.y,
      camera.position.z + direction.z,
    );
    mirror.up.set(0, -1, 0);
    mirror.lookAt(target);
    mirror.updateMatrixWorld();
    clipBelowFloor(mirror);
    this.uniforms.mirrorMatrix.value
      .copy(toUv)
      .multiply(mirror.projectionMatrix)
      .multiply(mirror.matrixWorldInverse);
    const shown = [...this.group, ...hidden].filter(({ visible }) => visible);
    for (const object of shown) object.visible = false;
    renderer.setRenderTarget(this.mirror);
    renderer.render(scene, mirror);
    renderer.setRenderTarget(null);
    for (const object of shown) object.visible = true;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.lines.geometry.dispose();
    (this.lines.material as MeshBasicMaterial).dispose();
    this.shade.dispose();
    this.mirror.dispose();
  }
}

const direction = new Vector3();
const target = new Vector3();
const toUv = new Matrix4().set(0.5, 0, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0, 0.5, 0.5, 0, 0, 0, 1);
const floorPlane = new Plane();
const clip = new Vector4();
const corner = new Vector4();

/** Lengyel's oblique near plane: nothing under the floor may show in the mirror. */
function clipBelowFloor(camera: PerspectiveCamera): void {
  camera.matrixWorldInverse.copy(camera.matrixWorld).invert();
  floorPlane.set(new Vector3(0, 1, 0), 0.0).applyMatrix4(camera.matrixWorldInverse);
  clip.set(floorPlane.normal.x, floorPlane.normal.y, floorPlane.normal.z, floorPlane.constant);
  const p = camera.projectionMatrix.elements;
  corner.x = (Math.sign(clip.x) + p[8]) / p[0];
  corner.y = (Math.sign(clip.y) + p[9]) / p[5];
  corner.z = -1;
  corner.w = (1 + p[10]) / p[14];
  clip.multiplyScalar(2 / clip.dot(corner));
  p[2] = clip.x;
  p[6] = clip.y;
  p[10] = clip.z + 1;
  p[14] = clip.w;
}

const FLOOR_PARS = /* glsl */ `
${POOLS_GLSL}
varying vec3 vFloor; varying vec4 vMirror;
uniform sampler2D shadeMap; uniform sampler2D mirrorMap; uniform vec3 hallSize; uniform vec3 epoxy; uniform vec3 aisleColour;
uniform vec3 edgeColour; uniform vec3 dimColour; uniform float mirrorGain; uniform float dimmed;
float fhash(vec2 p) { p = fract(p * vec2(123.34, 345.45)); p += dot(p, p + 34.345); return fract(p.x * p.y); }
float fnoise(vec2 p) {
  vec2 i = floor(p); vec2 f = fract(p); f = f * f * (3.0 - 2.0 * f);
  return mix(mix(fhash(i), fhash(i + vec2(1, 0)), f.x), mix(fhash(i + vec2(0, 1)), fhash(i + vec2(1, 1)), f.x), f.y);
}`;

const FLOOR_COLOUR = /* glsl */ `
vec2 metres = vFloor.xz;
vec2 baked = texture2D(shadeMap, metres / (hallSize.xy + 2.0 * hallSize.z) + 0.5).rg;
float inside = 1.0 - smoothstep(-0.05, 0.4, max(abs(metres.x) - hallSize.x * 0.5, abs(metres.y) - hallSize.y * 0.5));
float shade = mix(1.0, baked.r, inside);
float cloud = fnoise(metres * 0.55) * 0.6 + fnoise(metres * 2.3) * 0.4;
vec3 floorColour = mix(epoxy, aisleColour, baked.g * inside) * (0.94 + 0.1 * cloud);
vec2 jointAt = abs(fract(metres / 6.0) - 0.5) * 6.0;
vec2 jointWidth = max(fwidth(metres), vec2(0.012));
float joint = max(smoothstep(3.0 - jointWidth.x, 3.0, jointAt.x) * 0.012 / jointWidth.x, smoothstep(3.0 - jointWidth.y, 3.0, jointAt.y) * 0.012 / jointWidth.y);
floorColour *= 1.0 - 0.35 * min(1.0, joint) * inside;
diffuseColor.rgb = mix(floorColour * 0.32, floorColour, inside);
float floorRough = mix(0.9, 0.34 + 0.14 * cloud, inside);`;

const FLOOR_MIRROR = /* glsl */ `
vec2 mirrorUv = vMirror.xy / vMirror.w;
mirrorUv += (vec2(fnoise(metres * 5.0), fnoise(metres * 5.0 + 31.0)) - 0.5) * 0.0012;
float facing = saturate(dot(normalize(vViewPosition), normal));
float fresnel = 0.09 + 0.5 * pow(1.0 - facing, 3.0);
vec3 image = textureLod(mirrorMap, mirrorUv, 1.6).rgb * 0.4 + textureLod(mirrorMap, mirrorUv, 2.8).rgb * 0.35 + textureLod(mirrorMap, mirrorUv, 4.0).rgb * 0.25;
outgoingLight += min(image, vec3(4.0)) * fresnel * mirrorGain * inside * mix(0.55, 1.0, shade);
outgoingLight = mix(outgoingLight, dimColour + outgoingLight * 0.25, dimmed);
#include <opaque_fragment>`;

/** Outside the hall there is only the page's ground, with a trace of the hall's light near its walls. */
const FLOOR_EDGE = /* glsl */ `
float beyond = max(abs(metres.x) - hallSize.x * 0.5, abs(metres.y) - hallSize.y * 0.5);
gl_FragColor.rgb = mix(gl_FragColor.rgb, edgeColour, mix(0.0, mix(0.72, 1.0, smoothstep(0.0, 14.0, beyond)), 1.0 - inside));`;

/**
 * Red: how much light reaches the floor beside machines. Green: painted aisles. Drawn on the processor and
 * blurred once per width: a canvas that lives on the graphics card is slow where that card is software.
 */
function bakeShade(
  hall: HallSize,
  patches: readonly ContactPatch[],
  aisles: readonly Aisle[],
): CanvasTexture {
  const longestM = Math.max(hall.lengthM, hall.widthM) + 2 * MARGIN_M;
  const perM = Math.min(SHADE_PER_M, MOST_SHADE_TEXELS / longestM);
  const width = Math.round((hall.lengthM + 2 * MARGIN_M) * perM);
  const height = Math.round((hall.widthM + 2 * MARGIN_M) * perM);
  const [canvas, paint] = floorCanvas(width, height, '#f00');
  paint.save();
  paint.translate(width / 2, height / 2);
  paint.scale(perM, perM);
  paint.globalCompositeOperation = 'lighter';
  paint.fillStyle = '#0f0';
  for (const aisle of aisles)
    paint.fillRect(-hall.lengthM / 2, aisle.z - aisle.widthM / 2, hall.lengthM, aisle.widthM);
  paint.restore();
  paint.globalCompositeOperation = 'multiply';
  // Three widths of blur add up to the long foot and the dark seam of a true contact shadow.
  for (const [blurM, growM, strength] of [
    [1.3, 0.1, 0.34],
    [0.45, 0.0, 0.42],
    [0.14, -0.02, 0.6],
  ]) {
    const [layer, dark] = floorCanvas(width, height, '#fff');
    dark.translate(width / 2, height / 2);
    dark.scale(perM, perM);
    for (const patch of patches) {
      dark.save();
      dark.translate(patch.x, patch.z);
      dark.rotate(-patch.turnRad);
      // Only red is darkened: green carries the aisles.
      dark.fillStyle = `rgb(${Math.round(255 * (1 - strength * patch.weight))} 255 255)`;
      const l = patch.lengthM + 2 * growM;
      const w = patch.widthM + 2 * growM;
      dark.fillRect(-l / 2, -w / 2, l, w);
      dark.restore();
    }
    paint.filter = `blur(${blurM * perM}px)`;
    paint.drawImage(layer, 0, 0);
  }
  const texture = new CanvasTexture(canvas);
  // Rows of the canvas run along +z, as the floor reads them.
  texture.flipY = false;
  texture.anisotropy = 4;
  return texture;
}

function floorCanvas(
  width: number,
  height: number,
  fill: string,
): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const paint = canvas.getContext('2d', { willReadFrequently: true })!;
  paint.fillStyle = fill;
  paint.fillRect(0, 0, width, height);
  return [canvas, paint];
}

/** Yellow borders of bays and aisles, as flat strips a hair above the floor. */
function paintedLines(hall: HallSize, bays: readonly Footprint[], aisles: readonly Aisle[]): Mesh {
  const position: number[] = [];
  const index: number[] = [];
  const strip = (x0: number, z0: number, x1: number, z1: number) => {
    const at = position.length / 3;
    position.push(x0, 0.004, z0, x1, 0.004, z0, x1, 0.004, z1, x0, 0.004, z1);
    index.push(at, at + 2, at + 1, at, at + 3, at + 2);
  };
  const line = 0.05;
  for (const { minX, maxX, minZ, maxZ } of bays) {
    strip(minX - line, minZ - line, maxX + line, minZ + line);
    strip(minX - line, maxZ - line, maxX + line, maxZ + line);
    strip(minX - line, minZ, minX + line, maxZ);
    strip(maxX - line, minZ, maxX + line, maxZ);
  }
  for (const { z, widthM } of aisles) {
    for (const side of [-1, 1])
      strip(
        -hall.lengthM / 2,
        z + (side * widthM) / 2 - 0.06,
        hall.lengthM / 2,
        z + (side * widthM) / 2 + 0.06,
      );
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(position), 3));
  geometry.setIndex(index);
  const material = new MeshBasicMaterial({
    polygonOffset: true,
    polygonOffsetFactor: -2,
    polygonOffsetUnits: -2,
    transparent: true,
    opacity: 0.75,
  });
  const mesh = new Mesh(geometry, material);
  mesh.renderOrder = 1;
  mesh.matrixAutoUpdate = false;
  return mesh;
}
