import { z } from 'zod';
import { JsonFile } from '../platform/json-file.ts';

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
  private readonly file: JsonFile<QuarantineReport>;
  private points: QuarantinedPoint[] = [];
  private total = 0;

  constructor(path: string) {
    this.file = new JsonFile(path, fileSchema);
  }

  async start(): Promise<void> {
    // One that cannot be read begins anew: it is a help for people, not a record.
    const kept = await this.file.read().catch(() => undefined);
    if (kept) ({ points: this.points, total: this.total } = kept);
  }

  /** Resolves when they are on disk. */
  add(points: readonly QuarantinedPoint[]): Promise<void> {
    this.total += points.length;
    this.points = [...this.points, ...points].slice(-KEPT);
    return this.file.write(this.report());
  }

  /** Oldest first; `total` counts also those that are no longer kept. */
  report(): QuarantineReport {
    return { total: this.total, points: this.points };
  }
}
