import { FIGURE_NAMES, processNoteSchema, type FiguresAnswer } from '@linetwin/contracts';
import { z } from 'zod';
import { request } from './http.ts';

const figuresAnswerSchema: z.ZodType<FiguresAnswer> = z.object({
  processes: z.array(
    z.object({
      process: processNoteSchema,
      everyS: z.number(),
      series: z.partialRecord(z.enum(FIGURE_NAMES), z.array(z.number().nullable())),
    }),
  ),
});

/** What the server processes measured of themselves in the last half hour. */
export function readFigures(signal?: AbortSignal): Promise<FiguresAnswer> {
  return request(figuresAnswerSchema, '/api/figures', { signal });
}
