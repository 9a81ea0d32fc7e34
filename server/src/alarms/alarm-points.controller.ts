import {
  alarmPointChangeSchema,
  alarmServiceChangeSchema,
  type Alarm,
  type AlarmPointChange,
  type AlarmServiceChange,
} from '@linetwin/contracts';
import { lineOf } from '@linetwin/model';
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
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { Twin } from '../twin/twin.ts';
import { asHttpError } from './alarm-errors.ts';
import { alarmPoints, findPoint, type AlarmPoint } from './alarm-points.ts';
import { AlarmsService } from './alarms.service.ts';

const querySchema = z.object({ equipment: z.string().min(1).max(256).optional() });

/** Limits of signals, and what people do to them beyond acknowledging: shelve, reset, take out of service. */
@ApiTags('alarms')
@Controller('alarm-points')
export class AlarmPointsController {
  constructor(
    @Inject(AlarmsService) private readonly alarms: AlarmsService,
    @Inject(Twin) private readonly twin: Twin,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Limits of a machine, or of the plant, with how they stand' })
  list(@Query(new ZodPipe(querySchema)) { equipment }: z.infer<typeof querySchema>): AlarmPoint[] {
    return alarmPoints(this.twin.index, this.alarms.standing(), equipment);
  }

  @Post(':point/change')
  @HttpCode(200)
  @ApiOperation({ summary: 'Shelves a limit for some hours, ends that, or resets its latched alarm' })
  @ApiBody({ schema: openApiSchema(alarmPointChangeSchema) })
  change(
    @Param('point') point: string,
    @Body(new ZodPipe(alarmPointChangeSchema)) request: AlarmPointChange,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<Alarm> {
    return this.ask(point, request, asker, note);
  }

  @Post(':point/service')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes a limit out of service, or returns it' })
  @ApiBody({ schema: openApiSchema(alarmServiceChangeSchema) })
  service(
    @Param('point') point: string,
    @Body(new ZodPipe(alarmServiceChangeSchema)) request: AlarmServiceChange,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<Alarm> {
    return this.ask(point, request, asker, note);
  }

  private async ask(
    point: string,
    request: AlarmPointChange | AlarmServiceChange,
    asker: Asker,
    note: NoteChange,
  ): Promise<Alarm> {
    const known = findPoint(this.twin.index, this.alarms.standing(), point);
    if (!known) throw new NotFoundException(`There is no alarm limit "${point}".`);
    note({ subject: point, before: { state: known.state } });
    const by = whoAsks(asker, request.by);
    try {
      const after = await this.alarms.change(lineOf(known.equipment), point, request, by);
      note({
        subject: point,
        before: { state: known.state },
        after: { state: after.state, ...after.suppression },
      });
      return after;
    } catch (error) {
      throw asHttpError(error);
    }
  }
}
