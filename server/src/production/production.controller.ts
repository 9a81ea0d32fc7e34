import {
  explainRequestSchema,
  overviewQuerySchema,
  productionQuerySchema,
  reportQuerySchema,
  stopsQuerySchema,
  type ExplainRequest,
  type OverviewQuery,
  type ProductionAnswer,
  type ProductionOverview,
  type ProductionQuery,
  type ProductionStop,
  type ReportQuery,
  type ShiftSpan,
  type StopsQuery,
} from '@linetwin/contracts';
import type { StopReason } from '@linetwin/model';
import { Body, Controller, Get, HttpCode, Inject, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ApiAt } from '../platform/api-at.ts';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { indicatorsCsv, indicatorsXlsx, productionFileName } from './indicator-files.ts';
import { answered } from './production-errors.ts';
import { ProductionService } from './production.service.ts';
import { productionReport } from './report/production-report.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('production')
@Controller('production')
export class ProductionController {
  constructor(@Inject(ProductionService) private readonly production: ProductionService) {}

  @Get()
  @ApiOperation({
    summary: 'Time elements and indicators of ISO 22400-2 of a line, along keys, as JSON, CSV or XLSX',
  })
  @ApiQuery({ name: 'line', description: 'Line id' })
  @ApiQuery({ name: 'from', description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', description: 'ms since 1970 UTC' })
  @ApiQuery({
    name: 'by',
    required: false,
    description: 'Comma-separated: line, machine, product, order, shift, hour or day',
  })
  @ApiQuery({ name: 'format', required: false, description: 'json, csv or xlsx' })
  @ApiAt()
  async indicators(
    @Query(new ZodPipe(productionQuerySchema)) query: ProductionQuery,
  ): Promise<ProductionAnswer | StreamableFile> {
    const answer = await answered(this.production.indicators(query));
    if (query.format === 'json') return answer;
    const { timeZone } = this.production.index.model.site;
    const name = productionFileName('production', query.line, answer.from, timeZone);
    const isCsv = query.format === 'csv';
    const bytes = isCsv
      ? Buffer.from(indicatorsCsv(answer, timeZone))
      : await indicatorsXlsx(answer, timeZone);
    return new StreamableFile(bytes, {
      type: isCsv ? 'text/csv; charset=utf-8' : XLSX,
      disposition: `attachment; filename="${name}.${query.format}"`,
    });
  }

  @Get('overview')
  @ApiOperation({
    summary: 'A line over a time: indicators, losses, output against plan, bottleneck of each hour',
  })
  @ApiAt()
  overview(@Query(new ZodPipe(overviewQuerySchema)) query: OverviewQuery): Promise<ProductionOverview> {
    return answered(this.production.overview(query));
  }

  @Get('report')
  @ApiOperation({ summary: 'The same as a document (PDF), in Chinese or English' })
  @ApiQuery({ name: 'lang', required: false, description: 'zh or en' })
  @ApiAt()
  async report(@Query(new ZodPipe(reportQuerySchema)) query: ReportQuery): Promise<StreamableFile> {
    const overview = await answered(this.production.overview(query));
    const bytes = await productionReport(overview, this.production.index, query.lang);
    const { timeZone } = this.production.index.model.site;
    const name = productionFileName('report', query.line, overview.from, timeZone);
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: `attachment; filename="${name}.pdf"`,
    });
  }

  @Get('shifts')
  @ApiOperation({ summary: 'Shifts of a line by its calendar that touch a time' })
  shifts(@Query(new ZodPipe(overviewQuerySchema)) query: OverviewQuery): Promise<ShiftSpan[]> {
    return answered(() => this.production.shifts(query));
  }

  @Get('reasons')
  @ApiOperation({ summary: 'Reasons that a stop can be given' })
  reasons(): StopReason[] {
    return this.production.index.model.production.stopReasons;
  }

  @Get('stops')
  @ApiOperation({ summary: 'Stops of the machines of a line, newest first' })
  @ApiQuery({ name: 'asked', required: false, description: 'true: only those that ask for a reason' })
  @ApiQuery({
    name: 'kind',
    required: false,
    description: 'all: waits for neighbours of a minute and more as well',
  })
  @ApiAt()
  stops(@Query(new ZodPipe(stopsQuerySchema)) query: StopsQuery): Promise<ProductionStop[]> {
    return answered(this.production.stops(query));
  }

  @Post('stops/explain')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives a stop its reason' })
  @ApiBody({ schema: openApiSchema(explainRequestSchema) })
  async explain(
    @Body(new ZodPipe(explainRequestSchema)) request: ExplainRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<ProductionStop> {
    const subject = `${request.machine} ${new Date(request.from).toISOString()}`;
    note({ subject });
    const by = whoAsks(asker, request.by);
    const { before, after } = await answered(this.production.explain(request, by));
    note({ subject, before: before ?? undefined, after: after.explanation });
    return after;
  }
}
