import type { TwinScene, TwinSceneOptions } from './scene-api.ts';

export type { SceneLanguage, SceneStats, SceneTheme, TwinScene, TwinSceneOptions } from './scene-api.ts';

/** Builds the hall of `options.live.index.model` on a canvas. Call `start()` to let it draw. */
export function createTwinScene(options: TwinSceneOptions): TwinScene {
  throw new Error(`The scene is not drawn yet (${options.theme}).`);
}
