import type { RejectReport } from '@linetwin/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Rejects } from './rejects.ts';

@ApiTags('system')
@Controller('ingest/rejects')
export class RejectsController {
  constructor(@Inject(Rejects) private readonly rejects: Rejects) {}

  @Get()
  @ApiOperation({
    summary: 'Messages and values that were not taken as they came: counts by reason, and the newest ones',
  })
  report(): RejectReport {
    return this.rejects.report();
  }
}
