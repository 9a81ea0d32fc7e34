import {
  atQuerySchema,
  findingSearchSchema,
  type AtQuery,
  type Finding,
  type FindingDetail,
  type FindingPage,
  type FindingSearch,
} from '@linetwin/contracts';
import { Controller, Get, Inject, NotFoundException, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiAt } from '../../platform/api-at.ts';
import { toCsv, toXlsx, XLSX_TYPE } from '../../platform/table-files.ts';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import { Twin } from '../../twin/twin.ts';
import { findingRows } from './finding-rows.ts';
import { FindingsService } from './findings.service.ts';

const MOST_EXPORTED = 10_000;
const exportSchema = findingSearchSchema.omit({ limit: true, offset: true }).extend({
  lang: z.enum(['zh', 'en']).default('zh'),
});
type FindingExport = z.infer<typeof exportSchema>;

@ApiTags('findings')
@Controller('findings')
export class FindingsController {
  constructor(
    @Inject(FindingsService) private readonly findings: FindingsService,
    @Inject(Twin) private readonly twin: Twin,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Open findings; with a machine, all of its findings and the newest word on each of its bearings',
  })
  @ApiQuery({ name: 'equipment', required: false, description: 'Equipment address' })
  list(@Query('equipment') equipment?: string): Promise<Finding[]> {
    return equipment ? this.findings.ofEquipment(equipment) : this.findings.open();
  }

  @Get('history')
  @ApiOperation({
    summary: 'Findings of the past and of now by machine, cause, time and words, newest first',
  })
  search(@Query(new ZodPipe(findingSearchSchema)) search: FindingSearch): Promise<FindingPage> {
    return this.findings.search(search);
  }

  @Get('history.csv')
  @ApiOperation({ summary: 'The same as CSV, all of it up to 10,000 findings (lang: zh or en)' })
  async csv(@Query(new ZodPipe(exportSchema)) search: FindingExport): Promise<StreamableFile> {
    return file(Buffer.from(toCsv(await this.rows(search))), 'text/csv; charset=utf-8', 'csv');
  }

  @Get('history.xlsx')
  @ApiOperation({ summary: 'The same as XLSX, all of it up to 10,000 findings (lang: zh or en)' })
  async xlsx(@Query(new ZodPipe(exportSchema)) search: FindingExport): Promise<StreamableFile> {
    return file(await toXlsx(await this.rows(search)), XLSX_TYPE, 'xlsx');
  }

  @Get(':id')
  @ApiOperation({ summary: 'One finding with everything that proves it' })
  @ApiAt()
  async detail(
    @Param('id') id: string,
    @Query(new ZodPipe(atQuerySchema)) { at }: AtQuery,
  ): Promise<FindingDetail> {
    const finding = await this.findings.detail(id, at);
    if (!finding) throw new NotFoundException(`There is no finding "${id}".`);
    return finding;
  }

  private async rows({ lang, ...search }: FindingExport): Promise<(string | number)[][]> {
    const { findings } = await this.findings.search({ ...search, limit: MOST_EXPORTED, offset: 0 });
    return findingRows(findings, this.twin.index, lang);
  }
}

function file(bytes: Buffer, type: string, ending: string): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: `attachment; filename="findings.${ending}"` });
}
