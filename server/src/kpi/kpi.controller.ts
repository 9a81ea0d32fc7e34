import type { LineKpi } from '@linetwin/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { KpiService } from './kpi.service.ts';

@ApiTags('indicators')
@Controller('kpi')
export class KpiController {
  constructor(@Inject(KpiService) private readonly kpis: KpiService) {}

  @Get()
  @ApiOperation({ summary: 'Indicators of every line since its shift began (ISO 22400-2)' })
  current(): LineKpi[] {
    return this.kpis.current();
  }
}
