import { describe, expect, test } from '@jest/globals';
import {
  BackSide,
  BoxGeometry,
  FrontSide,
  Matrix4,
  MeshBasicMaterial,
  OrthographicCamera,
  PerspectiveCamera,
  Sphere,
  Vector3,
  type Camera,
  type WebGLRenderer,
} from 'three';
import { NOTHING, SeenBatch } from './seen-batch.ts';

const AHEAD = new Vector3(0, 0, -20);
const FARTHER = new Vector3(0, 0, -60);
const BEHIND = new Vector3(0, 0, 20);

/** What Three.js hands to the graphics card. */
interface DrawList {
  _multiDrawCount: number;
  _indirectTexture: { version: number; image: { data: Uint32Array } };
}

const around = (centre: Vector3) => new Sphere(centre, 1);

function batchOf(
  centres: readonly Vector3[],
  clear = false,
): { batch: SeenBatch; boxes: [small: number, large: number] } {
  const material = clear
    ? [BackSide, FrontSide].map((side) => new MeshBasicMaterial({ side, transparent: true }))
    : new MeshBasicMaterial();
  const batch = new SeenBatch(centres.length, 1000, 1000, material);
  const boxes: [number, number] = [
    batch.addGeometry(new BoxGeometry(1, 1, 1)),
    batch.addGeometry(new BoxGeometry(2, 2, 2)),
  ];
  for (const centre of centres) {
    const instance = batch.addInstance(boxes[0]);
    batch.setMatrixAt(instance, new Matrix4().setPosition(centre));
    batch.show(instance, boxes[0], around(centre));
  }
  return { batch, boxes };
}

function eye(): PerspectiveCamera {
  const camera = new PerspectiveCamera(35, 16 / 9, 0.1, 400);
  camera.updateMatrixWorld();
  return camera;
}

const renderer = {} as WebGLRenderer;
const scene = null as never;

function draw(batch: SeenBatch, camera: Camera): number[] {
  batch.onBeforeRender(renderer, scene, camera, batch.geometry, [batch.material].flat()[0], null as never);
  return listOf(batch);
}

function drawShadow(batch: SeenBatch, sun: Camera): number[] {
  const material = new MeshBasicMaterial();
  batch.onBeforeShadow(renderer, scene, eye(), sun, batch.geometry, material, null as never);
  return listOf(batch);
}

function listOf(batch: SeenBatch): number[] {
  const { _multiDrawCount, _indirectTexture } = batch as unknown as DrawList;
  return [..._indirectTexture.image.data.slice(0, _multiDrawCount)];
}

const listsMade = (batch: SeenBatch) => (batch as unknown as DrawList)._indirectTexture.version;

describe('a batch of places that are drawn where they are seen', () => {
  test('draws what its camera sees', () => {
    const { batch } = batchOf([BEHIND, AHEAD, FARTHER]);
    expect(draw(batch, eye())).toEqual([1, 2]);
  });

  test('makes its list once while neither the camera nor a place has changed', () => {
    const { batch } = batchOf([BEHIND, AHEAD]);
    const camera = eye();
    draw(batch, camera);
    const before = listsMade(batch);
    expect(draw(batch, camera)).toEqual([1]);
    expect(listsMade(batch)).toBe(before);
    camera.rotation.y = Math.PI;
    camera.updateMatrixWorld();
    expect(draw(batch, camera)).toEqual([0]);
    expect(listsMade(batch)).toBeGreaterThan(before);
  });

  test('lets what is behind the camera throw its shadow, and leaves it out of the picture again', () => {
    const { batch } = batchOf([BEHIND, AHEAD]);
    const sun = new OrthographicCamera(-50, 50, 50, -50, 10, 200);
    sun.position.set(0, 90, 0);
    sun.lookAt(0, 0, 0);
    sun.updateMatrixWorld();
    expect(drawShadow(batch, sun)).toEqual([0, 1]);
    expect(draw(batch, eye())).toEqual([1]);
  });

  test('draws a place no longer that shows nothing, and again once it does', () => {
    const { batch, boxes } = batchOf([AHEAD, FARTHER]);
    batch.show(0, NOTHING, new Sphere());
    expect(draw(batch, eye())).toEqual([1]);
    batch.show(0, boxes[1], around(AHEAD));
    expect(draw(batch, eye())).toEqual([0, 1]);
  });

  test('follows a place that was moved into view', () => {
    const { batch, boxes } = batchOf([BEHIND, AHEAD]);
    draw(batch, eye());
    batch.show(0, boxes[0], around(FARTHER));
    expect(draw(batch, eye())).toEqual([0, 1]);
  });

  test('draws what is clear from far to near, also when only its form has changed', () => {
    const { batch, boxes } = batchOf([AHEAD, FARTHER], true);
    expect(draw(batch, eye())).toEqual([1, 0]);
    batch.show(0, boxes[1], around(AHEAD));
    expect(draw(batch, eye())).toEqual([1, 0]);
    expect(draw(batch, eye())).toEqual([1, 0]);
  });
});
