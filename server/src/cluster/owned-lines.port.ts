/**
 * The lines that the server of this machine looked after last, kept over its death.
 *
 * Promises: `read` gives what was last written, also by an earlier process, and nothing where nothing was or it cannot be read.
 */
export abstract class OwnedLines {
  abstract read(): Promise<string[]>;
  abstract write(lines: readonly string[]): Promise<void>;
}
