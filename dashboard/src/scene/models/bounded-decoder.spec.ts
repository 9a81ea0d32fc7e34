import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Group } from 'three';
import { boundedDecoder, type Decoder } from './bounded-decoder.ts';

const BYTES = new ArrayBuffer(1);

describe('a decoder of model files', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** Decoders in the order in which they were started. */
  function startedBy(...answers: (() => Promise<Group>)[]) {
    const ended: number[] = [];
    let started = 0;
    const make = (): Decoder => {
      const number = started++;
      return { decode: answers[number], dispose: () => void ended.push(number) };
    };
    return { decoder: boundedDecoder(make, 30_000), ended };
  }

  test('that stays silent is given up with a reason, and the next file is read by another', async () => {
    const group = new Group();
    const { decoder, ended } = startedBy(
      () => new Promise(() => undefined),
      () => Promise.resolve(group),
    );
    const first = decoder.decode(BYTES);
    const told = expect(first).rejects.toMatchObject({ reason: 'no-answer' });
    await jest.advanceTimersByTimeAsync(29_999);
    expect(ended).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    await told;
    expect(ended).toEqual([0]);
    await expect(decoder.decode(BYTES)).resolves.toBe(group);
    expect(jest.getTimerCount()).toBe(0);
    decoder.dispose();
    expect(ended).toEqual([0, 1]);
  });

  test('says of a damaged file what is wrong with it, and goes on', async () => {
    const { decoder, ended } = startedBy(() => Promise.reject(new Error('unexpected end')));
    await expect(decoder.decode(BYTES)).rejects.toMatchObject({
      reason: 'damaged',
      message: 'unexpected end',
    });
    expect(ended).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
