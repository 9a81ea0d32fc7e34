import type { RecordsSnapshot, SampleBatch, SessionAnswer } from '@linetwin/contracts';
import type { PlantModel } from '@linetwin/model';
import { createStore, del, get, set, type UseStore } from 'idb-keyval';

const KEY = 'last-state';
/** Shapes of another number are of another build, and thrown away. */
const SHAPE = 1;

/** The plant as this browser last knew it. */
export interface LastState {
  shape: typeof SHAPE;
  /** Server time of the last frame, ms since 1970 UTC. */
  at: number;
  /** Whose view it is: another one who signs in does not see it. */
  account: SessionAnswer;
  model: PlantModel;
  values: SampleBatch;
  records: RecordsSnapshot;
}

let opened: UseStore | undefined;
/** Where the browser keeps it; a database of our own. */
const database = () => (opened ??= createStore('linetwin', 'offline'));

/** @returns null when there is none, or none that this build can read */
export async function readLastState(): Promise<LastState | null> {
  const kept = await get<LastState>(KEY, database()).catch(() => undefined);
  return kept?.shape === SHAPE ? kept : null;
}

export async function keepLastState(state: Omit<LastState, 'shape'>): Promise<void> {
  await set(KEY, { ...state, shape: SHAPE }, database());
}

/** For signing out: a shared device shows nothing of the plant to the next one. */
export async function forgetLastState(): Promise<void> {
  await del(KEY, database()).catch(() => undefined);
}
