import { AmbientLight, Color, DirectionalLight, Group, PerspectiveCamera, Scene, type Texture } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { PALETTES } from '../../ui/tokens.ts';
import { createEnvironment } from '../light/environment.ts';
import { createRenderer } from '../renderer.ts';
import type { SceneTheme } from '../scene-api.ts';
import { bearingAngles } from './bearing-motion.ts';
import { PITCH_RADIUS, drawBearing, type BearingPart, type DrawnBearing } from './bearing-parts.ts';

/** Turns of the shaft drawn in a second: slow enough to follow a ball with the eyes. */
const SHOWN_RPS = 0.22;
const LONGEST_STEP_S = 0.1;

export interface CutawayOptions {
  canvas: HTMLCanvasElement;
  bearing: DrawnBearing;
  damaged: BearingPart;
  /** CSS colour of the damaged part, the same as that of its lines in the spectrum. */
  colour: string;
  theme: SceneTheme;
  reducedMotion: boolean;
}

export interface Cutaway {
  dispose(): void;
}

/** A spindle cut open at its bearing, which turns with the true ratio of shaft, cage and elements. */
export function createCutaway(options: CutawayOptions): Cutaway {
  const { canvas, bearing, damaged, colour, theme, reducedMotion } = options;
  const renderer = createRenderer(canvas);
  renderer.setClearColor(new Color(PALETTES[theme].surface), 1);
  renderer.toneMappingExposure = theme === 'dark' ? 1 : 0.9;
  const scene = new Scene();
  const environment: Texture = createEnvironment(renderer, theme);
  scene.environment = environment;
  const sun = new DirectionalLight(0xffffff, 1.6);
  sun.position.set(2, 4, 5);
  scene.add(sun, new AmbientLight(0xffffff, 0.25));
  const pieces = drawBearing(bearing, damaged, new Color(colour));
  const stand = new Group();
  stand.add(pieces.group);
  scene.add(stand);

  const camera = new PerspectiveCamera(32, 1, 0.1, 40);
  camera.position.set(1.9, 1.5, 4.9);
  const controls = new OrbitControls(camera, canvas);
  controls.enablePan = false;
  controls.minDistance = PITCH_RADIUS * 2.6;
  controls.maxDistance = PITCH_RADIUS * 8;
  const geometry = {
    ratio: bearing.elementDiameterMm / bearing.pitchDiameterMm,
    contactAngleRad: (bearing.contactAngleDeg * Math.PI) / 180,
    fixedRing: bearing.fixedRing,
  };
  const pose = (shaftRad: number) => {
    const angles = bearingAngles(geometry, shaftRad);
    pieces.inner.rotation.z = angles.inner;
    // The cut of a turning outer ring stays where one looks in.
    pieces.cage.rotation.z = angles.cage;
    pieces.balls.forEach((ball, i) => {
      const at = (i / bearing.elements) * Math.PI * 2;
      ball.position.set(Math.cos(at) * PITCH_RADIUS, Math.sin(at) * PITCH_RADIUS, 0);
      ball.rotation.z = angles.element;
    });
  };
  let shaft = 0.4;
  let last = 0;
  let request = 0;
  const draw = () => renderer.render(scene, camera);
  const resize = () => {
    const width = Math.max(1, canvas.clientWidth);
    const height = Math.max(1, canvas.clientHeight);
    renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    renderer.setSize(width, height, false);
    camera.aspect = width / height;
    camera.updateProjectionMatrix();
    draw();
  };
  const onFrame = (nowMs: number) => {
    request = requestAnimationFrame(onFrame);
    shaft += Math.PI * 2 * SHOWN_RPS * Math.min(LONGEST_STEP_S, (nowMs - last) / 1000);
    last = nowMs;
    pose(shaft);
    draw();
  };
  pose(shaft);
  controls.update();
  controls.addEventListener('change', draw);
  const observer = new ResizeObserver(resize);
  observer.observe(canvas);
  resize();
  if (!reducedMotion) request = requestAnimationFrame(onFrame);
  return {
    dispose() {
      cancelAnimationFrame(request);
      observer.disconnect();
      controls.dispose();
      pieces.dispose();
      environment.dispose();
      sun.dispose();
      renderer.dispose();
    },
  };
}
