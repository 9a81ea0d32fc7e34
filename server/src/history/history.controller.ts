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
import { Controller, Get, Inject, NotFoundException, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Twin } from '../twin/twin.ts';
import { inWords } from '../platform/in-words.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { exportQuerySchema, sentAs, valuesAnswer } from './history-answers.ts';
import { HistoryExportService } from './history-export.service.ts';
import { HistoryStore } from './history.port.ts';
import { AsksForBuckets, AsksForFile, AsksForSignals, AsksForValues } from './history-queries.ts';
import { SignalStatisticsService } from './signal-statistics.service.ts';

@ApiTags('history')
@Controller('history')
export class HistoryController {
  constructor(
    @Inject(HistoryStore) private readonly history: HistoryStore,
    @Inject(SignalStatisticsService) private readonly figures: SignalStatisticsService,
    @Inject(HistoryExportService) private readonly exports: HistoryExportService,
    @Inject(Twin) private readonly twin: Twin,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Thinned values of up to 20 signals: least, greatest, mean and last of each bucket',
  })
  @AsksForBuckets()
  async read(@Query(new ZodPipe(historyQuerySchema)) query: HistoryQuery): Promise<HistoryAnswer> {
    this.known(query.signals);
    return { from: query.from, to: query.to, series: await this.history.read(query) };
  }

  @Get('statistics')
  @ApiOperation({
    summary:
      'Figures of up to 20 signals over a range: number, least, greatest, mean, standard deviation, percentiles, share in gaps',
  })
  @AsksForSignals()
  async statistics(
    @Query(new ZodPipe(statisticsQuerySchema)) query: StatisticsQuery,
  ): Promise<StatisticsAnswer> {
    this.known(query.signals);
    return { from: query.from, to: query.to, series: await this.figures.of(query) };
  }

  @Get('values')
  @ApiOperation({ summary: 'Values of one signal as they were stored, at most 100,000 at once' })
  @AsksForValues()
  async values(@Query(new ZodPipe(valuesQuerySchema)) query: ValuesQuery): Promise<ValuesAnswer> {
    this.known([query.signal]);
    return valuesAnswer(query.signal, await this.history.values(query));
  }

  @Get('export')
  @ApiOperation({ summary: 'Values of up to 20 signals as CSV or Parquet, at most 5 million' })
  @AsksForFile()
  async export(
    @Query(new ZodPipe(exportQuerySchema)) query: z.infer<typeof exportQuerySchema>,
  ): Promise<StreamableFile> {
    this.known(query.signals);
    const { from, to, format } = query;
    const signals = query.signals.map((address) => ({
      address,
      unit: this.twin.index.signal(address)!.unit,
    }));
    return sentAs(this.exports.export({ signals, from, to }, format), format);
  }

  private known(signals: readonly string[]): void {
    const unknown = signals.find((address) => !this.twin.index.signal(address));
    if (unknown !== undefined)
      throw new NotFoundException(
        inWords(`There is no signal "${unknown}" in the plant files.`, 'not-in-plant', { what: unknown }),
      );
  }
}
