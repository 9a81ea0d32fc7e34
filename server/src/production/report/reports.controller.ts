import { reportsQuerySchema, type ReportsQuery, type ShiftReport } from '@linetwin/contracts';
import { Controller, Get, Inject, NotFoundException, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import { ReportStore } from './report-store.port.ts';

@ApiTags('production')
@Controller('production/reports')
export class ReportsController {
  constructor(@Inject(ReportStore) private readonly reports: ReportStore) {}

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
    const day = new Date(begin).toISOString().slice(0, 10);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: `attachment; filename="linetwin-report-${encodeURIComponent(line)}-${day}.pdf"`,
    });
  }
}
