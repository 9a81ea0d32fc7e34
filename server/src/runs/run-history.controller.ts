import {
  historyQuerySchema,
  statisticsQuerySchema,
  valuesQuerySchema,
  type HistoryAnswer,
  type HistoryQuery,
  type StatisticsAnswer,
  type StatisticsQuery,
  type ValuesAnswer,
  type ValuesQuery,
} from '@linetwin/contracts';
import { Controller, Get, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { exportQuerySchema, sentAs } from '../history/history-answers.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { RunSignals } from './run-signals.ts';
import { told } from './told.ts';

@ApiTags('runs')
@Controller('runs/:id/history')
export class RunHistoryController {
  constructor(@Inject(RunSignals) private readonly signals: RunSignals) {}

  @Get()
  @ApiOperation({ summary: 'Thinned values of up to 20 signals of a run' })
  @ApiQuery({ name: 'signals', description: 'Signal addresses, comma-separated' })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'points', required: false, description: 'Most buckets per signal, 1000 when left out' })
  history(
    @Param('id') id: string,
    @Query(new ZodPipe(historyQuerySchema)) query: HistoryQuery,
  ): Promise<HistoryAnswer> {
    return told(this.signals.history(id, query));
  }

  @Get('statistics')
  @ApiOperation({ summary: 'Figures of up to 20 signals of a run over a range' })
  @ApiQuery({ name: 'signals', description: 'Signal addresses, comma-separated' })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  statistics(
    @Param('id') id: string,
    @Query(new ZodPipe(statisticsQuerySchema)) query: StatisticsQuery,
  ): Promise<StatisticsAnswer> {
    return told(this.signals.statistics(id, query));
  }

  @Get('values')
  @ApiOperation({ summary: 'Values of one signal of a run as they were stored, at most 100,000 at once' })
  @ApiQuery({ name: 'signal', description: 'Signal address' })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'limit', required: false, description: 'Most values, 100,000 when left out' })
  values(
    @Param('id') id: string,
    @Query(new ZodPipe(valuesQuerySchema)) query: ValuesQuery,
  ): Promise<ValuesAnswer> {
    return told(this.signals.values(id, query));
  }

  @Get('export')
  @ApiOperation({ summary: 'Values of up to 20 signals of a run as CSV or Parquet, at most 5 million' })
  @ApiQuery({ name: 'signals', description: 'Signal addresses, comma-separated' })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'format', required: false, description: 'csv (when left out) or parquet' })
  export(
    @Param('id') id: string,
    @Query(new ZodPipe(exportQuerySchema)) query: z.infer<typeof exportQuerySchema>,
  ): Promise<StreamableFile> {
    return told(sentAs(this.signals.export(id, query, query.format), query.format));
  }
}
