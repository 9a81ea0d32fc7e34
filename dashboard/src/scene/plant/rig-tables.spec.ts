import { describe, expect, test } from '@jest/globals';
import { Matrix4 } from 'three';
import { RigTables } from './rig-tables.ts';

const BONES = 3;
const GLOWS = 5;
const EMITTERS = 2;

const place = {
  x: 1,
  y: 2,
  z: 3,
  spreadM: 4,
  dx: 5,
  dy: 6,
  dz: 7,
  name: '',
  joint: 0,
  kind: 'sparks',
} as const;

/** Four numbers of a texel, as the shaders fetch it. */
function texel({ rig }: RigTables, at: number): number[] {
  const data = rig.image.data as Float32Array;
  return [...data.slice(at * 4, at * 4 + 4)];
}

function filled(): RigTables {
  const tables = new RigTables(BONES, GLOWS, 1, EMITTERS);
  for (let bone = 0; bone < BONES; bone++)
    tables.setBone(bone, new Matrix4().setPosition(bone + 1, bone + 2, bone + 3));
  for (let glow = 0; glow < GLOWS; glow++) tables.setGlow(glow, glow + 1, glow + 2, glow + 3);
  for (let emitter = 0; emitter < EMITTERS; emitter++) {
    tables.setEmitter(emitter, place, emitter + 1, 3);
    tables.setEmission(emitter, 0.5);
  }
  return tables;
}

describe('the table that is sent in nearly every frame', () => {
  test('keeps matrices, glows and emitters apart, each where its shader looks for it', () => {
    const tables = filled();
    for (let bone = 0; bone < BONES; bone++)
      expect(texel(tables, bone * 4 + 3)).toEqual([bone + 1, bone + 2, bone + 3, 1]);
    for (let glow = 0; glow < GLOWS; glow++)
      expect(texel(tables, tables.firstGlow + glow).slice(0, 3)).toEqual([glow + 1, glow + 2, glow + 3]);
    for (let emitter = 0; emitter < EMITTERS; emitter++) {
      const first = tables.firstEmitter + emitter * 4;
      expect(texel(tables, first)).toEqual([1, 2, 3, 4]);
      expect(texel(tables, first + 1)).toEqual([5, 6, 7, 3]);
      expect(texel(tables, first + 2).slice(0, 2)).toEqual([0.5, emitter + 1]);
    }
  });

  test('is sent again after a change, and not for a glow that is the same to the eye', () => {
    const tables = filled();
    const sent = tables.rig.version;
    tables.setGlow(1, 2.0005, 3, 4);
    expect(tables.rig.version).toBe(sent);
    tables.setGlow(1, 2.5, 3, 4);
    expect(tables.rig.version).toBeGreaterThan(sent);
  });

  test('says whether anything sparks, sprays or smokes', () => {
    const tables = filled();
    expect(tables.emits).toBe(true);
    for (let emitter = 0; emitter < EMITTERS; emitter++) tables.setEmission(emitter, 0);
    expect(tables.emits).toBe(false);
  });
});
