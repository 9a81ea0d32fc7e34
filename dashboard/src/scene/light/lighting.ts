import { Color, Fog, type Scene, type Texture, type WebGLRenderer } from 'three';
import { PALETTES } from '../../ui/tokens.ts';
import type { HallSize } from '../hall/hall-form.ts';
import type { PlantUniforms } from '../plant/materials.ts';
import type { SceneTheme } from '../scene-api.ts';
import { createEnvironment } from './environment.ts';
import type { Sun } from './sun.ts';

interface Look {
  exposure: number;
  sun: number;
  sunGain: number;
  environmentGain: number;
  glowGain: number;
  /** How far light falls off between the lamps, 0 to 1. */
  pools: number;
  /** What dimmed things fade to, as a share of the page's ground. */
  dim: number;
  /** Of machines beside the chosen one: how much of that they take on, and how much of their own light and shade they keep. */
  dimMix: readonly [takes: number, keeps: number];
}

const LOOKS: Record<SceneTheme, Look> = {
  dark: {
    exposure: 0.95,
    sun: 0xfff1dc,
    sunGain: 2.9,
    environmentGain: 0.52,
    glowGain: 1.25,
    pools: 0.42,
    dim: 1.3,
    dimMix: [1, 0.16],
  },
  light: {
    exposure: 0.74,
    sun: 0xffefd6,
    sunGain: 3.5,
    environmentGain: 0.42,
    glowGain: 1.25,
    pools: 0.16,
    dim: 0.82,
    // What fades to white on white is gone: half of it stays light and shade.
    dimMix: [0.5, 0.55],
  },
};

/** Sun, light of the room, exposure and fog of each theme. */
export class Lighting {
  private readonly environments = new Map<SceneTheme, Texture>();
  private readonly renderer: WebGLRenderer;
  private readonly scene: Scene;
  private readonly sun: Sun;
  private readonly uniforms: PlantUniforms;
  private readonly hall: HallSize;

  constructor(renderer: WebGLRenderer, scene: Scene, sun: Sun, uniforms: PlantUniforms, hall: HallSize) {
    this.renderer = renderer;
    this.scene = scene;
    this.sun = sun;
    this.uniforms = uniforms;
    this.hall = hall;
  }

  /** Lights the scene for a theme; returns the page's ground, which lies around the hall. */
  setTheme(theme: SceneTheme): Color {
    const { renderer, scene, uniforms } = this;
    const look = LOOKS[theme];
    const palette = PALETTES[theme];
    const ground = new Color(palette.ground);
    renderer.setClearColor(ground, 1);
    renderer.toneMappingExposure = look.exposure;
    this.sun.light.color.set(look.sun);
    this.sun.light.intensity = look.sunGain;
    let environment = this.environments.get(theme);
    if (!environment) this.environments.set(theme, (environment = createEnvironment(renderer, theme)));
    scene.environment = environment;
    scene.environmentIntensity = look.environmentGain;
    scene.fog = new Fog(ground, this.hall.lengthM * 1.4, this.hall.lengthM * 5);
    uniforms.accent.value.set(palette.accent);
    uniforms.dimColour.value.copy(ground).multiplyScalar(look.dim);
    uniforms.dimMix.value.set(...look.dimMix);
    uniforms.glowGain.value = look.glowGain;
    uniforms.pools.value = look.pools;
    return ground;
  }

  /** Lets go of what was rendered, as after the loss of the graphics context. */
  forget(): void {
    for (const texture of this.environments.values()) texture.dispose();
    this.environments.clear();
  }
}
