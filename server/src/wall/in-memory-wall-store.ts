import type { WallLayout } from '@linetwin/contracts';
import { TooManyWallsError, WallStore } from './wall-store.port.ts';

export class InMemoryWallStore extends WallStore {
  private readonly walls = new Map<string, WallLayout>();
  private readonly shown = new Map<string, string>();

  async list(): Promise<WallLayout[]> {
    return [...this.walls.values()]
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
      .map((wall) => structuredClone(wall));
  }

  async find(id: string): Promise<WallLayout | undefined> {
    return structuredClone(this.walls.get(id));
  }

  async put(layout: WallLayout, max: number): Promise<void> {
    if (!this.walls.has(layout.id) && this.walls.size >= max) throw new TooManyWallsError(max);
    this.walls.set(layout.id, structuredClone(layout));
  }

  async remove(id: string): Promise<boolean> {
    for (const [display, layout] of this.shown) if (layout === id) this.shown.delete(display);
    return this.walls.delete(id);
  }

  async assign(display: string, layout: string | null): Promise<boolean> {
    if (layout === null) this.shown.delete(display);
    else if (!this.walls.has(layout)) return false;
    else this.shown.set(display, layout);
    return true;
  }

  async ofDisplay(display: string): Promise<WallLayout | undefined> {
    return this.find(this.shown.get(display) ?? '');
  }

  async assignments(): Promise<Map<string, string>> {
    return new Map(this.shown);
  }
}
