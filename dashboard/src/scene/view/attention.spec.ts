import { describe, expect, test } from '@jest/globals';
import { PerspectiveCamera, Vector3 } from 'three';
import { Attention } from './attention.ts';

function attention(): Attention {
  const camera = new PerspectiveCamera(35, 16 / 9, 0.1, 1000);
  camera.lookAt(0, 0, -1);
  const looking = new Attention();
  looking.look(camera);
  return looking;
}

describe('what of a large hall is looked at', () => {
  test.each([
    [50, 'near'],
    [100, 'far'],
    [151, 'far'],
    [200, 'remote'],
  ] as const)('a conveyor of 2 m in front, %d m away, is %s', (metres, level) => {
    expect(attention().levelOf(new Vector3(0, 0, -metres), 2)).toBe(level);
  });

  test('a conveyor behind the eye is unseen, however near', () => {
    expect(attention().levelOf(new Vector3(0, 0, 10), 2)).toBe('unseen');
  });
});
