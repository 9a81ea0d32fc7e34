import {
  BackSide,
  Color,
  FrontSide,
  MeshDepthMaterial,
  MeshStandardMaterial,
  Vector2,
  type DataTexture,
  type IUniform,
  type Side,
  type WebGLProgramParametersWithUniforms,
} from 'three';
import { POOLS_GLSL } from '../light/pools.ts';
import { OVERLAY_STEPS, type RigTables } from './rig-tables.ts';

/** Uniforms that all plant materials share by reference, so that a theme change is one assignment. */
export interface PlantUniforms {
  [name: string]: IUniform;
  rigMap: IUniform;
  firstGlow: IUniform<number>;
  slotMap: IUniform;
  overlayMap: IUniform;
  accent: IUniform<Color>;
  dimColour: IUniform<Color>;
  dimMix: IUniform<Vector2>;
  glowGain: IUniform<number>;
  /** How far the light falls off between the lamps, 0 to 1. */
  pools: IUniform<number>;
  time: IUniform<number>;
}

export function plantUniforms(tables: RigTables): PlantUniforms {
  return {
    rigMap: { value: tables.rig },
    firstGlow: { value: tables.firstGlow },
    slotMap: { value: tables.slots },
    overlayMap: { value: tables.overlays },
    accent: { value: new Color(0x3ba7ff) },
    dimColour: { value: new Color(0x10161d) },
    dimMix: { value: new Vector2(1, 0.16) },
    glowGain: { value: 1 },
    pools: { value: 0 },
    time: { value: 0 },
  };
}

const VERTEX_TABLES = /* glsl */ `
attribute vec2 link;
attribute vec4 paint;
attribute vec4 surface;
uniform highp sampler2D rigMap;
uniform int firstGlow;
uniform highp sampler2D slotMap;
uniform highp sampler2D placeMap;
vec4 tableTexel(highp sampler2D map, int i) { return texelFetch(map, ivec2(i & 255, i >> 8), 0); }
mat4 boneMatrix(int bone) {
  int i = bone * 4;
  return mat4(tableTexel(rigMap, i), tableTexel(rigMap, i + 1), tableTexel(rigMap, i + 2), tableTexel(rigMap, i + 3));
}
`;

/** Joints place what is drawn in the world: the batch's own matrices only tell what is in view. */
const PLACE = /* glsl */ `
mat4 batchingMatrix = mat4(1.0);
vec4 place = tableTexel(placeMap, int(getIndirectIndex(gl_DrawID) + 0.5));
mat4 bone = boneMatrix(int(place.x + 0.5) + int(link.x + 0.5));`;

const FRAGMENT_PATTERNS = /* glsl */ `
${POOLS_GLSL}
varying vec4 vPaint;
varying vec4 vSurface;
varying vec3 vGlow;
varying vec4 vSlot;
varying vec3 vLocal;
varying vec3 vLocalNormal;
varying vec3 vPlace;
varying vec2 vAlong;
uniform highp sampler2D overlayMap;
uniform vec3 accent;
uniform vec3 dimColour; uniform vec2 dimMix;
uniform float time;

float hash21(vec2 p) { p = fract(p * vec2(123.34, 345.45)); p += dot(p, p + 34.345); return fract(p.x * p.y); }
float noise2(vec2 p) {
  vec2 i = floor(p); vec2 f = fract(p); f = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash21(i), hash21(i + vec2(1, 0)), f.x), mix(hash21(i + vec2(0, 1)), hash21(i + vec2(1, 1)), f.x), f.y);
}
// A wave of period 1 that fades to its mean where it is too fine for the pixel.
float fade(float wave, float mean, float cyclesPerPixel) { return mix(wave, mean, smoothstep(0.25, 0.6, cyclesPerPixel)); }

void applyPattern(float pattern, inout vec3 colour, inout float rough, inout float metal, inout float alpha) {
  int p = int(pattern * 255.0 + 0.5);
  if (p == 0) return;
  vec3 n = abs(vLocalNormal);
  // The two local axes that lie in the surface.
  vec2 q = n.y > max(n.x, n.z) ? vLocal.xz : (n.x > n.z ? vLocal.zy : vLocal.xy);
  vec2 px = fwidth(q);
  if (p == 1) {
    float s = noise2(vec2(q.x * 420.0, q.y * 6.0));
    float f = fade(s, 0.5, px.x * 420.0);
    rough += (f - 0.5) * 0.22; colour *= 0.92 + 0.16 * f;
  } else if (p == 2) {
    float w = fract(q.y / 0.06);
    float shade = fade(smoothstep(0.0, 0.75, w) * (1.0 - smoothstep(0.9, 1.0, w)), 0.55, px.y / 0.06);
    colour *= 0.42 + 0.62 * shade;
  } else if (p == 3) {
    vec2 w = abs(fract(q / 0.05) - 0.5);
    float width = 0.04;
    float wire = max(smoothstep(0.5 - width - px.x / 0.05, 0.5 - width + px.x / 0.05, w.x), smoothstep(0.5 - width - px.y / 0.05, 0.5 - width + px.y / 0.05, w.y));
    alpha *= fade(wire, 0.2, max(px.x, px.y) / 0.05);
  } else if (p == 4) {
    float w = fract(vLocal.x / 0.04 - vGlow.r * 0.0);
    float gap = fade(smoothstep(0.0, 0.14, w) * (1.0 - smoothstep(0.86, 1.0, w)), 0.8, fwidth(vLocal.x) / 0.04);
    colour *= 0.3 + 0.75 * gap; rough += 0.15 * (1.0 - gap);
  } else if (p == 5) {
    float w = fract((q.x + q.y) / 0.24);
    float a = fwidth(q.x + q.y) / 0.24;
    float stripe = smoothstep(0.5 - a, 0.5 + a, abs(w - 0.5) * 2.0);
    colour = mix(vec3(0.012), colour, stripe);
  } else if (p == 6) {
    vec2 c = q / 0.055; vec2 i = floor(c); vec2 f = fract(c) - 0.5;
    if (mod(i.x + i.y, 2.0) < 0.5) f = f.yx;
    float bump = 1.0 - smoothstep(0.08, 0.16, length(f * vec2(0.45, 1.6)));
    bump = fade(bump, 0.2, px.x / 0.055);
    colour *= 0.8 + 0.55 * bump; rough -= 0.12 * bump;
  } else if (p == 7) {
    float s = noise2(q * 28.0) * 0.6 + noise2(q * 90.0) * 0.4;
    s = fade(s, 0.5, px.x * 40.0);
    colour *= 0.9 + 0.2 * s; rough += (s - 0.5) * 0.25;
  } else if (p == 8) {
    float w = fract(vLocal.x / 0.045 + atan(vLocal.y, vLocal.z) * 0.159);
    float turn = fade(sin(w * 3.14159), 0.64, fwidth(vLocal.x) / 0.045);
    colour *= 0.2 + 0.95 * turn;
  } else if (p == 9) {
    vec2 c = q / vec2(0.25, 0.12); c.x += 0.5 * mod(floor(c.y), 2.0);
    vec2 f = abs(fract(c) - 0.5);
    float joint = max(smoothstep(0.47, 0.49, f.x), smoothstep(0.44, 0.48, f.y));
    joint = fade(joint, 0.12, px.y / 0.12);
    colour *= (0.86 + 0.24 * hash21(floor(c))) * (1.0 - 0.45 * joint);
  } else if (p == 10) {
    vec2 c = q / vec2(0.035, 0.028);
    float row = step(0.3, fract(c.y));
    float word = step(0.42, hash21(vec2(floor(c.x * 0.6), floor(c.y))));
    float ink = fade(row * word * 0.85, 0.22, px.y / 0.028);
    colour = mix(colour, vec3(0.05, 0.42, 0.55), ink * 0.6);
  } else if (p == 11) {
    float s = hash21(floor(vLocal.xy * 260.0) + floor(vLocal.z * 260.0));
    s = fade(s, 0.5, px.x * 260.0);
    colour *= 0.72 + 0.5 * s;
  } else if (p == 12) {
    vec2 f = fract(q / 0.02) - 0.5;
    float hole = 1.0 - smoothstep(0.22, 0.3, length(f));
    colour *= 1.0 - 0.75 * fade(hole, 0.18, px.x / 0.02);
  } else if (p == 13) {
    float w = abs(fract(vLocal.x / 0.24) - 0.5) * 2.0;
    float roller = fade(smoothstep(0.62, 0.72, w) * (0.55 + 0.45 * smoothstep(0.7, 1.0, w)), 0.33, fwidth(vLocal.x) / 0.24);
    colour *= 0.12 + 0.95 * roller;
  } else if (p == 14) {
    float w = fract(q.x / 0.25);
    float rib = fade(smoothstep(0.0, 0.12, w) * (1.0 - smoothstep(0.3, 0.42, w)), 0.3, px.x / 0.25);
    colour *= 0.88 + 0.2 * rib;
  }
}
`;

function patchVertex(shader: WebGLProgramParametersWithUniforms, withLook: boolean): void {
  shader.vertexShader = shader.vertexShader
    .replace(
      '#include <batching_pars_vertex>',
      `#include <batching_pars_vertex>\n${VERTEX_TABLES}${
        withLook
          ? `varying vec4 vPaint; varying vec4 vSurface; varying vec3 vGlow; varying vec4 vSlot; varying vec3 vLocal; varying vec3 vLocalNormal; varying vec3 vPlace; varying vec2 vAlong; uniform float glowGain;`
          : ''
      }`,
    )
    .replace('#include <batching_vertex>', PLACE)
    .replace(
      '#include <begin_vertex>',
      /* glsl */ `vec3 transformed = (bone * vec4(position, 1.0)).xyz;${
        withLook
          ? /* glsl */ `
        vPaint = vec4(paint.rgb * paint.rgb, paint.a);
        vSurface = surface;
        int glow = int(link.y + 0.5);
        vGlow = glow == 0 ? vec3(0.0) : tableTexel(rigMap, firstGlow + int(place.z + 0.5) + glow - 1).rgb * glowGain;
        vSlot = tableTexel(slotMap, int(place.y + 0.5));
        vLocal = position; vLocalNormal = normal; vPlace = transformed;
        // How far along the machine, 0 to 1 from where parts enter; its length is in its place.
        mat4 body = boneMatrix(int(place.x + 0.5));
        float along = dot(transformed - body[3].xyz, body[0].xyz) / dot(body[0].xyz, body[0].xyz);
        vAlong = vec2(place.w > 0.0 ? clamp(along / place.w + 0.5, 0.0, 0.999) : 0.0, place.y);`
          : ''
      }`,
    );
  if (withLook) {
    shader.vertexShader = shader.vertexShader.replace(
      '#include <beginnormal_vertex>',
      'vec3 objectNormal = normalize(mat3(bone) * normal);',
    );
  }
}

function patchFragment(shader: WebGLProgramParametersWithUniforms): void {
  shader.fragmentShader = shader.fragmentShader
    .replace('#include <common>', `#include <common>\n${FRAGMENT_PATTERNS}`)
    .replace(
      '#include <color_fragment>',
      /* glsl */ `
      vec3 paintColour = vPaint.rgb;
      float paintRough = vSurface.x; float paintMetal = vSurface.y; float paintAlpha = vPaint.a;
      applyPattern(vSurface.z, paintColour, paintRough, paintMetal, paintAlpha);
      diffuseColor = vec4(paintColour, paintAlpha);`,
    )
    .replace('#include <roughnessmap_fragment>', 'float roughnessFactor = clamp(paintRough, 0.04, 1.0);')
    .replace('#include <metalnessmap_fragment>', 'float metalnessFactor = paintMetal;')
    .replace('#include <emissivemap_fragment>', 'totalEmissiveRadiance += vGlow;')
    .replace(
      '#include <aomap_fragment>',
      /* glsl */ `
      // Light from the room does not reach down between machines, nor up under them.
      float occlusion = mix(0.42, 1.0, smoothstep(-0.05, 1.5, vPlace.y));
      occlusion *= mix(0.62, 1.0, smoothstep(-0.9, 0.35, normalize(vLocalNormal).y));
      float pool = mix(1.0, poolAt(vPlace.xz), 0.75);
      reflectedLight.directDiffuse *= pool; reflectedLight.directSpecular *= pool;
      occlusion *= pool;
      reflectedLight.indirectDiffuse *= occlusion;
      reflectedLight.indirectSpecular *= mix(1.0, occlusion, 0.75);`,
    )
    .replace(
      '#include <opaque_fragment>',
      /* glsl */ `
      float rim = pow(1.0 - saturate(abs(dot(normalize(vViewPosition), normal))), 2.0);
      outgoingLight += accent * vSlot.y * (0.05 + 0.9 * rim);
      float grey = dot(outgoingLight, vec3(0.2126, 0.7152, 0.0722));
      float hatch = smoothstep(0.35, 0.65, abs(fract((gl_FragCoord.x + gl_FragCoord.y) / 12.0) - 0.5) * 2.0);
      outgoingLight = mix(outgoingLight, mix(vec3(grey) * 0.72, dimColour * 1.4 + vec3(grey) * 0.22, hatch), vSlot.z * 0.85);
      outgoingLight = mix(outgoingLight, dimColour * dimMix.x + vec3(grey) * dimMix.y, vSlot.x);
      #include <opaque_fragment>`,
    )
    .replace(
      '#include <colorspace_fragment>',
      /* glsl */ `
      // After tone mapping, so that the colours are those of the legend; light and shade only model the body.
      int overlayStep = int(vAlong.y + 0.5) * ${OVERLAY_STEPS} + int(vAlong.x * ${OVERLAY_STEPS}.0);
      vec4 overlay = texelFetch(overlayMap, ivec2(overlayStep & 255, overlayStep >> 8), 0);
      float painted = 0.92 * (1.0 - 0.85 * vSlot.x);
      vec3 body = gl_FragColor.rgb;
      float lightness = dot(body, vec3(0.2126, 0.7152, 0.0722));
      if (overlay.a > 0.75) gl_FragColor.rgb = mix(body, overlay.rgb * clamp(0.6 + 0.9 * lightness, 0.6, 1.1), painted);
      else if (overlay.a > 0.25)
        gl_FragColor.rgb = mix(body, mix(vec3(lightness) * 0.5 + dimColour * 0.4, dimColour * 0.8 + vec3(lightness) * 0.1, hatch * 0.8), painted);
      #include <colorspace_fragment>`,
    );
}

export interface PlantMaterials {
  opaque: MeshStandardMaterial;
  /** Its far sides, then its near sides: one material for both would be prepared anew for each of them in every frame. */
  glass: readonly [MeshStandardMaterial, MeshStandardMaterial];
  depth: MeshDepthMaterial;
  /** Tells where what is drawn with each material stands; to be called before the first frame. */
  setPlaces(opaque: DataTexture, glass: DataTexture): void;
  dispose(): void;
}

/** The materials all machines share. */
export function createPlantMaterials(uniforms: PlantUniforms): PlantMaterials {
  const solidPlaces: IUniform<DataTexture | null> = { value: null };
  const clearPlaces: IUniform<DataTexture | null> = { value: null };
  const opaque = new MeshStandardMaterial({ side: FrontSide });
  opaque.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms, { placeMap: solidPlaces });
    patchVertex(shader, true);
    patchFragment(shader);
  };
  opaque.customProgramCacheKey = () => 'linetwin-plant';

  const glass = [BackSide, FrontSide].map((side) => glassMaterial(side, uniforms, clearPlaces));

  const depth = new MeshDepthMaterial();
  depth.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms, { placeMap: solidPlaces });
    patchVertex(shader, false);
  };
  depth.customProgramCacheKey = () => 'linetwin-plant-depth';

  return {
    opaque,
    glass: [glass[0], glass[1]],
    depth,
    setPlaces(solid, clear) {
      solidPlaces.value = solid;
      clearPlaces.value = clear;
    },
    dispose() {
      opaque.dispose();
      for (const one of glass) one.dispose();
      depth.dispose();
    },
  };
}

function glassMaterial(
  side: Side,
  uniforms: PlantUniforms,
  places: IUniform<DataTexture | null>,
): MeshStandardMaterial {
  const glass = new MeshStandardMaterial({ side, transparent: true, depthWrite: false });
  glass.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms, { placeMap: places });
    patchVertex(shader, true);
    patchFragment(shader);
    // Glass shows its reflections however clear it is.
    shader.fragmentShader = shader.fragmentShader.replace(
      '#include <opaque_fragment>',
      /* glsl */ `
      float sheen = dot(totalSpecular, vec3(0.333));
      diffuseColor.a = min(1.0, diffuseColor.a + sheen * step(vSurface.z, 0.001));
      #include <opaque_fragment>`,
    );
  };
  glass.customProgramCacheKey = () => 'linetwin-plant-glass';
  return glass;
}
