import type { LayoutPreview, LayoutSaved, LayoutState, PlaceMoveRequest } from '@linetwin/contracts';
import {
  adoptPlaces,
  loadPlant,
  movePlaces,
  type EquipmentAddress,
  type MovedText,
  type Place,
  type PlantModel,
  type PlantText,
} from '@linetwin/model';
import { Refusal } from '../platform/in-words.ts';
import type { PlantFiles } from './plant-files.ts';

/** The plant files were changed by somebody else meanwhile. */
export class LayoutConflictError extends Refusal {
  override name = 'LayoutConflictError';
}

/** Where machines stand, as the plant files say it. One change at a time. */
export class LayoutService {
  private readonly files: PlantFiles;
  private readonly model: PlantModel;
  private readonly adopts: boolean;
  private readonly onTakenUp: () => void;
  /** Version of the model that the files of a version make: reading a plant takes a second. */
  private loaded: { files: string; model: number | undefined } | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param parts.onTakenUp told after the running plant has other places
   * @param parts.model the plant that runs
   * @param parts.adopts whether a running plant takes up other places; not where servers must agree on the version of their model
   */
  constructor(parts: { files: PlantFiles; model: PlantModel; adopts: boolean; onTakenUp: () => void }) {
    this.files = parts.files;
    this.model = parts.model;
    this.adopts = parts.adopts;
    this.onTakenUp = parts.onTakenUp;
  }

  /** @throws PlantFolderError */
  async state(): Promise<LayoutState> {
    const { texts, version } = await this.files.read();
    return this.stateOf(texts, version);
  }

  /** @throws PlaceEditError, PlantFileError, PlantFolderError */
  async preview(moves: readonly PlaceMoveRequest[]): Promise<LayoutPreview> {
    const { texts, version } = await this.files.read();
    const moved = moveIn(texts, moves);
    const files = moved.map(({ file, text, changes }) => ({ file: this.files.nameOf(file), text, changes }));
    return { ...(await this.stateOf(texts, version)), files };
  }

  /** Where machines stand in the plant that runs, by address. */
  placesNow(addresses: readonly string[]): Record<string, Place> {
    const wanted = new Set(addresses);
    return placesOf(
      this.model.equipment
        .filter(({ address }) => wanted.has(address))
        .map(({ address, at }) => ({ equipment: address, at: { ...at } })),
    );
  }

  /** @throws LayoutConflictError, ReadOnlyPlantError, PlaceEditError, PlantFileError, PlantFolderError */
  save(version: string, moves: readonly PlaceMoveRequest[]): Promise<LayoutSaved> {
    const saved = this.last.then(() => this.saveNow(version, moves));
    this.last = saved.catch(() => undefined);
    return saved;
  }

  private async saveNow(version: string, moves: readonly PlaceMoveRequest[]): Promise<LayoutSaved> {
    const before = await this.files.read();
    if (before.version !== version)
      throw new LayoutConflictError(
        'The plant files were changed meanwhile; look at what they say now before you save again.',
        'plant-changed',
      );
    const moved = moveIn(before.texts, moves);
    // Before anything is written: files with a mistake somewhere are for people to mend first.
    const next = loadPlant(before.texts.map((one) => moved.find(({ file }) => file === one.file) ?? one));
    await this.files.write(moved);
    const takenUp = this.adopts && adoptPlaces(this.model, next) ? 'now' : 'restart';
    if (takenUp === 'now') this.onTakenUp();
    const files = moved.map(({ file }) => this.files.nameOf(file));
    return { ...(await this.state()), files, takenUp };
  }

  private async stateOf(texts: readonly PlantText[], version: string): Promise<LayoutState> {
    const writable = await this.files.isWritable();
    if (this.loaded?.files !== version) this.loaded = { files: version, model: versionOf(texts) };
    return { version, writable, changedSinceStart: this.loaded.model !== this.model.version };
  }
}

export function placesOf(moves: readonly { equipment: string; at: Place }[]): Record<string, Place> {
  return Object.fromEntries(moves.map(({ equipment, at }) => [equipment, at]));
}

/** `undefined` for files with mistakes: they are another plant than the one that runs in any case. */
function versionOf(texts: readonly PlantText[]): number | undefined {
  try {
    return loadPlant(texts).version;
  } catch {
    return undefined;
  }
}

function moveIn(texts: readonly PlantText[], moves: readonly PlaceMoveRequest[]): MovedText[] {
  return movePlaces(
    texts,
    moves.map(({ equipment, at }) => ({ equipment: equipment as EquipmentAddress, at })),
  );
}
