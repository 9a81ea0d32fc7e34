import {
  applyRequestSchema,
  endRequestSchema,
  ledgerQuerySchema,
  measureLimitRequestSchema,
  measureModeRequestSchema,
  recommendationQuerySchema,
  type ApplyRequest,
  type EndRequest,
  type ErrorAnswer,
  type PricedLedgerRow,
  type MeasureLimit,
  type MeasureLimitRequest,
  type MeasureMode,
  type MeasureModeRow,
  type Recommendation,
  type RecommendationQuery,
} from '@linetwin/contracts';
import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Put,
  Query,
  ServiceUnavailableException,
  UnprocessableEntityException,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { NoOwnerError } from '../cluster/line-requests.port.ts';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { answerOf, inWords } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { RecommendationError } from './recommendation-error.ts';
import { LimitRangeError, NoMachineError, SavingsService, UnknownMeasureError } from './savings.service.ts';

@ApiTags('energy')
@Controller('savings')
export class SavingsController {
  constructor(@Inject(SavingsService) private readonly savings: SavingsService) {}

  @Get('recommendations')
  @ApiOperation({ summary: 'What would save energy, what was done, and what it saved; newest first' })
  @ApiQuery({ name: 'line', required: false, description: 'Line id' })
  @ApiQuery({ name: 'open', required: false, description: 'true: only proposed and applied ones' })
  @ApiQuery({ name: 'limit', required: false, description: 'Most recommendations, 100 when left out' })
  list(@Query(new ZodPipe(recommendationQuerySchema)) query: RecommendationQuery): Promise<Recommendation[]> {
    return this.savings.list(query);
  }

  @Post('recommendations/:id/apply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Carry a recommendation out: its command goes to the machine' })
  @ApiBody({ schema: openApiSchema(applyRequestSchema) })
  async apply(
    @Param('id') id: string,
    @Body(new ZodPipe(applyRequestSchema)) request: ApplyRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<Recommendation> {
    note({ subject: id });
    const after = await told(this.savings.apply(id, request, whoAsks(asker, request.by)));
    note({
      subject: id,
      after,
      refused: after.state === 'declined' ? (after.endedBy ?? 'declined') : undefined,
    });
    return after;
  }

  @Post('recommendations/:id/end')
  @HttpCode(200)
  @ApiOperation({ summary: 'End what stands: the machine goes back to its prior setting' })
  @ApiBody({ schema: openApiSchema(endRequestSchema) })
  async end(
    @Param('id') id: string,
    @Body(new ZodPipe(endRequestSchema)) request: EndRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<Recommendation> {
    note({ subject: id });
    const by = whoAsks(asker, request.by);
    const after = await told(this.savings.end(id));
    note({ subject: id, after: { ...after, by } });
    return after;
  }

  @Get('ledger')
  @ApiOperation({
    summary: 'By line and measure: estimated, measured, verified and refuted savings since a time',
  })
  @ApiQuery({
    name: 'from',
    required: false,
    description: 'ms since 1970 UTC; the last 30 days when left out',
  })
  ledger(@Query(new ZodPipe(ledgerQuerySchema)) { from }: { from?: number }): Promise<PricedLedgerRow[]> {
    return this.savings.ledger(from);
  }

  @Get('modes')
  @ApiOperation({ summary: 'What the measures of each line may do: off, advise, ask, automatic' })
  modes(): Promise<MeasureModeRow[]> {
    return this.savings.modes();
  }

  @Put('modes/:line/:measure')
  @ApiOperation({ summary: 'Let a measure do nothing, advise, ask, or act by itself' })
  @ApiBody({ schema: openApiSchema(measureModeRequestSchema) })
  async setMode(
    @Param('line') line: string,
    @Param('measure') measure: string,
    @Body(new ZodPipe(measureModeRequestSchema)) { mode }: { mode: MeasureMode },
    @Noting() note: NoteChange,
  ): Promise<MeasureModeRow> {
    const subject = `${line} ${measure}`;
    note({ subject });
    const after = await told(this.savings.setMode(line, measure, mode), 'measure');
    note({ subject, after });
    return after;
  }

  @Get('limits')
  @ApiOperation({ summary: 'Limits within which measures act, by line, and between what they may be set' })
  limits(): Promise<MeasureLimit[]> {
    return this.savings.limits();
  }

  @Put('limits/:line/:limit')
  @ApiOperation({ summary: 'Set a limit of a line, or go back to the usual one' })
  @ApiBody({ schema: openApiSchema(measureLimitRequestSchema) })
  async setLimit(
    @Param('line') line: string,
    @Param('limit') limit: string,
    @Body(new ZodPipe(measureLimitRequestSchema)) { value }: MeasureLimitRequest,
    @Noting() note: NoteChange,
  ): Promise<MeasureLimit> {
    const subject = `${line} ${limit}`;
    note({ subject });
    const { before, after } = await told(this.savings.setLimit(line, limit, value), 'limit');
    note({ subject, before: { value: before }, after: { value: after.value } });
    return after;
  }
}

/** What the service refuses, as the answer of HTTP that says it; `subject` is the part of the address that names what was to be set. */
async function told<T>(answer: Promise<T>, subject = 'line'): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownMeasureError) throw new NotFoundException(answerOf(error));
    if (error instanceof RecommendationError) throw new ConflictException(answerOf(error));
    if (error instanceof NoOwnerError)
      throw new ServiceUnavailableException(inWords(error.message, 'line-away'));
    if (error instanceof NoMachineError)
      throw new BadRequestException({
        ...answerOf(error),
        problems: [{ field: subject, message: error.message }],
      } satisfies ErrorAnswer);
    if (error instanceof LimitRangeError)
      throw new UnprocessableEntityException({
        ...answerOf(error),
        problems: [{ field: 'value', message: error.message }],
      } satisfies ErrorAnswer);
    throw error;
  }
}
