import {
  atQuerySchema,
  learnMonitorRequestSchema,
  type LearnMonitorRequest,
  type MachineMonitor,
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
import { MachineMonitorsService, UnknownMonitorError } from './machine-monitors.service.ts';

const querySchema = atQuerySchema.extend({ equipment: z.string().min(1) });

@ApiTags('findings')
@Controller('condition/monitors')
export class MachineMonitorsController {
  constructor(@Inject(MachineMonitorsService) private readonly monitors: MachineMonitorsService) {}

  @Get()
  @ApiOperation({
    summary:
      'The multivariate monitor of a machine: its model, what is to be learned, and its scores of a day',
  })
  @ApiQuery({ name: 'equipment', description: 'Equipment address' })
  @ApiAt()
  read(
    @Query(new ZodPipe(querySchema)) { equipment, at }: z.infer<typeof querySchema>,
  ): Promise<MachineMonitor> {
    return known(this.monitors.of(equipment, at));
  }

  @Post('learn')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Learn what is normal for a machine anew, from its healthy work from now on; the model in use stays until then',
  })
  @ApiBody({ schema: openApiSchema(learnMonitorRequestSchema) })
  async learn(
    @Body(new ZodPipe(learnMonitorRequestSchema)) request: LearnMonitorRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<MachineMonitor> {
    note({ subject: request.equipment });
    const after = await known(this.monitors.learn(request, whoAsks(asker, request.by)));
    note({
      subject: request.equipment,
      after: { reason: request.reason, version: after.model?.version ?? null },
    });
    return after;
  }
}

async function known<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownMonitorError) throw new NotFoundException(answerOf(error));
    throw error;
  }
}
