import { basename } from 'node:path';
import {
  layoutPreviewRequestSchema,
  layoutSaveRequestSchema,
  type LayoutPreview,
  type LayoutPreviewRequest,
  type LayoutSaved,
  type LayoutSaveRequest,
  type LayoutState,
  type ErrorAnswer,
  type FailureText,
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
import { answerOf, inWords } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { LayoutConflictError, LayoutService, placesOf } from './layout.service.ts';
import { ReadOnlyPlantError } from './plant-files.ts';

/** Many machines may be moved at once; the change itself names them all, characters. */
const MOST_SUBJECT = 200;
const MOST_MISTAKES = 3;

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

const PLACE_TEXTS = {
  'no-machine': 'not-in-plant',
  shared: 'places-shared',
  unwritten: 'place-unwritten',
} as const satisfies Record<PlaceEditError['reason'], FailureText>;

function placeAnswer({ message, reason, subject }: PlaceEditError): ErrorAnswer {
  return inWords(message, PLACE_TEXTS[reason], { what: reason === 'shared' ? basename(subject) : subject });
}

/** The first mistakes with where they stand; after them a page would be full. */
function mistakesOf({ problems }: PlantFileError): string {
  return problems
    .slice(0, MOST_MISTAKES)
    .map(({ file, line, field, message }) => `${basename(file)}:${line} ${field && `${field}: `}${message}`)
    .join('; ');
}

async function told<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PlaceEditError) throw new BadRequestException(placeAnswer(error));
    if (error instanceof PlantFileError)
      throw new ConflictException(inWords(error.message, 'plant-wrong', { mistakes: mistakesOf(error) }));
    if (error instanceof LayoutConflictError || error instanceof ReadOnlyPlantError)
      throw new ConflictException(answerOf(error));
    throw error;
  }
}
