import { gapQuerySchema, type Gap, type GapQuery } from '@linetwin/contracts';
import { Controller, Get, Inject, NotFoundException, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { GapsService, UnknownScopeError } from './gaps.service.ts';

@ApiTags('history')
@Controller('gaps')
export class GapsController {
  constructor(@Inject(GapsService) private readonly gaps: GapsService) {}

  @Get()
  @ApiOperation({
    summary:
      'Times for which values did not come, and why; those that touch the last day by default, newest first',
  })
  @ApiQuery({ name: 'line', required: false, description: 'Line id' })
  @ApiQuery({
    name: 'equipment',
    required: false,
    description: 'Equipment address: with gaps of its line and signals',
  })
  @ApiQuery({ name: 'from', required: false, description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', required: false, description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'open', required: false, description: 'true: only open gaps; false: only closed ones' })
  @ApiQuery({ name: 'limit', required: false, description: 'Most gaps, 100 when left out' })
  async list(@Query(new ZodPipe(gapQuerySchema)) query: GapQuery): Promise<Gap[]> {
    try {
      return await this.gaps.list(query);
    } catch (error) {
      if (error instanceof UnknownScopeError) throw new NotFoundException(error.message);
      throw error;
    }
  }
}
