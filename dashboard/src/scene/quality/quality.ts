/** Presets of picture quality, finest first. */
export const QUALITY_PRESETS = ['high', 'medium', 'low'] as const;
export type QualityPreset = (typeof QUALITY_PRESETS)[number];
/** What a person may ask for: a preset, or that the scene finds its own by how long frames take. */
export type QualityChoice = 'auto' | QualityPreset;
export const QUALITY_CHOICES: readonly QualityChoice[] = ['auto', ...QUALITY_PRESETS];

/** What a preset draws. */
export interface QualitySettings {
  /** Pixels of the picture per pixel of the page, at most; also never more than the screen has. */
  pixelRatio: number;
  /** Mirror image of the hall in the floor. */
  mirror: boolean;
  /** Side of the shadow map, texels; 0 for none. */
  shadowTexels: number;
  /** Machines are drawn finely nearer than this share of the usual distance. */
  detail: number;
}

export const QUALITY_SETTINGS: Record<QualityPreset, QualitySettings> = {
  high: { pixelRatio: 2, mirror: true, shadowTexels: 2048, detail: 1 },
  medium: { pixelRatio: 1.25, mirror: true, shadowTexels: 1024, detail: 0.7 },
  low: { pixelRatio: 0.8, mirror: false, shadowTexels: 0, detail: 0.35 },
};

/** Time between two frames above which motion looks rough, ms: 30 frames a second. */
const ROUGH_MS = 33.4;
/** Below this there is room for more, ms: a screen of 60 frames a second with some to spare. */
const SMOOTH_MS = 18.5;
/** So many frames in a row decide; a single one may be a shader that was compiled. */
const ROUGH_FRAMES = 24;
/** Going up is tried much later than going down, so that the picture does not change to and fro. */
const SMOOTH_FRAMES = 360;
/** A preset that was too much before is tried again only after so many times as many smooth frames, doubling each time. */
const MOST_PATIENCE = 64;

/** How the choice of a preset stands; values of it are never changed, each frame gives the next. */
export interface QualityState {
  preset: QualityPreset;
  rough: number;
  smooth: number;
  /** How many times as long as at first smooth frames must last before a finer preset is tried. */
  patience: number;
}

export function startQuality(preset: QualityPreset = 'high'): QualityState {
  return { preset, rough: 0, smooth: 0, patience: 1 };
}

/**
 * The state after a frame. Rough frames lead to the next coarser preset, a long smooth stretch to the next finer one. What
 * lies between the two limits changes nothing, and every step down makes the way up longer.
 *
 * @param frameMs time since the frame before while the picture moved all the time
 */
export function nextQuality(state: QualityState, frameMs: number): QualityState {
  const rough = frameMs > ROUGH_MS ? state.rough + 1 : Math.max(0, state.rough - 2);
  const smooth = frameMs < SMOOTH_MS ? state.smooth + 1 : frameMs > ROUGH_MS ? 0 : state.smooth;
  const at = QUALITY_PRESETS.indexOf(state.preset);
  if (rough >= ROUGH_FRAMES && at < QUALITY_PRESETS.length - 1) {
    const patience = Math.min(MOST_PATIENCE, state.patience * 2);
    return { preset: QUALITY_PRESETS[at + 1], rough: 0, smooth: 0, patience };
  }
  if (smooth >= SMOOTH_FRAMES * state.patience && at > 0)
    return { ...state, preset: QUALITY_PRESETS[at - 1], rough: 0, smooth: 0 };
  return { ...state, rough: Math.min(ROUGH_FRAMES, rough), smooth };
}
