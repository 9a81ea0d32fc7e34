import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** The newest refused points are kept, so many of them. */
const KEPT = 1000;

const entrySchema = z.object({
  /** When it was refused, ms since 1970 UTC. */
  at: z.number(),
  reason: z.string(),
  address: z.string(),
  time: z.number(),
  value: z.number().nullable(),
  quality: z.number(),
});
export type QuarantinedPoint = z.infer<typeof entrySchema>;

const fileSchema = z.object({ total: z.number(), points: z.array(entrySchema) });
export type QuarantineReport = z.infer<typeof fileSchema>;

/** Points that the history store will never take, with the reason, in a file of this machine. */
export class Quarantine {
  private readonly path: string;
  private points: QuarantinedPoint[] = [];
  private total = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  async start(): Promise<void> {
    try {
      ({ points: this.points, total: this.total } = fileSchema.parse(
        JSON.parse(await readFile(this.path, 'utf8')),
      ));
    } catch (error) {
      // One that cannot be read begins anew: it is a help for people, not a record.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.points = [];
    }
  }

  /** Resolves when they are on disk. */
  add(points: readonly QuarantinedPoint[]): Promise<void> {
    this.total += points.length;
    this.points = [...this.points, ...points].slice(-KEPT);
    const text = JSON.stringify(this.report());
    this.writing = this.writing
      .catch(() => undefined)
      .then(async () => {
        await writeFile(`${this.path}.part`, text);
        await rename(`${this.path}.part`, this.path);
      });
    return this.writing;
  }

  /** Oldest first; `total` counts also those that are no longer kept. */
  report(): QuarantineReport {
    return { total: this.total, points: this.points };
  }
}
