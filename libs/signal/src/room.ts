import type { ComplexArray } from './complex-fft.ts';

/**
 * Room for numbers that are read at once and not kept, such as those of a transform. Arrays of this size lie outside of the heap, and the more
 * of them are made, the more often the collector marks all of it.
 */
export class Room {
  private numbers = new Float64Array(0);

  /** Some `length` numbers, whatever was left in them; they are the same ones the next time. */
  of(length: number): ComplexArray {
    if (this.numbers.length < length) this.numbers = new Float64Array(length);
    return this.numbers.subarray(0, length);
  }
}
