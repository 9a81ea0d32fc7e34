import {
  layoutPreviewRequestSchema,
  layoutSaveRequestSchema,
  type LayoutPreview,
  type LayoutPreviewRequest,
  type LayoutSaved,
  type LayoutSaveRequest,
  type LayoutState,
} from '@linetwin/contracts';
import { PlaceEditError, PlantFileError } from '@linetwin/model';
import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Put,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Noting, type NoteChange } from '../platform/asker.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { LayoutConflictError, LayoutService, placesOf } from './layout.service.ts';
import { ReadOnlyPlantError } from './plant-files.ts';

/** Many machines may be moved at once; the change itself names them all, characters. */
const MOST_SUBJECT = 200;

@ApiTags('layout')
@Controller('layout')
export class LayoutController {
  constructor(@Inject(LayoutService) private readonly layout: LayoutService) {}

  @Get()
  @ApiOperation({ summary: 'How the plant files stand, and whether this server may write them' })
  state(): Promise<LayoutState> {
    return this.layout.state();
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What the plant files would say with machines at other places; keeps nothing' })
  @ApiBody({ schema: openApiSchema(layoutPreviewRequestSchema) })
  preview(
    @Body(new ZodPipe(layoutPreviewRequestSchema)) { moves }: LayoutPreviewRequest,
  ): Promise<LayoutPreview> {
    return told(this.layout.preview(moves));
  }

  @Put()
  @ApiOperation({ summary: 'Writes other places of machines into the plant files' })
  @ApiBody({ schema: openApiSchema(layoutSaveRequestSchema) })
  async save(
    @Body(new ZodPipe(layoutSaveRequestSchema)) { version, moves }: LayoutSaveRequest,
    @Noting() note: NoteChange,
  ): Promise<LayoutSaved> {
    const subject = moves.map(({ equipment }) => equipment).join(' ');
    const before = this.layout.placesNow(moves.map(({ equipment }) => equipment));
    note({ subject: subject.slice(0, MOST_SUBJECT), before, after: placesOf(moves) });
    return told(this.layout.save(version, moves));
  }
}

async function told<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PlaceEditError) throw new BadRequestException(error.message);
    const conflicts = [LayoutConflictError, ReadOnlyPlantError, PlantFileError];
    if (conflicts.some((one) => error instanceof one)) throw new ConflictException((error as Error).message);
    throw error;
  }
}
