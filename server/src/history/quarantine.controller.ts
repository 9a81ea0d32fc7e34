import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Quarantine, type QuarantineReport } from './quarantine.ts';

@ApiTags('history')
@Controller('quarantine')
export class QuarantineController {
  constructor(@Inject(Quarantine) private readonly quarantine: Quarantine) {}

  @Get()
  @ApiOperation({ summary: 'The newest points that the history store refused, with its reason' })
  report(): QuarantineReport {
    return this.quarantine.report();
  }
}
