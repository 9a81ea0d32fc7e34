import { Readable } from 'node:stream';
import { auditQuerySchema, type AuditEntry, type AuditQuery } from '@linetwin/contracts';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import { AUDIT_CSV_HEAD, auditCsvLine } from './audit-csv.ts';
import { AuditTrail } from './audit-trail.ts';

/** Entries read at a time while a file is made. */
const PAGE = 1000;

const FILTERS = ['from', 'to', 'actor', 'action', 'subject', 'outcome', 'before', 'limit'] as const;

@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(@Inject(AuditTrail) private readonly trail: AuditTrail) {}

  @Get('audit')
  @ApiOperation({ summary: 'What was changed and commanded, newest first' })
  @ApiQuery({ name: FILTERS[0], required: false, description: 'ms since 1970 UTC' })
  @ApiQuery({ name: FILTERS[1], required: false, description: 'ms since 1970 UTC' })
  @ApiQuery({ name: FILTERS[2], required: false, description: 'Part of the name of who did it' })
  @ApiQuery({ name: FILTERS[3], required: false, description: 'Part of what was done, such as user.' })
  @ApiQuery({ name: FILTERS[4], required: false, description: 'Part of what it was done to' })
  @ApiQuery({ name: FILTERS[5], required: false, description: 'done, refused or failed' })
  @ApiQuery({
    name: FILTERS[6],
    required: false,
    description: 'Sequence of the last entry of the page before',
  })
  @ApiQuery({ name: FILTERS[7], required: false, description: 'Most entries, 100 when left out' })
  read(@Query(new ZodPipe(auditQuerySchema)) query: AuditQuery): Promise<AuditEntry[]> {
    return this.trail.read(query);
  }

  @Get('audit.csv')
  @ApiOperation({ summary: 'The same as a file, whole (the limit does not count)' })
  file(@Query(new ZodPipe(auditQuerySchema)) query: AuditQuery): StreamableFile {
    return new StreamableFile(Readable.from(this.lines(query)), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="linetwin-audit.csv"',
    });
  }

  private async *lines(query: AuditQuery): AsyncGenerator<string> {
    yield AUDIT_CSV_HEAD;
    let { before } = query;
    for (;;) {
      const page = await this.trail.read({ ...query, before, limit: PAGE });
      if (page.length > 0) yield page.map(auditCsvLine).join('');
      if (page.length < PAGE) return;
      before = page[page.length - 1].sequence;
    }
  }
}
