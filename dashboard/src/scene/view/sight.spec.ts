import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Frustum, Matrix4, PerspectiveCamera, Sphere, Vector3 } from 'three';
import { Sight } from './sight.ts';

function cameraAt(x: number, y: number, z: number): PerspectiveCamera {
  const camera = new PerspectiveCamera(35, 16 / 9, 0.1, 400);
  camera.position.set(x, y, z);
  camera.lookAt(0, 1, 0);
  camera.updateMatrixWorld();
  return camera;
}

describe('what a camera has in view', () => {
  test('is what Three.js says is in its frustum', () => {
    const metres = fc.double({ min: -300, max: 300, noNaN: true });
    const radius = fc.double({ min: 0, max: 40, noNaN: true });
    const camera = cameraAt(20, 12, 30);
    const sight = new Sight();
    sight.look(camera);
    const frustum = new Frustum().setFromProjectionMatrix(
      new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse),
    );
    fc.assert(
      fc.property(metres, metres, metres, radius, (x, y, z, r) => {
        expect(sight.sees(x, y, z, r)).toBe(frustum.intersectsSphere(new Sphere(new Vector3(x, y, z), r)));
      }),
    );
  });

  test('is new at the first look and after the camera has moved, and else the same', () => {
    const sight = new Sight();
    expect(sight.look(cameraAt(20, 12, 30))).toBe(true);
    expect(sight.look(cameraAt(20, 12, 30))).toBe(false);
    expect(sight.look(cameraAt(20, 12.1, 30))).toBe(true);
  });

  test('is new after the picture has got another shape', () => {
    const camera = cameraAt(20, 12, 30);
    const sight = new Sight();
    sight.look(camera);
    camera.aspect = 21 / 9;
    camera.updateProjectionMatrix();
    expect(sight.look(camera)).toBe(true);
  });
});
