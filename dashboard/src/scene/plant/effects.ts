import {
  AddEquation,
  CustomBlending,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  OneFactor,
  OneMinusSrcAlphaFactor,
  PlaneGeometry,
  ShaderMaterial,
  Sphere,
  Vector3,
} from 'three';
import { EMITTER_KINDS, type EmitterKind } from '../form/form.ts';
import type { PlantUniforms } from './materials.ts';
import type { Placement } from './placement.ts';
import type { RigTables } from './rig-tables.ts';

const PARTICLES: Record<EmitterKind, number> = { sparks: 44, spray: 30, plume: 16, flame: 46, steam: 16 };

const TABLES = /* glsl */ `
uniform highp sampler2D rigMap;
vec4 tableTexel(highp sampler2D map, int i) { return texelFetch(map, ivec2(i & 255, i >> 8), 0); }
mat4 boneMatrix(int bone) {
  int i = bone * 4;
  return mat4(tableTexel(rigMap, i), tableTexel(rigMap, i + 1), tableTexel(rigMap, i + 2), tableTexel(rigMap, i + 3));
}
`;

export interface Effects {
  particles: Mesh;
  halos: Mesh;
  /** Hides the draw calls of what does not shine or spark now. */
  update(): void;
  dispose(): void;
}

/** Sparks, spray, smoke and flames of all machines in one call, soft light around glows in another. */
export function createEffects(
  placements: readonly Placement[],
  tables: RigTables,
  uniforms: PlantUniforms,
): Effects {
  const particles = createParticles(placements, tables, uniforms);
  const halos = createHalos(placements, uniforms);
  return {
    particles,
    halos,
    update() {
      particles.visible = tables.emits;
    },
    dispose() {
      for (const mesh of [particles, halos]) {
        mesh.geometry.dispose();
        (mesh.material as ShaderMaterial).dispose();
      }
    },
  };
}

function createParticles(placements: readonly Placement[], tables: RigTables, uniforms: PlantUniforms): Mesh {
  const data: number[] = [];
  let emitter = 0;
  let seed = 1;
  const random = () => {
    // Park and Miller: the same scene every time.
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  for (const { form } of placements) {
    for (const { kind } of form.emitters) {
      for (let i = 0; i < PARTICLES[kind]; i++) data.push(emitter, random(), random(), random());
      emitter++;
    }
  }
  const geometry = new InstancedBufferGeometry();
  const quad = new PlaneGeometry(1, 1);
  geometry.setIndex(quad.index);
  geometry.setAttribute('position', quad.getAttribute('position'));
  geometry.setAttribute('particle', new InstancedBufferAttribute(new Float32Array(data), 4));
  geometry.instanceCount = data.length / 4;
  geometry.boundingSphere = new Sphere(new Vector3(), Infinity);
  const kinds = EMITTER_KINDS.map((kind, i) => `const int ${kind.toUpperCase()} = ${i};`).join('\n');
  const material = new ShaderMaterial({
    uniforms: { ...uniforms, firstEmitter: { value: tables.firstEmitter } },
    transparent: true,
    depthWrite: false,
    // Premultiplied: alpha 0 adds light (sparks), alpha 1 covers (smoke), in one draw call.
    blending: CustomBlending,
    blendEquation: AddEquation,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
    vertexShader: /* glsl */ `
      attribute vec4 particle;
      uniform int firstEmitter;
      uniform float time;
      varying vec2 vUv;
      varying vec4 vColour;
      varying float vHard;
      ${TABLES}
      ${kinds}
      void main() {
        int e = firstEmitter + int(particle.x + 0.5) * 4;
        vec4 place = tableTexel(rigMap, e);
        vec4 motion = tableTexel(rigMap, e + 1);
        vec4 state = tableTexel(rigMap, e + 2);
        vUv = position.xy * 2.0; vHard = 0.0;
        if (state.x <= 0.0 || particle.w > state.x * 1.2) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
        int kind = int(motion.w + 0.5);
        mat4 bone = boneMatrix(int(state.y + 0.5));
        vec3 jitter = vec3(particle.y - 0.5, particle.z - 0.5, fract(particle.y * 7.31 + particle.z * 3.7) - 0.5);
        float life = kind == SPARKS ? 0.55 : kind == SPRAY ? 0.4 : kind == FLAME ? 0.6 : 2.6;
        float age = fract(time / life + particle.y * 13.7 + particle.w * 5.1);
        float t = age * life;
        vec3 start = (bone * vec4(place.xyz, 1.0)).xyz;
        vec3 velocity = mat3(bone) * motion.xyz;
        float speed = length(velocity);
        vec3 p = start; float size; vec4 colour; vec2 stretch = vec2(1.0);
        vec3 v = velocity;
        if (kind == SPARKS) {
          v += jitter * speed * 1.7;
          p += jitter * place.w + v * t + vec3(0.0, -4.9, 0.0) * t * t;
          v.y -= 9.8 * t;
          size = 0.012; float heat = 1.0 - age;
          colour = vec4(vec3(3.2, 1.5 * heat + 0.3, 0.4 * heat * heat) * heat, 0.0); vHard = 1.0;
          stretch = vec2(1.0, 1.0 + length(v) * 2.2);
        } else if (kind == SPRAY) {
          v += jitter * speed * 0.5;
          p += jitter * place.w * 2.0 + v * t + vec3(0.0, -3.0, 0.0) * t * t;
          v.y -= 6.0 * t;
          size = 0.012 + 0.02 * age;
          colour = vec4(0.5, 0.62, 0.66, 0.4) * (1.0 - age) * 0.5; stretch = vec2(1.0, 2.5);
        } else if (kind == FLAME) {
          p += vec3(jitter.x * 0.08, 0.0, jitter.y * 2.0 * place.w) + velocity * t * 0.5 + vec3(0.0, 0.1 * sin(time * 9.0 + particle.z * 40.0) * age, 0.0);
          p = start + (mat3(bone) * vec3(jitter.x * 0.1, 0.0, jitter.y * 2.0 * place.w)) + velocity * t * 0.6;
          size = 0.2 * (1.0 - age * 0.75);
          colour = mix(vec4(0.35, 0.42, 0.9, 0.0), vec4(1.3, 0.42, 0.06, 0.0), smoothstep(0.05, 0.4, age)) * (1.0 - age) * 0.8; stretch = vec2(0.7, 1.7);
        } else {
          p += (jitter * vec3(1.0, 0.2, 1.0)) * place.w * 2.0 + velocity * t + jitter * 0.25 * t;
          size = (kind == PLUME ? 0.16 : 0.26) + 0.34 * age;
          float a = smoothstep(0.0, 0.15, age) * (1.0 - age) * state.x;
          colour = kind == PLUME ? vec4(0.3, 0.31, 0.33, 1.0) * a * 0.16 : vec4(0.75, 0.78, 0.8, 1.0) * a * 0.12;
        }
        vec4 view = viewMatrix * vec4(p, 1.0);
        vec2 along = (viewMatrix * vec4(v, 0.0)).xy;
        along = length(along) > 1e-4 ? normalize(along) : vec2(0.0, 1.0);
        vec2 corner = position.xy * stretch * size;
        view.xy += vec2(along.y, -along.x) * corner.x + along * corner.y;
        gl_Position = projectionMatrix * view;
        vColour = colour;
      }`,
    fragmentShader: /* glsl */ `
      varying vec2 vUv; varying vec4 vColour; varying float vHard;
      void main() {
        float d = length(vUv);
        float a = mix(exp(-d * d * 3.2) * smoothstep(1.0, 0.7, d), smoothstep(1.0, 0.3, d), vHard);
        gl_FragColor = vColour * a;
        #include <tonemapping_fragment>
        #include <colorspace_fragment>
      }`,
  });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 5;
  return mesh;
}

function createHalos(placements: readonly Placement[], uniforms: PlantUniforms): Mesh {
  const places: number[] = [];
  const links: number[] = [];
  for (const { form, firstBone, firstGlow } of placements) {
    for (const halo of form.halos) {
      places.push(halo.x, halo.y, halo.z, halo.radiusM);
      links.push(firstBone + 1 + halo.joint, firstGlow + halo.glow);
    }
  }
  const geometry = new InstancedBufferGeometry();
  const quad = new PlaneGeometry(2, 2);
  geometry.setIndex(quad.index);
  geometry.setAttribute('position', quad.getAttribute('position'));
  geometry.setAttribute(
    'place',
    new InstancedBufferAttribute(new Float32Array(places), 4).setUsage(DynamicDrawUsage),
  );
  geometry.setAttribute('link', new InstancedBufferAttribute(new Float32Array(links), 2));
  geometry.instanceCount = places.length / 4;
  const material = new ShaderMaterial({
    uniforms,
    transparent: true,
    depthWrite: false,
    blending: CustomBlending,
    blendEquation: AddEquation,
    blendSrc: OneFactor,
    blendDst: OneFactor,
    vertexShader: /* glsl */ `
      attribute vec4 place;
      attribute vec2 link;
      uniform int firstGlow;
      uniform float glowGain;
      varying vec2 vUv; varying vec3 vColour;
      ${TABLES}
      void main() {
        vec3 glow = tableTexel(rigMap, firstGlow + int(link.y + 0.5)).rgb * glowGain;
        float strength = max(glow.r, max(glow.g, glow.b));
        if (strength < 0.02) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
        vec4 view = viewMatrix * (boneMatrix(int(link.x + 0.5)) * vec4(place.xyz, 1.0));
        // Drawn a little nearer, so that the thing that glows does not cut its own light.
        view.xyz *= 1.0 - min(0.3, place.w * 0.5) / max(1.0, -view.z);
        view.xy += position.xy * place.w;
        gl_Position = projectionMatrix * view;
        vUv = position.xy; vColour = glow * 0.14;
      }`,
    fragmentShader: /* glsl */ `
      varying vec2 vUv; varying vec3 vColour;
      void main() {
        float d = length(vUv);
        float a = exp(-d * d * 5.0) * smoothstep(1.0, 0.6, d);
        gl_FragColor = vec4(vColour * a, 0.0);
        #include <tonemapping_fragment>
        #include <colorspace_fragment>
      }`,
  });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 6;
  return mesh;
}
