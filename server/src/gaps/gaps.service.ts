import type { Gap, GapQuery } from '@linetwin/contracts';
import { linePath, type ModelIndex } from '@linetwin/model';
import type { GapKeeper } from './gap-keeper.ts';
import type { GapStore } from './gap-store.port.ts';
import { touchedTime } from './touched-time.ts';

const DAY_MS = 86_400_000;
/** Most gaps of one machine that shares are reckoned from. */
const MAX_SHARED_GAPS = 1000;

/** There is no such line or machine; the message goes to whoever asked. */
export class UnknownScopeError extends Error {
  override name = 'UnknownScopeError';
}

/** Gaps as people see them. */
export class GapsService {
  private readonly store: GapStore;
  private readonly keeper: GapKeeper | undefined;
  private readonly index: ModelIndex;

  constructor(parts: {
    store: GapStore;
    /** Of the lines that this process owns; none in one that owns no lines. */
    keeper?: GapKeeper;
    index: ModelIndex;
  }) {
    this.store = parts.store;
    this.keeper = parts.keeper;
    this.index = parts.index;
  }

  /** Newest beginning first; the last day when no time is given. @throws UnknownScopeError */
  async list({ line, equipment, from, to = Date.now(), open, limit }: GapQuery): Promise<Gap[]> {
    if (line !== undefined && !this.index.line(line))
      throw new UnknownScopeError(`There is no line "${line}" in the plant files.`);
    const scopes = equipment === undefined ? undefined : this.scopesAround(equipment);
    await this.keeper?.settled();
    return this.store.list({ line, scopes, from: from ?? to - DAY_MS, to, open, limit });
  }

  /**
   * Share of a time that lies in gaps of a signal, of its machine or of its line, 0 to 1, for each signal.
   *
   * @param signals all in the plant files
   */
  async shares(signals: readonly string[], from: number, to: number): Promise<number[]> {
    const machines = [...new Set(signals.map((address) => this.index.signal(address)!.equipment))];
    const limit = MAX_SHARED_GAPS;
    const gaps = await Promise.all(machines.map((equipment) => this.list({ equipment, from, to, limit })));
    return signals.map((signal) => {
      const around = gaps[machines.indexOf(this.index.signal(signal)!.equipment)];
      const touching = around.filter(({ scope }) => `${signal}/`.startsWith(`${scope}/`));
      return (touchedTime(touching, from, to).seconds * 1000) / (to - from);
    });
  }

  private scopesAround(address: string): string[] {
    const machine = this.index.equipment(address);
    if (!machine) throw new UnknownScopeError(`There is no machine "${address}" in the plant files.`);
    const { area } = this.index.line(machine.line)!;
    return [linePath(this.index.model.site.id, area, machine.line), address, `${address}/`];
  }
}
