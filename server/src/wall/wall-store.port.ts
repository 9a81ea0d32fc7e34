import type { WallLayout } from '@linetwin/contracts';
import { Refusal } from '../platform/in-words.ts';

/** More walls than this were made. */
export class TooManyWallsError extends Refusal {
  override name = 'TooManyWallsError';
  constructor(max: number) {
    super(`There are ${max} walls already; remove one that is not used any more.`, 'walls-full', { max });
  }
}

/**
 * Walls that people laid out, and which display shows which. Promises: a wall is written whole or not at all; displays of a wall
 * that is removed show the default again. Left out on purpose: whether a display exists, and what a wall may hold.
 */
export abstract class WallStore {
  /** All, by name. */
  abstract list(): Promise<WallLayout[]>;
  abstract find(id: string): Promise<WallLayout | undefined>;
  /** Adds a wall, or replaces the one with its id. @throws TooManyWallsError when it would be one more than `max` */
  abstract put(layout: WallLayout, max: number): Promise<void>;
  /** @returns whether there was one */
  abstract remove(id: string): Promise<boolean>;
  /** Lets a display show a stored wall, or with `null` the default. @returns false when there is no such wall */
  abstract assign(display: string, layout: string | null): Promise<boolean>;
  /** The wall that a display shows; `undefined` for the default. */
  abstract ofDisplay(display: string): Promise<WallLayout | undefined>;
  /** Stored walls by the display that shows them. */
  abstract assignments(): Promise<Map<string, string>>;
}
