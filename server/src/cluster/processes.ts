import type { ProcessNote } from '@linetwin/contracts';

/** The server processes of this plant, as far as they are known. */
export abstract class Processes {
  abstract list(): Promise<ProcessNote[]>;
}
