import type { AlarmPerformanceAnswer } from '@linetwin/contracts';
import { BadRequestException, Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { toCsv, toXlsx, XLSX_TYPE } from '../platform/table-files.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { Twin } from '../twin/twin.ts';
import { exportRows, MAX_TRANSITIONS, performanceOf } from './alarm-reports.ts';
import { AlarmsService } from './alarms.service.ts';

const WEEK_MS = 7 * 86_400_000;

const time = z.coerce.number().min(0).max(8.64e15).optional();
const periodSchema = z.object({
  from: time,
  to: time,
  operators: z.coerce.number().int().min(1).max(100).default(1),
  lang: z.enum(['zh', 'en']).default('zh'),
});
type Period = z.infer<typeof periodSchema>;
const exportSchema = periodSchema.extend({
  line: z.string().max(64).optional(),
  priority: z.coerce.number().int().min(1).max(4).optional(),
  search: z.string().max(100).optional(),
});
type Export = z.infer<typeof exportSchema>;

/** How well the alarms of a period served people, and the log of them as a table. */
@ApiTags('alarms')
@Controller('alarms')
export class AlarmReportsController {
  constructor(
    @Inject(AlarmsService) private readonly alarms: AlarmsService,
    @Inject(Twin) private readonly twin: Twin,
  ) {}

  @Get('performance')
  @ApiOperation({ summary: 'Alarm performance of ISA-18.2 between two times; the last week by default' })
  async performance(@Query(new ZodPipe(periodSchema)) query: Period): Promise<AlarmPerformanceAnswer> {
    const period = periodOf(query);
    const transitions = await this.alarms.transitions(period.from, period.to, MAX_TRANSITIONS);
    const begin = await this.alarms.logBegin();
    return performanceOf(transitions, this.alarms.standing(), period, query.operators, begin);
  }

  @Get('events.csv')
  @ApiOperation({ summary: 'What happened to alarms between two times, as CSV (lang: zh or en)' })
  async csv(@Query(new ZodPipe(exportSchema)) query: Export): Promise<StreamableFile> {
    return file(Buffer.from(toCsv(await this.rows(query))), 'text/csv; charset=utf-8', 'csv');
  }

  @Get('events.xlsx')
  @ApiOperation({ summary: 'What happened to alarms between two times, as XLSX (lang: zh or en)' })
  async xlsx(@Query(new ZodPipe(exportSchema)) query: Export): Promise<StreamableFile> {
    return file(await toXlsx(await this.rows(query)), XLSX_TYPE, 'xlsx');
  }

  private async rows(query: Export): Promise<(string | number)[][]> {
    const { from, to } = periodOf(query);
    const transitions = await this.alarms.transitions(from, to, MAX_TRANSITIONS);
    return exportRows(transitions, this.twin.index, query.lang, query);
  }
}

function periodOf({ from, to = Date.now() }: Period): { from: number; to: number } {
  const period = { from: from ?? to - WEEK_MS, to };
  if (period.to > period.from) return period;
  throw new BadRequestException('to: must be after "from"');
}

function file(bytes: Buffer, type: string, ending: string): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: `attachment; filename="alarms.${ending}"` });
}
