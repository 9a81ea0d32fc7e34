import { randomUUID } from 'node:crypto';
import {
  DEFAULT_WALL,
  type ShownWall,
  type WallLayout,
  type WallRequest,
  type WallsAnswer,
} from '@linetwin/contracts';
import type { WallStore } from './wall-store.port.ts';

/** More than a plant has screens. */
const MAX_WALLS = 100;

/** Walls that people laid out, and what each screen shows. */
export class WallsService {
  private readonly store: WallStore;
  private readonly now: () => number;

  constructor(store: WallStore, now: () => number = Date.now) {
    this.store = store;
    this.now = now;
  }

  async list(): Promise<WallsAnswer> {
    const [layouts, displays] = await Promise.all([this.store.list(), this.store.assignments()]);
    return { layouts, displays: Object.fromEntries(displays) };
  }

  /** What a screen shows: a wall that was asked for, else that of the display, else the default. */
  async shown(asked: string | undefined, display: string | undefined): Promise<ShownWall> {
    const wall =
      (asked === undefined ? undefined : await this.store.find(asked)) ??
      (display === undefined ? undefined : await this.store.ofDisplay(display));
    if (!wall) return { layout: null, name: '', content: DEFAULT_WALL };
    return { layout: wall.id, name: wall.name, content: wall.content };
  }

  /** @throws TooManyWallsError */
  async add({ name, content }: WallRequest, by: string): Promise<WallLayout> {
    const wall: WallLayout = {
      id: randomUUID(),
      name,
      content,
      changedAt: this.now(),
      changedBy: by,
    };
    await this.store.put(wall, MAX_WALLS);
    return wall;
  }

  /** @returns the wall before and after; `undefined` when there is none with this id */
  async change(
    id: string,
    { name, content }: WallRequest,
    by: string,
  ): Promise<{ before: WallLayout; after: WallLayout } | undefined> {
    const before = await this.store.find(id);
    if (!before) return undefined;
    const after: WallLayout = { id, name, content, changedAt: this.now(), changedBy: by };
    await this.store.put(after, MAX_WALLS);
    return { before, after };
  }

  /** @returns the wall that was removed */
  async remove(id: string): Promise<WallLayout | undefined> {
    const wall = await this.store.find(id);
    return wall && (await this.store.remove(id)) ? wall : undefined;
  }

  assign(display: string, layout: string | null): Promise<boolean> {
    return this.store.assign(display, layout);
  }
}
