import {
  EXPORT_FORMATS,
  statisticsQuerySchema,
  type ExportFormat,
  type ValuesAnswer,
} from '@linetwin/contracts';
import { BadRequestException, HttpException, HttpStatus, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { answerOf } from '../platform/in-words.ts';
import { ExportsBusyError, ExportTooLargeError, type ExportedFile } from './history-export.service.ts';
import type { HistoryStore } from './history.port.ts';

export const exportQuerySchema = statisticsQuerySchema.safeExtend({
  format: z.enum(EXPORT_FORMATS).default('csv'),
});
const TYPES = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' };

/** A file as it goes over HTTP; its refusals as HTTP says them. */
export async function sentAs(file: Promise<ExportedFile>, format: ExportFormat): Promise<StreamableFile> {
  try {
    const { content, bytes } = await file;
    return new StreamableFile(content, {
      type: TYPES[format],
      disposition: `attachment; filename="signals.${format}"`,
      length: bytes,
    });
  } catch (error) {
    if (error instanceof ExportTooLargeError) throw new BadRequestException(answerOf(error));
    if (error instanceof ExportsBusyError)
      throw new HttpException(answerOf(error), HttpStatus.TOO_MANY_REQUESTS);
    throw error;
  }
}

type Values = Awaited<ReturnType<HistoryStore['values']>>;

/** Values as they go over HTTP, where a number that is none is null. */
export function valuesAnswer(signal: string, { time, value, quality }: Values): ValuesAnswer {
  return { signal, time, value: value.map((x) => (Number.isFinite(x) ? x : null)), quality };
}
