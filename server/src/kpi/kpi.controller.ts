import type { LineKpi } from '@linetwin/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { KpiBoard } from './kpi-board.ts';

@ApiTags('indicators')
@Controller('kpi')
export class KpiController {
  constructor(@Inject(KpiBoard) private readonly board: KpiBoard) {}

  @Get()
  @ApiOperation({ summary: 'Indicators of every line since its shift began (ISO 22400-2)' })
  current(): LineKpi[] {
    return this.board.current();
  }
}
