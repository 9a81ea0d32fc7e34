import { historyQuerySchema, type HistoryAnswer, type HistoryQuery } from '@linetwin/contracts';
import { Controller, Get, Inject, NotFoundException, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Twin } from '../twin/twin.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { HistoryStore } from './history.port.ts';

@ApiTags('history')
@Controller('history')
export class HistoryController {
  constructor(
    @Inject(HistoryStore) private readonly history: HistoryStore,
    @Inject(Twin) private readonly twin: Twin,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Thinned values of up to 20 signals: least, greatest, mean and last of each bucket',
  })
  @ApiQuery({ name: 'signals', description: 'Signal addresses, comma-separated' })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'points', required: false, description: 'Most buckets per signal, 1000 when left out' })
  async read(@Query(new ZodPipe(historyQuerySchema)) query: HistoryQuery): Promise<HistoryAnswer> {
    const unknown = query.signals.find((address) => !this.twin.index.signal(address));
    if (unknown !== undefined)
      throw new NotFoundException(`There is no signal "${unknown}" in the plant files.`);
    return { from: query.from, to: query.to, series: await this.history.read(query) };
  }
}
