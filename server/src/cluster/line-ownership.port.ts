/**
 * Which lines this process looks after.
 *
 * Promises: a line is owned from when every keeper took it until the first one is told to leave it; keepers are told one
 * thing at a time for each line.
 */
export abstract class LineOwnership {
  abstract start(): Promise<void>;
  /** Leaves all lines, then others may take them. */
  abstract stop(): Promise<void>;
  abstract owns(line: string): boolean;
  abstract owned(): string[];
}
