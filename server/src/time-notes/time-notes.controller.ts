import { timeNoteRequestSchema, type TimeNote, type TimeNoteRequest } from '@linetwin/contracts';
import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Delete,
  ForbiddenException,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { AccessRequest } from '../access/access-request.ts';
import { actorOf, nameOf } from '../access/principal.ts';
import { Noting, type NoteChange } from '../platform/asker.ts';
import { answerOf, inWords } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { TooManyNotesError } from './time-note-store.port.ts';
import { TimeNotesService, UnknownLineError, type Author, type NoteRefusal } from './time-notes.service.ts';

const time = z.coerce.number().min(0).max(8.64e15);
const searchSchema = z.object({
  from: time,
  to: time,
  line: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

@ApiTags('time notes')
@Controller('time-notes')
export class TimeNotesController {
  constructor(@Inject(TimeNotesService) private readonly notes: TimeNotesService) {}

  @Get()
  @ApiOperation({ summary: 'Notes that touch a span of plant time, the latest first' })
  @ApiQuery({ name: 'from', schema: openApiSchema(time), description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', schema: openApiSchema(time), description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'line', required: false, description: 'Line id; with those of the whole plant' })
  @ApiQuery({ name: 'limit', required: false, description: 'Most of them; 200 unless told, 500 at most' })
  search(
    @Query(new ZodPipe(searchSchema)) search: z.infer<typeof searchSchema>,
    @Req() { principal }: AccessRequest,
  ): Promise<TimeNote[]> {
    return this.notes.search(search, authorOf(principal).id);
  }

  @Post()
  @ApiOperation({ summary: 'Keep a note on an instant or a span of plant time' })
  @ApiBody({ schema: openApiSchema(timeNoteRequestSchema) })
  async add(
    @Body(new ZodPipe(timeNoteRequestSchema)) request: TimeNoteRequest,
    @Req() { principal }: AccessRequest,
    @Noting() note: NoteChange,
  ): Promise<TimeNote> {
    note({ subject: '', after: request });
    const added = await this.notes.add(request, authorOf(principal)).catch(rethrow);
    note({ subject: added.id, after: request });
    return added;
  }

  @Put(':id')
  @ApiOperation({ summary: "Replace one's own note" })
  @ApiBody({ schema: openApiSchema(timeNoteRequestSchema) })
  async change(
    @Param('id') id: string,
    @Body(new ZodPipe(timeNoteRequestSchema)) request: TimeNoteRequest,
    @Req() { principal }: AccessRequest,
    @Noting() note: NoteChange,
  ): Promise<TimeNote> {
    note({ subject: id, after: request });
    const changed = await this.notes.change(id, request, authorOf(principal)).catch(rethrow);
    if (typeof changed === 'string') throw refusalOf(changed);
    const { line, from, to, text } = changed.before;
    note({ subject: id, before: { line, from, to, text }, after: request });
    return changed.after;
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: "Remove one's own note" })
  async remove(
    @Param('id') id: string,
    @Req() { principal }: AccessRequest,
    @Noting() note: NoteChange,
  ): Promise<void> {
    note({ subject: id });
    const removed = await this.notes.remove(id, authorOf(principal));
    if (typeof removed === 'string') throw refusalOf(removed);
    const { line, from, to, text } = removed;
    note({ subject: id, before: { line, from, to, text } });
  }
}

function authorOf(principal: AccessRequest['principal']): Author {
  return { id: actorOf(principal).actorId ?? '', name: nameOf(principal) ?? '' };
}

function refusalOf(refusal: NoteRefusal): Error {
  return refusal === 'unknown'
    ? new NotFoundException(inWords('There is no such note; it may have been removed.', 'no-note'))
    : new ForbiddenException(inWords('Only who wrote a note may change or remove it.', 'note-of-other'));
}

function rethrow(error: unknown): never {
  if (error instanceof TooManyNotesError) throw new ConflictException(answerOf(error));
  if (error instanceof UnknownLineError) throw new BadRequestException(answerOf(error));
  throw error;
}
