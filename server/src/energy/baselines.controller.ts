import {
  baselineRequestSchema,
  nonRoutineEventRequestSchema,
  performanceQuerySchema,
  type BaselineAnswer,
  type BaselineRefusal,
  type BaselineRequest,
  type ErrorAnswer,
  type FailureWords,
  type NonRoutineEventAnswer,
  type NonRoutineEventRequest,
  type PerformanceAnswer,
  type PerformanceQuery,
} from '@linetwin/contracts';
import { RegressionError } from '@linetwin/energy';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
  UnprocessableEntityException,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { answerOf } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { BaselinesService, UnknownBaselineError } from './baselines.service.ts';
import { UnknownMeterError } from './energy.service.ts';

@ApiTags('energy')
@Controller('energy')
export class BaselinesController {
  constructor(@Inject(BaselinesService) private readonly baselines: BaselinesService) {}

  @Get('baselines')
  @ApiOperation({ summary: 'Baselines in use, with their models and why one may not speak of savings' })
  list(): Promise<BaselineAnswer[]> {
    return this.baselines.list();
  }

  @Post('baselines')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Makes days, shifts or hours of a meter a baseline: regression on output by product, hours by state, air temperature',
  })
  @ApiBody({ schema: openApiSchema(baselineRequestSchema) })
  async make(
    @Body(new ZodPipe(baselineRequestSchema)) request: BaselineRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<BaselineAnswer> {
    note({ subject: request.meter, after: request });
    return answered(this.baselines.make(request, asker.name ?? asker.address));
  }

  @Delete('baselines/:id')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes a baseline out of use' })
  async retire(@Param('id') id: string, @Noting() note: NoteChange): Promise<Record<string, never>> {
    note({ subject: id });
    await answered(this.baselines.retire(id));
    return {};
  }

  @Get('baselines/:id/performance')
  @ApiOperation({
    summary:
      'A time against a baseline: EnPI and CUSUM by day, and the saving with its 90 % interval or why none can be told',
  })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  performance(
    @Param('id') id: string,
    @Query(new ZodPipe(performanceQuerySchema)) query: PerformanceQuery,
  ): Promise<PerformanceAnswer> {
    return answered(this.baselines.performance(id, query));
  }

  @Get('events')
  @ApiOperation({ summary: 'Non-routine events that people entered' })
  events(): Promise<NonRoutineEventAnswer[]> {
    return this.baselines.events();
  }

  @Post('events')
  @HttpCode(200)
  @ApiOperation({ summary: 'Something that no baseline can know: its energy, or its days are left out' })
  @ApiBody({ schema: openApiSchema(nonRoutineEventRequestSchema) })
  async addEvent(
    @Body(new ZodPipe(nonRoutineEventRequestSchema)) request: NonRoutineEventRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<NonRoutineEventAnswer> {
    note({ subject: request.meter, after: request });
    return answered(this.baselines.addEvent(request, asker.name ?? asker.address));
  }

  @Delete('events/:id')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraws a non-routine event' })
  async withdraw(@Param('id') id: string, @Noting() note: NoteChange): Promise<Record<string, never>> {
    note({ subject: id });
    await answered(this.baselines.withdraw(id));
    return {};
  }
}

/** What a person can mend is answered as that. */
async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownMeterError || error instanceof UnknownBaselineError)
      throw new NotFoundException(answerOf(error));
    if (error instanceof RegressionError)
      throw new UnprocessableEntityException({
        error: `This time does not make a baseline: ${error.message}.`,
        words: wordsOf(error),
      } satisfies ErrorAnswer);
    throw error;
  }
}

function wordsOf({ tooFew }: RegressionError): { text: BaselineRefusal; values: FailureWords['values'] } {
  if (!tooFew) return { text: 'too-alike', values: {} };
  const { of, count, needed } = tooFew;
  return { text: of === 'days' ? 'too-few-days' : 'too-few-periods', values: { count, needed } };
}
