import {
  atQuerySchema,
  incidentQuerySchema,
  type AtQuery,
  type Incident,
  type IncidentQuery,
} from '@linetwin/contracts';
import { Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ApiAt } from '../platform/api-at.ts';
import { inWords } from '../platform/in-words.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { IncidentsService } from './incidents.service.ts';

@ApiTags('incidents')
@Controller('incidents')
export class IncidentsController {
  constructor(@Inject(IncidentsService) private readonly incidents: IncidentsService) {}

  @Get()
  @ApiOperation({
    summary:
      'Open incidents, each with its first cause and chain; with from, to or state=closed those of the past, newest first',
  })
  @ApiQuery({ name: 'line', required: false, description: 'Line id' })
  @ApiQuery({ name: 'equipment', required: false, description: 'Equipment address of a member' })
  @ApiQuery({ name: 'state', required: false, description: 'open or closed' })
  @ApiQuery({ name: 'from', required: false, description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', required: false, description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'limit', required: false, description: 'Most incidents, 100 when left out' })
  @ApiAt()
  list(@Query(new ZodPipe(incidentQuerySchema)) query: IncidentQuery): Promise<Incident[]> {
    return this.incidents.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One incident as it stands' })
  @ApiAt()
  async read(@Param('id') id: string, @Query(new ZodPipe(atQuerySchema)) { at }: AtQuery): Promise<Incident> {
    const incident = await this.incidents.read(id, at);
    if (!incident) throw new NotFoundException(inWords(`There is no incident "${id}".`, 'no-incident'));
    return incident;
  }
}
