import type { LoggedState, StateProof } from '@linetwin/contracts';
import { Controller, Get, HttpException, HttpStatus, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { BusyError, ReplayService } from './replay.service.ts';

const time = z.coerce.number().min(0).max(8.64e15);
const line = z.string().min(1).max(64);
const proofQuerySchema = z.object({ line, at: time });
const logQuerySchema = z.object({
  line,
  from: time,
  to: time,
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});

@ApiTags('replay')
@Controller('replay')
export class ReplayController {
  constructor(@Inject(ReplayService) private readonly replay: ReplayService) {}

  @Get('state')
  @ApiOperation({
    summary:
      'Hash of how a replay shows a line at the last instant, up to the given one, that was logged live, beside the hash that was logged',
  })
  @ApiQuery({ name: 'line', description: 'Line id' })
  @ApiQuery({ name: 'at', schema: openApiSchema(time), description: 'ms since 1970 UTC' })
  async state(
    @Query(new ZodPipe(proofQuerySchema)) query: z.infer<typeof proofQuerySchema>,
  ): Promise<StateProof> {
    try {
      return await this.replay.prove(query.line, query.at);
    } catch (error) {
      if (error instanceof BusyError) throw new HttpException(error.message, HttpStatus.TOO_MANY_REQUESTS);
      throw error;
    }
  }

  @Get('state-log')
  @ApiOperation({ summary: 'Hashes of how a line stood, as they were logged live' })
  @ApiQuery({ name: 'line', description: 'Line id' })
  @ApiQuery({ name: 'from', schema: openApiSchema(time), description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', schema: openApiSchema(time), description: 'ms since 1970 UTC' })
  @ApiQuery({
    name: 'limit',
    required: false,
    description: 'Most of them, the oldest; 1000 unless told, 10000 at most',
  })
  log(@Query(new ZodPipe(logQuerySchema)) query: z.infer<typeof logQuerySchema>): Promise<LoggedState[]> {
    return this.replay.logged(query.line, query.from, query.to, query.limit);
  }
}
