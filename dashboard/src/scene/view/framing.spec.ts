import { describe, expect, test } from '@jest/globals';
import { Box3, Matrix4, Vector3 } from 'three';
import type { Machine } from '../plant/plant.ts';
import { CameraRig, type View } from './camera-rig.ts';
import { wholeHall } from './framing.ts';

const BOUNDS = new Box3(new Vector3(-60, 0, -30), new Vector3(60, 6, 30));

/** What the orbit controls need of an element; nothing is ever pressed here. */
function element(): HTMLElement {
  const target = new EventTarget() as unknown as HTMLElement;
  Object.assign(target, {
    style: {},
    getRootNode: () => new EventTarget(),
    ownerDocument: new EventTarget(),
  });
  return target;
}

function rigOf(width: number, height: number): CameraRig {
  const rig = new CameraRig(element(), BOUNDS, [], true, { onChange() {}, onTaken() {} });
  rig.resize(width, height);
  return rig;
}

/** Two rows of machines as a bearing line and a welding line stand in their hall. */
const machines = [-20, 14].flatMap((z) =>
  [-50, -30, -10, 10, 30, 50].map((x): Machine => {
    const matrix = new Matrix4().makeTranslation(x, 0, z);
    const box = new Box3(new Vector3(-2, 0, -1.5), new Vector3(2, 2.5, 1.5));
    return { box, matrix, centre: new Vector3(x, 1.25, z) } as Machine;
  }),
);

/** Where the machines' corners are in the picture, -1 to 1 in both directions. */
function seenFrom(rig: CameraRig, view: View): { x: number; y: number }[] {
  rig.moveTo(view, true);
  rig.camera.updateMatrixWorld();
  return machines.flatMap(({ box, matrix }) => {
    const { min, max } = box.clone().applyMatrix4(matrix);
    return [min.x, max.x].flatMap((x) =>
      [min.y, max.y].flatMap((y) =>
        [min.z, max.z].map((z) => {
          const at = new Vector3(x, y, z).project(rig.camera);
          return { x: at.x, y: at.y };
        }),
      ),
    );
  });
}

describe('the opening view', () => {
  test.each([
    ['a wall display', 1920, 1080],
    ['the middle of a desk', 1240, 860],
    ['a phone', 390, 560],
    ['a phone lying on its side', 844, 390],
  ])('on %s holds every machine and touches the frame', (_, width, height) => {
    const rig = rigOf(width, height);
    const corners = seenFrom(rig, wholeHall(rig, machines));
    const farthest = (key: 'x' | 'y') => Math.max(...corners.map((corner) => Math.abs(corner[key])));
    expect(farthest('x')).toBeLessThan(0.97);
    expect(farthest('y')).toBeLessThan(0.97);
    expect(Math.max(farthest('x'), farthest('y'))).toBeGreaterThan(0.93);
  });

  test('keeps out of the strips that controls cover', () => {
    const rig = rigOf(1240, 860);
    rig.resize(1240, 860, { top: 86, bottom: 43, left: 0, right: 0 });
    const heights = seenFrom(rig, wholeHall(rig, machines)).map(({ y }) => y);
    expect(Math.max(...heights)).toBeLessThan(0.8);
    expect(Math.min(...heights)).toBeGreaterThan(-0.9);
    expect(Math.max(...heights)).toBeGreaterThan(0.7);
  });

  test('keeps out of what stands at its sides, on a wall with more on one of them', () => {
    const rig = rigOf(1920, 1080);
    rig.resize(1920, 1080, { top: 90, bottom: 130, left: 510, right: 550 });
    const corners = seenFrom(rig, wholeHall(rig, machines));
    const free = { left: (510 / 960 - 1) * 0.95, right: (1 - 550 / 960) * 1.001 };
    expect(Math.min(...corners.map(({ x }) => x))).toBeGreaterThan(free.left - 0.02);
    expect(Math.max(...corners.map(({ x }) => x))).toBeLessThan(free.right);
  });

  test('looks along the hall on an upright phone, so that machines are as large as they can be', () => {
    const upright = wholeHall(rigOf(390, 700), machines);
    const wide = wholeHall(rigOf(1920, 800), machines);
    expect(upright.azimuth).toBeGreaterThan(wide.azimuth);
  });
});
