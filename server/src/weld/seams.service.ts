import type { SeamMessage, SeamSummary } from '@linetwin/contracts';
import type { EquipmentAddress } from '@linetwin/model';
import type { EventBus } from '../events.ts';
import type { SeamKeeper } from './seam-keeper.ts';
import type { SeamRange, SeamStore, StoredSeam } from './seam-store.port.ts';

/** Weld seams as people see them: the newest of each machine, and all that are stored. */
export class SeamsService {
  private readonly store: SeamStore;
  private readonly keeper: SeamKeeper | undefined;
  private readonly events: EventBus;
  private readonly elsewhere = new Map<string, SeamMessage>();
  private unsubscribe: () => void = () => undefined;

  constructor(parts: {
    store: SeamStore;
    /** Of the lines that this process owns; none in one that owns no lines. */
    keeper?: SeamKeeper;
    events: EventBus;
  }) {
    this.store = parts.store;
    this.keeper = parts.keeper;
    this.events = parts.events;
  }

  start(): void {
    this.unsubscribe = this.events.on(
      'SeamWelded',
      'seam board',
      ({ equipment, seam }) => this.elsewhere.set(equipment, seam),
      'elsewhere',
    );
  }

  stop(): void {
    this.unsubscribe();
  }

  /** Last seam of every machine. */
  newest(): StoredSeam[] {
    const newest = new Map(this.elsewhere);
    for (const { equipment, seam } of this.keeper?.newest() ?? []) {
      if (seam.time > (newest.get(equipment)?.time ?? 0)) newest.set(equipment, seam);
    }
    return [...newest].map(([equipment, seam]) => ({ equipment, seam }));
  }

  async list(range: SeamRange): Promise<SeamSummary[]> {
    await this.keeper?.settled();
    return this.store.list(range);
  }

  async read(equipment: string, endedAt: number): Promise<SeamMessage | undefined> {
    await this.keeper?.settled();
    return this.store.read(equipment, endedAt);
  }

  /** Reads from the store what others may have told while nobody here could hear it, and tells the differences. */
  async catchUp(): Promise<void> {
    const known = new Map(this.newest().map(({ equipment, seam }) => [equipment, seam.time]));
    for (const { equipment, seam } of await this.store.newest()) {
      if (seam.time > (known.get(equipment) ?? 0))
        this.events.emit('SeamWelded', { equipment: equipment as EquipmentAddress, seam }, 'elsewhere');
    }
  }
}
