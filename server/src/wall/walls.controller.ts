import {
  assignWallRequestSchema,
  wallRequestSchema,
  type ShownWall,
  type WallLayout,
  type WallRequest,
  type WallsAnswer,
} from '@linetwin/contracts';
import {
  Body,
  ConflictException,
  Controller,
  Delete,
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
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { answerOf, inWords } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { TooManyWallsError } from './wall-store.port.ts';
import { WallsService } from './walls.service.ts';

const shownQuerySchema = z.object({ layout: z.string().max(64).optional() });
const UNKNOWN = 'There is no such wall; it may have been removed.';

@ApiTags('walls')
@Controller()
export class WallsController {
  constructor(@Inject(WallsService) private readonly walls: WallsService) {}

  @Get('wall')
  @ApiOperation({ summary: 'What this screen shows' })
  @ApiQuery({ name: 'layout', required: false, description: 'A stored wall to look at' })
  shown(
    @Query(new ZodPipe(shownQuerySchema)) { layout }: z.infer<typeof shownQuerySchema>,
    @Req() { principal }: AccessRequest,
  ): Promise<ShownWall> {
    return this.walls.shown(layout, principal.kind === 'display' ? principal.id : undefined);
  }

  @Get('walls')
  @ApiOperation({ summary: 'Stored walls, and which display shows which' })
  list(): Promise<WallsAnswer> {
    return this.walls.list();
  }

  @Post('walls')
  @ApiOperation({ summary: 'Keep a new wall' })
  @ApiBody({ schema: openApiSchema(wallRequestSchema) })
  async add(
    @Body(new ZodPipe(wallRequestSchema)) request: WallRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<WallLayout> {
    note({ subject: request.name, after: request.content });
    try {
      return await this.walls.add(request, asker.name ?? '');
    } catch (error) {
      if (error instanceof TooManyWallsError) throw new ConflictException(answerOf(error));
      throw error;
    }
  }

  @Put('walls/:id')
  @ApiOperation({ summary: 'Replace a wall' })
  @ApiBody({ schema: openApiSchema(wallRequestSchema) })
  async change(
    @Param('id') id: string,
    @Body(new ZodPipe(wallRequestSchema)) request: WallRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<WallLayout> {
    note({ subject: id });
    const changed = await this.walls.change(id, request, asker.name ?? '');
    if (!changed) throw new NotFoundException(inWords(UNKNOWN, 'no-wall'));
    const { before, after } = changed;
    note({
      subject: after.name,
      before: { name: before.name, content: before.content },
      after: { name: after.name, content: after.content },
    });
    return after;
  }

  @Delete('walls/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a wall; displays that show it show the default' })
  async remove(@Param('id') id: string, @Noting() note: NoteChange): Promise<void> {
    note({ subject: id });
    const wall = await this.walls.remove(id);
    if (!wall) throw new NotFoundException(inWords(UNKNOWN, 'no-wall'));
    note({ subject: wall.name, before: { id, content: wall.content } });
  }

  @Put('displays/:id/wall')
  @HttpCode(204)
  @ApiOperation({ summary: 'Which wall a display shows' })
  @ApiBody({ schema: openApiSchema(assignWallRequestSchema) })
  async assign(
    @Param('id') id: string,
    @Body(new ZodPipe(assignWallRequestSchema)) { layout }: z.infer<typeof assignWallRequestSchema>,
    @Noting() note: NoteChange,
  ): Promise<void> {
    note({ subject: id, after: { layout } });
    if (!(await this.walls.assign(id, layout))) throw new NotFoundException(inWords(UNKNOWN, 'no-wall'));
  }
}
