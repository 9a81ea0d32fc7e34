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
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { exportQuerySchema, sentAs } from '../history/history-answers.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { AsksForBuckets, AsksForFile, AsksForSignals, AsksForValues } from '../history/history-queries.ts';
import { RunSignals } from './run-signals.ts';
import { told } from './told.ts';

@ApiTags('runs')
@Controller('runs/:id/history')
export class RunHistoryController {
  constructor(@Inject(RunSignals) private readonly signals: RunSignals) {}

  @Get()
  @ApiOperation({ summary: 'Thinned values of up to 20 signals of a run' })
  @AsksForBuckets()
  history(
    @Param('id') id: string,
    @Query(new ZodPipe(historyQuerySchema)) query: HistoryQuery,
  ): Promise<HistoryAnswer> {
    return told(this.signals.history(id, query));
  }

  @Get('statistics')
  @ApiOperation({ summary: 'Figures of up to 20 signals of a run over a range' })
  @AsksForSignals()
  statistics(
    @Param('id') id: string,
    @Query(new ZodPipe(statisticsQuerySchema)) query: StatisticsQuery,
  ): Promise<StatisticsAnswer> {
    return told(this.signals.statistics(id, query));
  }

  @Get('values')
  @ApiOperation({ summary: 'Values of one signal of a run as they were stored, at most 100,000 at once' })
  @AsksForValues()
  values(
    @Param('id') id: string,
    @Query(new ZodPipe(valuesQuerySchema)) query: ValuesQuery,
  ): Promise<ValuesAnswer> {
    return told(this.signals.values(id, query));
  }

  @Get('export')
  @ApiOperation({ summary: 'Values of up to 20 signals of a run as CSV or Parquet, at most 5 million' })
  @AsksForFile()
  export(
    @Param('id') id: string,
    @Query(new ZodPipe(exportQuerySchema)) query: z.infer<typeof exportQuerySchema>,
  ): Promise<StreamableFile> {
    return told(sentAs(this.signals.export(id, query, query.format), query.format));
  }
}
