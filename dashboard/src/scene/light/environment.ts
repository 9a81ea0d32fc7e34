import {
  BackSide,
  BoxGeometry,
  Color,
  Mesh,
  MeshBasicMaterial,
  PMREMGenerator,
  Scene,
  type Texture,
  type WebGLRenderer,
} from 'three';
import type { SceneTheme } from '../scene-api.ts';

interface RoomLook {
  wall: number;
  floor: number;
  ceiling: number;
  strip: number;
  stripGain: number;
  window: number;
  windowGain: number;
}

const ROOMS: Record<SceneTheme, RoomLook> = {
  dark: {
    wall: 0x2f3337,
    floor: 0x262b30,
    ceiling: 0x1a2028,
    strip: 0xf2f6ff,
    stripGain: 15,
    window: 0x7f95b0,
    windowGain: 1.6,
  },
  light: {
    wall: 0xaab4bd,
    floor: 0x9aa0a4,
    ceiling: 0xc6d0d8,
    strip: 0xfffaf0,
    stripGain: 9,
    window: 0xd8e8f8,
    windowGain: 4,
  },
};

/** Filtering the usual 256 texels takes long where the processor has to do it. */
const SOFTWARE_SIZE = 128;

function drawsInSoftware(renderer: WebGLRenderer): boolean {
  const gl = renderer.getContext();
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return (
    info !== null &&
    /swiftshader|llvmpipe|software|basic render/i.test(String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)))
  );
}

/**
 * Light of a hall, filtered for image-based lighting: a long room with rows of light strips under its roof and
 * a band of windows. Made on the spot, so that nothing is fetched.
 */
export function createEnvironment(renderer: WebGLRenderer, theme: SceneTheme): Texture {
  const look = ROOMS[theme];
  const scene = new Scene();
  const box = new BoxGeometry();
  const materials: MeshBasicMaterial[] = [];
  const add = (
    hex: number,
    gain: number,
    at: [number, number, number],
    size: [number, number, number],
    inside = false,
  ) => {
    const material = new MeshBasicMaterial({ color: new Color(hex).multiplyScalar(gain) });
    if (inside) material.side = BackSide;
    materials.push(material);
    const mesh = new Mesh(box, material);
    mesh.position.set(...at);
    mesh.scale.set(...size);
    scene.add(mesh);
  };
  add(look.wall, 1, [0, 4, 0], [40, 16, 24], true);
  add(look.floor, 1, [0, -3.9, 0], [39, 0.1, 23]);
  add(look.ceiling, 1, [0, 11.8, 0], [39, 0.1, 23]);
  for (let row = -2; row <= 2; row++) add(look.strip, look.stripGain, [0, 10, row * 4.2], [30, 0.15, 0.55]);
  for (const side of [-1, 1]) add(look.window, look.windowGain, [0, 7.5, side * 11.6], [34, 2.4, 0.1]);
  add(look.window, look.windowGain * 0.8, [-19.6, 6.5, 0], [0.1, 4, 16]);
  add(0xffb870, 1.2, [19.6, 3, 0], [0.1, 3, 14]);
  const generator = new PMREMGenerator(renderer);
  const size = drawsInSoftware(renderer) ? SOFTWARE_SIZE : undefined;
  const texture = generator.fromScene(scene, 0.03, 0.1, 100, { size }).texture;
  generator.dispose();
  box.dispose();
  for (const material of materials) material.dispose();
  return texture;
}
