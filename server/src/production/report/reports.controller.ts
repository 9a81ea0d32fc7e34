import { reportsQuerySchema, type ReportsQuery, type ShiftReport } from '@linetwin/contracts';
import { Controller, Get, Inject, NotFoundException, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import { productionFileName } from '../indicator-files.ts';
import { ProductionService } from '../production.service.ts';
import { ReportStore } from './report-store.port.ts';

@ApiTags('production')
@Controller('production/reports')
export class ReportsController {
  constructor(
    @Inject(ReportStore) private readonly reports: ReportStore,
    @Inject(ProductionService) private readonly production: ProductionService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Reports that were made at the ends of shifts of a line, newest first' })
  list(@Query(new ZodPipe(reportsQuerySchema)) { line, limit }: ReportsQuery): Promise<ShiftReport[]> {
    return this.reports.list(line, limit);
  }

  @Get(':line/:from/:language')
  @ApiOperation({ summary: 'One of them (PDF)' })
  async read(
    @Param('line') line: string,
    @Param('from') from: string,
    @Param('language') language: string,
  ): Promise<StreamableFile> {
    const begin = Number(from);
    const pdf = Number.isFinite(begin) ? await this.reports.read(line, begin, language) : undefined;
    if (!pdf)
      throw new NotFoundException(`There is no report of the line "${line}" from ${from} in "${language}".`);
    const { timeZone } = this.production.index.model.site;
    const name = productionFileName('report', encodeURIComponent(line), begin, timeZone);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: `attachment; filename="${name}.pdf"`,
    });
  }
}
