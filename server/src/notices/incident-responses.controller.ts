import { atQuerySchema, type IncidentResponse } from '@linetwin/contracts';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiAt } from '../platform/api-at.ts';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { inWords } from '../platform/in-words.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { IncidentResponses, UnknownIncidentError } from './incident-responses.ts';

const MAX_ASKED = 200;

const requestSchema = z.strictObject({ by: z.string().trim().min(1).max(64).optional() });
const querySchema = atQuerySchema.extend({
  incidents: z
    .string()
    .max(20_000)
    .transform((text) => text.split(',').filter(Boolean).slice(0, MAX_ASKED)),
});

@ApiTags('incidents')
@Controller('incident-responses')
export class IncidentResponsesController {
  constructor(@Inject(IncidentResponses) private readonly responses: IncidentResponses) {}

  @Get()
  @ApiOperation({ summary: 'Who took these incidents on (incidents: comma-separated ids)' })
  @ApiAt()
  list(
    @Query(new ZodPipe(querySchema)) { incidents, at }: z.infer<typeof querySchema>,
  ): Promise<IncidentResponse[]> {
    return this.responses.of(incidents, at);
  }

  @Post(':incident')
  @HttpCode(200)
  @ApiOperation({
    summary: 'A person takes the incident on: its alarms are acknowledged, nobody further up is told',
  })
  async acknowledge(
    @Param('incident') incident: string,
    @Body(new ZodPipe(requestSchema)) { by }: z.infer<typeof requestSchema>,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<IncidentResponse> {
    note({ subject: incident });
    try {
      const response = await this.responses.acknowledge(incident, whoAsks(asker, by), 'page');
      note({ subject: incident, after: response });
      return response;
    } catch (error) {
      if (error instanceof UnknownIncidentError)
        throw new NotFoundException(inWords(error.message, 'no-incident'));
      throw error;
    }
  }
}
