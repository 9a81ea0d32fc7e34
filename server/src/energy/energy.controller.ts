import {
  attributionQuerySchema,
  billQuerySchema,
  energyQuerySchema,
  energySeriesQuerySchema,
  readingsRequestSchema,
  type AttributionAnswer,
  type AttributionQuery,
  type BillAnswer,
  type BillQuery,
  type DemandAnswer,
  type EnergyAnswer,
  type EnergyQuery,
  type EnergySeries,
  type EnergySeriesQuery,
  type ErrorAnswer,
  type ReadingsImport,
  type ReadingsPreview,
  type ReadingsRequest,
} from '@linetwin/contracts';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Post,
  Query,
  UnprocessableEntityException,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { answerOf } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { BillService } from './bill.service.ts';
import { DemandBoard } from './demand-board.ts';
import { EnergyService, UnknownMeterError } from './energy.service.ts';
import { ReadingsFileError } from './readings-file.ts';
import { ReadingsService } from './readings.service.ts';

const NEWEST_IMPORTS = 50;

@ApiTags('energy')
@Controller('energy')
export class EnergyController {
  constructor(
    @Inject(EnergyService) private readonly energy: EnergyService,
    @Inject(ReadingsService) private readonly readings: ReadingsService,
    @Inject(DemandBoard) private readonly demand: DemandBoard,
    @Inject(BillService) private readonly bills: BillService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Every meter over a time: kWh, yuan, kg CO2, what is missing, what does not balance',
  })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  overview(@Query(new ZodPipe(energyQuerySchema)) query: EnergyQuery): Promise<EnergyAnswer> {
    return this.energy.overview(query);
  }

  @Get('attribution')
  @ApiOperation({ summary: 'Energy of machines by state, along meter, product, lot and shift' })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'by', required: false, description: 'Comma-separated: meter, product, lot, shift' })
  @ApiQuery({ name: 'line', required: false, description: 'Line id' })
  @ApiQuery({ name: 'meter', required: false, description: 'Only machines at or below this meter' })
  attribution(
    @Query(new ZodPipe(attributionQuerySchema)) query: AttributionQuery,
  ): Promise<AttributionAnswer> {
    return answered(this.energy.attribute(query));
  }

  @Get('series')
  @ApiOperation({ summary: 'One meter by quarters of an hour, with the price of each' })
  @ApiQuery({ name: 'meter', description: 'Id of a meter' })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  series(@Query(new ZodPipe(energySeriesQuerySchema)) query: EnergySeriesQuery): Promise<EnergySeries> {
    return answered(this.energy.series(query));
  }

  @Get('demand')
  @ApiOperation({
    summary:
      'Power now, and the demand of the running quarter of an hour as it will be, with the error of such forecasts',
  })
  demandNow(): DemandAnswer {
    return this.demand.answer();
  }

  @Get('bill')
  @ApiOperation({
    summary:
      'What a month costs so far: energy by period with its floating and its fixed part, demand or capacity, power factor',
  })
  @ApiQuery({ name: 'month', required: false, description: 'As 2026-01; the running one when left out' })
  @ApiQuery({ name: 'until', required: false, description: 'As it stood then, ms since 1970 UTC' })
  bill(@Query(new ZodPipe(billQuerySchema)) query: BillQuery): Promise<BillAnswer> {
    return this.bills.month(query);
  }

  @Get('readings')
  @ApiOperation({
    summary: 'Files of meter readings that were taken, newest first, with what was wrong with them',
  })
  imports(): Promise<ReadingsImport[]> {
    return this.readings.imports(NEWEST_IMPORTS);
  }

  @Post('readings/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What would be taken of a file of meter readings, and what is wrong with it' })
  @ApiBody({ schema: openApiSchema(readingsRequestSchema) })
  preview(@Body(new ZodPipe(readingsRequestSchema)) request: ReadingsRequest): Promise<ReadingsPreview> {
    return answered(this.readings.preview(request));
  }

  @Post('readings')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes what is right of a file of meter readings' })
  @ApiBody({ schema: openApiSchema(readingsRequestSchema) })
  async import(
    @Body(new ZodPipe(readingsRequestSchema)) request: ReadingsRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<ReadingsImport> {
    note({ subject: request.meter, after: { file: request.file } });
    const taken = await answered(this.readings.import(request, asker.name ?? asker.address));
    note({ subject: request.meter, after: taken });
    return taken;
  }
}

/** What a person can mend is answered as that. */
async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownMeterError) throw new NotFoundException(answerOf(error));
    if (error instanceof ReadingsFileError) {
      const { message, words } = error;
      throw new UnprocessableEntityException({ error: message, words } satisfies ErrorAnswer);
    }
    throw error;
  }
}
