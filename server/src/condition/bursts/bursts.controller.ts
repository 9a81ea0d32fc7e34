import { atQuerySchema, burstQuerySchema, type BurstQuery, type KeptBurst } from '@linetwin/contracts';
import { Controller, Get, Inject, NotFoundException, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ApiAt } from '../../platform/api-at.ts';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import { BurstsService, UnknownBurstError } from './bursts.service.ts';

const listSchema = atQuerySchema.extend(burstQuerySchema.pick({ equipment: true }).shape);

@ApiTags('history')
@Controller('bursts')
export class BurstsController {
  constructor(@Inject(BurstsService) private readonly bursts: BurstsService) {}

  @Get()
  @ApiOperation({ summary: 'Vibration bursts of a machine that are kept, by sensor and newest first' })
  @ApiQuery({ name: 'equipment', description: 'Equipment address' })
  @ApiAt()
  list(@Query(new ZodPipe(listSchema)) { equipment, at }: z.infer<typeof listSchema>): Promise<KeptBurst[]> {
    return known(this.bursts.list(equipment, at));
  }

  @Get('raw')
  @ApiOperation({ summary: 'One burst as it was sent (LTVB, see the MQTT protocol)' })
  @ApiQuery({ name: 'equipment', description: 'Equipment address' })
  @ApiQuery({ name: 'channel', description: 'Id of the waveform signal on the machine' })
  @ApiQuery({ name: 'time', description: 'Source time of the first sample, ms since 1970 UTC' })
  async read(@Query(new ZodPipe(burstQuerySchema)) query: BurstQuery): Promise<StreamableFile> {
    const bytes = await known(this.bursts.read(query));
    return new StreamableFile(bytes, {
      type: 'application/octet-stream',
      disposition: `attachment; filename="${query.channel}-${query.time}.ltvb"`,
      length: bytes.length,
    });
  }
}

async function known<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownBurstError) throw new NotFoundException(error.message);
    throw error;
  }
}
