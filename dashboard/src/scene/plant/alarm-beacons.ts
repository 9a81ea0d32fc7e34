import {
  DoubleSide,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
  Vector3,
  type Color,
} from 'three';
import type { StandingAlarm } from '../../live/standing-alarms.ts';
import type { Machine } from './plant.ts';

/** Numbers of one beacon: place of its marker or middle of its band and which it is; footprint and turn; look. */
const COLUMNS = 4;
const PARTS = 2;
/** Marker above the highest point of its machine, metres. */
export const LIFT_M = 0.4;
const LEAST_RADIUS_M = 0.28;
/** Far away a marker keeps this share of its distance as radius: some 13 pixels of a screen 1080 high. */
const RADIUS_SHARE = 0.0085;

/** Height of a marker seen from a distance, metres. */
export function markerHeightM(distanceM: number): number {
  return 2.3 * Math.max(LEAST_RADIUS_M, RADIUS_SHARE * distanceM);
}

/**
 * Alarms in the hall: above each machine that has one floats the shape of its priority (diamond, triangle, square,
 * circle, in the colour that goes with it), and a band on the floor runs around the machine. While nobody has
 * acknowledged it both send out a wave once a second; acknowledged, they stand still. All of them are one draw call.
 */
export class AlarmBeacons {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  /** True while any of them moves, so that every frame has to be drawn. */
  pulsing = false;
  private readonly machines: readonly Machine[];
  private readonly still: boolean;
  private readonly place: InstancedBufferAttribute;
  private readonly size: InstancedBufferAttribute;
  private readonly look: InstancedBufferAttribute;

  /** `still` draws a thicker border where others move, for people who asked for less motion. */
  constructor(machines: readonly Machine[], still: boolean) {
    this.machines = machines;
    this.still = still;
    const most = Math.max(1, machines.length) * PARTS;
    const column = () => new InstancedBufferAttribute(new Float32Array(most * COLUMNS), COLUMNS);
    this.place = column();
    this.size = column();
    this.look = column();
    const geometry = new InstancedBufferGeometry();
    const quad = new PlaneGeometry(2, 2);
    geometry.setIndex(quad.index);
    geometry.setAttribute('position', quad.getAttribute('position'));
    geometry.setAttribute('place', this.place);
    geometry.setAttribute('size', this.size);
    geometry.setAttribute('look', this.look);
    geometry.instanceCount = 0;
    const material = new ShaderMaterial({
      uniforms: {
        second: { value: 0 },
        colours: { value: [1, 2, 3, 4].map(() => new Vector3()) },
        outline: { value: new Vector3() },
      },
      transparent: true,
      depthWrite: false,
      toneMapped: false,
      side: DoubleSide,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
    });
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 4;
    this.mesh.visible = false;
  }

  /** Colours of priorities 1 to 4 and of the outline that parts a marker from what lies behind it. */
  setColours(priorities: readonly Color[], outline: Color): void {
    const { uniforms } = this.mesh.material;
    priorities.forEach(({ r, g, b }, i) => (uniforms.colours.value as Vector3[])[i].set(r, g, b));
    (uniforms.outline.value as Vector3).set(outline.r, outline.g, outline.b);
  }

  setAlarms(byEquipment: ReadonlyMap<string, StandingAlarm>): void {
    let count = 0;
    this.pulsing = false;
    for (const { equipment, box, matrix, top, centre } of this.machines) {
      const alarm = byEquipment.get(equipment.address);
      if (!alarm) continue;
      const moves = alarm.unacknowledged && !this.still;
      this.pulsing ||= moves;
      const wave = alarm.unacknowledged ? (moves ? 1 : 2) : 0;
      const e = matrix.elements;
      const halfLength = ((box.max.x - box.min.x) / 2) * Math.hypot(e[0], e[2]);
      const halfWidth = ((box.max.z - box.min.z) / 2) * Math.hypot(e[8], e[10]);
      const turn = Math.atan2(-e[2], e[0]);
      for (let part = 0; part < PARTS; part++, count++) {
        const y = part === 0 ? 0.03 : top.y + LIFT_M;
        this.place.setXYZW(count, centre.x, y, centre.z, part);
        this.size.setXYZW(count, halfLength, halfWidth, turn, 0);
        this.look.setXYZW(count, alarm.priority, wave, 0, 0);
      }
    }
    for (const column of [this.place, this.size, this.look]) column.needsUpdate = true;
    this.mesh.geometry.instanceCount = count;
    this.mesh.visible = count > 0;
  }

  /** Moves the waves; `nowMs` of any clock. */
  update(nowMs: number): void {
    this.mesh.material.uniforms.second.value = (nowMs / 1000) % 1;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}

const VERTEX = /* glsl */ `
attribute vec4 place;
attribute vec4 size;
attribute vec4 look;
varying vec2 vAt;
varying vec2 vHalf;
varying vec3 vLook;
varying float vPixel;
void main() {
  vLook = vec3(look.xy, place.w);
  vHalf = size.xy;
  if (place.w < 0.5) {
    // The band on the floor, in metres about the machine; the wave needs room around it.
    vec2 reach = size.xy + 2.2;
    vAt = position.xy * reach;
    float c = cos(size.z); float s = sin(size.z);
    vec3 p = place.xyz + vec3(vAt.x * c + vAt.y * s, 0.0, -vAt.x * s + vAt.y * c);
    vec4 view = viewMatrix * vec4(p, 1.0);
    vPixel = -view.z * 0.0007;
    gl_Position = projectionMatrix * view;
  } else {
    // The marker keeps a size that is seen from the end of the hall, and is never hidden.
    vec4 view = viewMatrix * vec4(place.xyz, 1.0);
    float radius = max(${LEAST_RADIUS_M}, -view.z * ${RADIUS_SHARE});
    view.y += radius;
    vAt = position.xy * 2.4;
    view.xy += vAt * radius;
    gl_Position = projectionMatrix * view;
    gl_Position.z = -0.98 * gl_Position.w;
    vPixel = -view.z * 0.0007 / radius;
  }
}`;

const FRAGMENT = /* glsl */ `
uniform float second;
uniform vec3 colours[4];
uniform vec3 outline;
varying vec2 vAt;
varying vec2 vHalf;
varying vec3 vLook;
varying float vPixel;
float box(vec2 p, vec2 half_, float r) { vec2 q = abs(p) - half_ + r; return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - r; }
// Distance to the shape of a priority of radius 1: diamond, triangle, square, circle.
float shape(vec2 p, int priority) {
  if (priority == 1) return (abs(p.x) + abs(p.y) - 1.15) * 0.7071;
  if (priority == 2) { p.y += 0.28; return max(abs(p.x) * 0.866 + p.y * 0.5, -p.y) - 0.62; }
  if (priority == 3) return box(p, vec2(0.82), 0.08);
  return length(p) - 0.95;
}
float stroke(float d, float width) { return 1.0 - smoothstep(width - vPixel, width + vPixel, abs(d)); }
void main() {
  int priority = int(vLook.x + 0.5);
  vec3 colour = priority == 1 ? colours[0] : priority == 2 ? colours[1] : priority == 3 ? colours[2] : colours[3];
  float moves = vLook.y > 0.5 && vLook.y < 1.5 ? 1.0 : 0.0;
  float thick = vLook.y > 1.5 ? 1.0 : 0.0;
  float out_ = 1.0 - (1.0 - second) * (1.0 - second);
  float beat = mix(1.0, 0.35 + 0.65 * abs(cos(second * 3.14159)), moves);
  vec3 shown = colour;
  float alpha;
  if (vLook.z < 0.5) {
    float d = box(vAt, vHalf + 0.45, 0.35);
    float band = stroke(d, 0.05 + 0.05 * thick + vPixel) * beat;
    float wave = stroke(d - out_ * 1.6, 0.05 + vPixel) * (1.0 - second) * moves;
    float pool = smoothstep(0.0, -1.4, d) * 0.16 + (1.0 - smoothstep(0.0, 1.2, abs(d))) * 0.14;
    alpha = max(max(band, wave), pool * beat);
  } else {
    float grown = mix(1.0, 0.9 + 0.16 * abs(cos(second * 3.14159)), moves);
    float d = shape(vAt / grown, priority) * grown;
    float body = 1.0 - smoothstep(-vPixel, vPixel, d);
    float edge = 1.0 - smoothstep(0.16 + 0.12 * thick - vPixel, 0.16 + 0.12 * thick + vPixel, d);
    float wave = stroke(d - out_ * 0.95, 0.1) * (1.0 - second) * moves;
    shown = mix(mix(colour, outline, edge), colour, body);
    if (edge < 0.01) shown = colour;
    alpha = max(edge, wave);
  }
  gl_FragColor = vec4(shown, alpha);
  #include <colorspace_fragment>
}`;
