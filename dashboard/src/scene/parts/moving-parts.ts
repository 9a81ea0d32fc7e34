import {
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  MeshStandardMaterial,
  Vector3,
} from 'three';
import { blackBodyGlow, cooledTemperature } from '../black-body.ts';
import type { ConveyorPath } from '../conveyors/conveyor-path.ts';
import type { MachineLive } from '../plant/machine-live.ts';
import { PartFlow } from './part-flow.ts';
import { PART_FORMS, partGeometry, type PartForm, type PartLook } from './part-forms.ts';

/** One conveyor with the machines at its ends. */
export interface PartWay {
  path: ConveyorPath;
  look: PartLook;
  before: MachineLive;
  after: MachineLive;
  /** Conveyors that leave the same machine: each takes one part of so many. */
  shareOut: number;
  shareIn: number;
}

interface Way extends PartWay {
  flow: PartFlow;
  counted: number;
  taken: number;
  owedIn: number;
  owedOut: number;
}

/** Heat glow per instance beside the usual standard material. */
function partMaterial(): MeshStandardMaterial {
  const material = new MeshStandardMaterial({ vertexColors: true });
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace(
        '#include <common>',
        '#include <common>\nattribute vec2 finish; attribute vec3 heat; varying vec2 vFinish; varying vec3 vHeat;',
      )
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvFinish = finish; vHeat = heat;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying vec2 vFinish; varying vec3 vHeat;')
      .replace('#include <roughnessmap_fragment>', 'float roughnessFactor = vFinish.x;')
      .replace('#include <metalnessmap_fragment>', 'float metalnessFactor = vFinish.y;')
      .replace('#include <emissivemap_fragment>', 'totalEmissiveRadiance += vHeat;');
  };
  material.customProgramCacheKey = () => 'linetwin-part';
  return material;
}

/** All parts on all conveyors: one instanced mesh per form of part. */
export class MovingParts {
  readonly group = new Group();
  private readonly ways: Way[];
  private readonly meshes = new Map<PartForm, InstancedMesh>();
  private readonly heats = new Map<PartForm, InstancedBufferAttribute>();
  private readonly counts = new Map<PartForm, number>();
  private readonly material = partMaterial();
  private readonly matrix = new Matrix4();
  private readonly point = new Vector3();
  private readonly glow = { r: 0, g: 0, b: 0 };
  private stale = true;

  constructor(ways: readonly PartWay[]) {
    this.ways = ways.map((way) => ({
      ...way,
      flow: new PartFlow(way.path.lengthM, way.look.spacingM, way.look.speedMPerS),
      counted: Number.NaN,
      taken: Number.NaN,
      owedIn: 0,
      owedOut: 0,
    }));
    for (const form of PART_FORMS) {
      const capacity = this.ways.reduce(
        (sum, way) => sum + (way.look.form === form ? way.flow.capacity : 0),
        0,
      );
      if (capacity === 0) continue;
      const geometry = partGeometry(form);
      const heat = new InstancedBufferAttribute(new Float32Array(capacity * 3), 3).setUsage(DynamicDrawUsage);
      geometry.setAttribute('heat', heat);
      const mesh = new InstancedMesh(geometry, this.material, capacity);
      mesh.instanceMatrix.setUsage(DynamicDrawUsage);
      mesh.frustumCulled = false;
      mesh.receiveShadow = true;
      mesh.count = 0;
      this.meshes.set(form, mesh);
      this.heats.set(form, heat);
      this.group.add(mesh);
    }
  }

  /** Parts drawn now. */
  get drawn(): number {
    let sum = 0;
    for (const way of this.ways) sum += way.flow.count;
    return sum;
  }

  /** Takes what the machines have counted since the last batch. */
  countParts(): void {
    for (const way of this.ways) {
      const out = way.before.goodCount;
      const started = way.counted !== way.counted && out === out;
      if (started) way.flow.fill(Math.round(way.before.valueOr('buffer_out', 0) / way.shareOut));
      way.owedIn += PartFlow.increment(way.counted, out) / way.shareOut;
      if (out === out) way.counted = out;
      const entering = Math.floor(way.owedIn + 1e-6);
      way.owedIn -= entering;
      if (entering > 0) way.flow.enter(entering);

      const taken = way.after.goodCount;
      way.owedOut += PartFlow.increment(way.taken, taken) / way.shareIn;
      if (taken === taken) way.taken = taken;
      const leaving = Math.floor(way.owedOut + 1e-6);
      way.owedOut -= leaving;
      if (leaving > 0) way.flow.leave(leaving);
      if (started || entering > 0 || leaving > 0) this.stale = true;
    }
  }

  /** Moves the parts by a time step; returns whether the picture changed. */
  step(dtS: number): boolean {
    let moved = this.stale;
    for (const way of this.ways) if (way.flow.step(dtS)) moved = true;
    if (!moved) return false;
    this.stale = false;
    this.write();
    return true;
  }

  dispose(): void {
    for (const mesh of this.meshes.values()) {
      mesh.geometry.dispose();
      mesh.dispose();
    }
    this.material.dispose();
  }

  private write(): void {
    for (const form of this.meshes.keys()) this.counts.set(form, 0);
    for (const { flow, path, look } of this.ways) {
      const mesh = this.meshes.get(look.form)!;
      const heat = this.heats.get(look.form)!;
      let at = this.counts.get(look.form)!;
      for (let i = 0; i < flow.count; i++) {
        if (flow.distance[i] < 0) continue;
        const heading = path.at(flow.distance[i], this.point);
        this.matrix.makeRotationY(heading).setPosition(this.point);
        mesh.setMatrixAt(at, this.matrix);
        if (look.hot)
          blackBodyGlow(cooledTemperature(look.hot.startC, flow.age[i], look.hot.timeConstantS), this.glow);
        else this.glow.r = this.glow.g = this.glow.b = 0;
        heat.setXYZ(at, this.glow.r, this.glow.g, this.glow.b);
        at++;
      }
      this.counts.set(look.form, at);
    }
    for (const [form, mesh] of this.meshes) {
      mesh.count = this.counts.get(form)!;
      mesh.visible = mesh.count > 0;
      mesh.instanceMatrix.needsUpdate = true;
      this.heats.get(form)!.needsUpdate = true;
    }
  }
}
