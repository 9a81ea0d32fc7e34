import { describe, expect, test } from '@jest/globals';
import { PerspectiveCamera, Vector3 } from 'three';
import { Attention, type Level } from './attention.ts';

function ahead(): PerspectiveCamera {
  const camera = new PerspectiveCamera(35, 16 / 9, 0.1, 1000);
  camera.lookAt(0, 0, -1);
  return camera;
}

function attention(): Attention {
  const looking = new Attention();
  looking.look(ahead());
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

  test('levels are others only in a frame that sees something else than the one before', () => {
    const camera = ahead();
    const looking = new Attention();
    const turned = [0, 0, 1, 1].map((x) => {
      camera.position.x = x;
      looking.look(camera);
      return looking.turned;
    });
    expect(turned).toEqual([true, false, true, false]);
  });

  test.each([
    ['near', 24],
    ['far', 8],
    ['remote', 4],
    ['unseen', 2],
  ] as const)('what is %s has %d of 24 frames where there are three turns', (level, times) => {
    const looking = attention();
    const due = (level: Level | 'unseen') => {
      looking.look(ahead());
      return looking.isDue(5, 3, level);
    };
    expect(Array.from({ length: 24 }, () => due(level)).filter(Boolean)).toHaveLength(times);
  });
});
