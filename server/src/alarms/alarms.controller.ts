import { acknowledgeRequestSchema, atQuerySchema, type Alarm } from '@linetwin/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiAt } from '../platform/api-at.ts';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { asHttpError } from './alarm-errors.ts';
import { AlarmsService } from './alarms.service.ts';

const DAY_MS = 86_400_000;

const alarmHistoryQuerySchema = atQuerySchema.extend({
  from: z.coerce.number().optional(),
  to: z.coerce.number().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

@ApiTags('alarms')
@Controller('alarms')
export class AlarmsController {
  constructor(@Inject(AlarmsService) private readonly alarms: AlarmsService) {}

  @Get()
  @ApiOperation({
    summary: 'Alarms that are not normal: active, returned or latched and not acknowledged, or kept quiet',
  })
  standing(): Alarm[] {
    return this.alarms.standing();
  }

  @Get('history')
  @ApiOperation({
    summary: 'Alarms that rose between two times (ms since 1970 UTC), newest first; the last day by default',
  })
  @ApiAt()
  history(
    @Query(new ZodPipe(alarmHistoryQuerySchema)) query: z.infer<typeof alarmHistoryQuerySchema>,
  ): Promise<Alarm[]> {
    const to = query.to ?? Date.now();
    return this.alarms.raisedBetween(query.from ?? to - DAY_MS, to, query.limit, query.at);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'A person has seen the alarm; whoever is signed in, under the own name' })
  @ApiBody({ schema: openApiSchema(acknowledgeRequestSchema) })
  async acknowledge(
    @Param('id') id: string,
    @Body(new ZodPipe(acknowledgeRequestSchema)) request: z.infer<typeof acknowledgeRequestSchema>,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<Alarm> {
    const before = this.alarms.standing().find((alarm) => alarm.id === id);
    note({ subject: id, before });
    const by = whoAsks(asker, request.by);
    try {
      const after = await this.alarms.acknowledge(id, by, request.comment);
      note({ subject: id, before, after: { ...after, comment: request.comment } });
      return after;
    } catch (error) {
      throw asHttpError(error);
    }
  }
}
