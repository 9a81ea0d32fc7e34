import type { PlantModel } from '@linetwin/model';
import { QUALITY_CHOICES } from '../src/scene/quality/quality.ts';
import { createTwinScene, type TwinScene, type TwinSceneOptions } from '../src/scene/twin-scene.ts';
import { cssVariables } from '../src/ui/tokens.ts';
import { type FakeLive } from './fake-live.ts';
import './page.css';

/** What a page's address may ask for: `?theme=light&language=zh&select=B03&still`. */
const asked = new URLSearchParams(location.search);

export interface Stage {
  scene: TwinScene;
  live: FakeLive;
  model: PlantModel;
  selected: string | null;
  /** Where the middle of a machine is on the page, pixels. */
  screenPosition(id: string): { x: number; y: number };
}

declare global {
  interface Window {
    stage?: Stage;
  }
}

/** Puts a scene of a model on the page and lets made-up values run; `window.stage` is for scripts. */
export function setStage(model: PlantModel, live: FakeLive): Stage {
  const theme = asked.get('theme') === 'light' ? 'light' : 'dark';
  for (const [name, value] of Object.entries(cssVariables(theme)))
    document.documentElement.style.setProperty(name, value);
  const options: TwinSceneOptions = {
    canvas: document.querySelector('canvas')!,
    labelLayer: document.querySelector<HTMLElement>('#labels')!,
    live,
    theme,
    language: asked.get('language') === 'zh' ? 'zh' : 'en',
    reducedMotion: asked.has('still'),
    // What is measured and tested must not depend on how fast this device draws.
    quality: QUALITY_CHOICES.find((choice) => choice === asked.get('quality')) ?? 'high',
    onSelect: (address) => (stage.selected = address),
  };
  const scene = createTwinScene(options);
  const stage: Stage = {
    scene,
    live,
    model,
    selected: null,
    screenPosition: (id) =>
      scene.screenPosition(model.equipment.find((machine) => machine.id === id)!.address)!,
  };
  window.stage = stage;
  const started = performance.now() / 1000 - 40;
  live.advance(40);
  // `values=manual` leaves the clock to the script that drives the page.
  if (asked.get('values') !== 'manual')
    setInterval(() => live.advance(performance.now() / 1000 - started), 100);
  scene.start();
  const select = asked.get('select');
  const machine = model.equipment.find(({ id }) => id === select);
  if (machine) scene.select(machine.address);
  const line = asked.get('line');
  if (line) scene.frameLine(line);
  return stage;
}
