import {
  atQuerySchema,
  MAX_PHOTO_BYTES,
  workOrderChangeSchema,
  type AtQuery,
  type CausePrecision,
  type ListedWorkOrder,
  type Troubleshooting,
  type WorkOrder,
  type WorkOrderChange,
} from '@linetwin/contracts';
import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiAt } from '../platform/api-at.ts';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { inWords } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { Twin } from '../twin/twin.ts';
import { troubleshootingOf } from './troubleshooting.ts';
import { NoIncidentError, WorkOrderError, WorkOrdersService } from './work-orders.service.ts';

const listQuerySchema = atQuerySchema.extend({
  equipment: z.string().min(1).max(256).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const photoQuerySchema = z.object({ by: z.string().trim().min(1).max(64).optional() });

@ApiTags('work orders')
@Controller('work-orders')
export class WorkOrdersController {
  constructor(
    @Inject(WorkOrdersService) private readonly orders: WorkOrdersService,
    @Inject(Twin) private readonly twin: Twin,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Work orders, of a machine or all; those that changed last first' })
  @ApiAt()
  list(
    @Query(new ZodPipe(listQuerySchema)) query: z.infer<typeof listQuerySchema>,
  ): Promise<ListedWorkOrder[]> {
    return this.orders.list(query);
  }

  @Get('precision')
  @ApiOperation({ summary: 'How often each named cause was the one that people found' })
  @ApiAt()
  precision(@Query(new ZodPipe(atQuerySchema)) { at }: AtQuery): Promise<CausePrecision[]> {
    return this.orders.precision(at);
  }

  @Get(':incident')
  @ApiOperation({ summary: 'The work order of an incident' })
  @ApiAt()
  async read(
    @Param('incident') incident: string,
    @Query(new ZodPipe(atQuerySchema)) { at }: AtQuery,
  ): Promise<WorkOrder> {
    const order = await this.orders.read(incident, at);
    if (!order) throw new NotFoundException(`Incident "${incident}" has no work order yet.`);
    return order;
  }

  @Get(':incident/troubleshooting')
  @ApiOperation({ summary: 'Guided searches for the cause, with what is already known filled in' })
  @ApiAt()
  async troubleshooting(
    @Param('incident') incident: string,
    @Query(new ZodPipe(atQuerySchema)) { at }: AtQuery,
  ): Promise<Troubleshooting[]> {
    const known = await this.orders.incident(incident, at).catch(asHttpError);
    return troubleshootingOf(known, this.twin.index);
  }

  @Post(':incident/changes')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Assigns, comments, books parts and time, answers a step, judges the cause, closes',
  })
  @ApiBody({ schema: openApiSchema(workOrderChangeSchema) })
  async change(
    @Param('incident') incident: string,
    @Body(new ZodPipe(workOrderChangeSchema)) change: WorkOrderChange,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<WorkOrder> {
    note({ subject: incident, after: change });
    return this.orders.change(incident, change, whoAsks(asker, change.by)).catch(asHttpError);
  }

  @Post(':incident/photos')
  @HttpCode(200)
  @ApiOperation({ summary: `Adds a photo (image/jpeg, at most ${MAX_PHOTO_BYTES / 1e6} MB)` })
  @ApiConsumes('image/jpeg')
  async addPhoto(
    @Param('incident') incident: string,
    @Query(new ZodPipe(photoQuerySchema)) { by }: z.infer<typeof photoQuerySchema>,
    @Body() jpeg: unknown,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<WorkOrder> {
    note({ subject: incident });
    if (!Buffer.isBuffer(jpeg)) throw new BadRequestException('Send the photo as image/jpeg.');
    note({ subject: incident, after: { photoBytes: jpeg.length } });
    return this.orders.addPhoto(incident, jpeg, whoAsks(asker, by)).catch(asHttpError);
  }

  @Get(':incident/photos/:photo')
  @Header('Cache-Control', 'private, max-age=31536000, immutable')
  @ApiOperation({ summary: 'A photo of the work order' })
  async photo(@Param('incident') incident: string, @Param('photo') photo: string): Promise<StreamableFile> {
    const jpeg = await this.orders.photo(incident, photo);
    if (!jpeg) throw new NotFoundException('There is no such photo.');
    return new StreamableFile(jpeg, { type: 'image/jpeg', disposition: 'inline' });
  }
}

function asHttpError(error: unknown): never {
  if (error instanceof NoIncidentError) throw new NotFoundException(inWords(error.message, 'no-incident'));
  if (error instanceof WorkOrderError) throw new ConflictException(inWords(error.message, error.reason));
  throw error;
}
