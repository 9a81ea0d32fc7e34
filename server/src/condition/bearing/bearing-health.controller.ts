import {
  atQuerySchema,
  learnBearingRequestSchema,
  type BearingHealth,
  type LearnBearingRequest,
} from '@linetwin/contracts';
import { Body, Controller, Get, HttpCode, Inject, NotFoundException, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiAt } from '../../platform/api-at.ts';
import { AskedBy, Noting, type Asker, type NoteChange } from '../../platform/asker.ts';
import { answerOf } from '../../platform/in-words.ts';
import { openApiSchema } from '../../platform/openapi-schema.ts';
import { whoAsks } from '../../platform/who-asks.ts';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import { BearingHealthService, UnknownBearingError } from './bearing-health.service.ts';

const querySchema = atQuerySchema.extend({ equipment: z.string().min(1) });

@ApiTags('findings')
@Controller('condition/bearings')
export class BearingHealthController {
  constructor(@Inject(BearingHealthService) private readonly bearings: BearingHealthService) {}

  @Get()
  @ApiOperation({
    summary:
      'How the bearings of a machine stand: stage, ISO 20816 zone, what is left, healthy baseline, trend',
  })
  @ApiQuery({ name: 'equipment', description: 'Equipment address' })
  @ApiAt()
  list(
    @Query(new ZodPipe(querySchema)) { equipment, at }: z.infer<typeof querySchema>,
  ): Promise<BearingHealth[]> {
    return known(this.bearings.ofEquipment(equipment, at));
  }

  @Post('learn')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Learn the healthy baseline of a bearing anew from its next bursts; the one in use stays until then',
  })
  @ApiBody({ schema: openApiSchema(learnBearingRequestSchema) })
  async learn(
    @Body(new ZodPipe(learnBearingRequestSchema)) request: LearnBearingRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<BearingHealth> {
    const subject = `${request.equipment}#${request.bearing}`;
    note({ subject });
    const after = await known(this.bearings.learn(request, whoAsks(asker, request.by)));
    note({ subject, after: { reason: request.reason, version: after.baseline?.version ?? null } });
    return after;
  }
}

async function known<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownBearingError) throw new NotFoundException(answerOf(error));
    throw error;
  }
}
