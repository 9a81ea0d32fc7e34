import type { Finding, FindingDetail } from '@linetwin/contracts';
import { Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { FindingsService } from './findings.service.ts';

@ApiTags('findings')
@Controller('findings')
export class FindingsController {
  constructor(@Inject(FindingsService) private readonly findings: FindingsService) {}

  @Get()
  @ApiOperation({
    summary: 'Open findings; with a machine, all of its findings and the newest word on each of its bearings',
  })
  @ApiQuery({ name: 'equipment', required: false, description: 'Equipment address' })
  list(@Query('equipment') equipment?: string): Promise<Finding[]> {
    return equipment ? this.findings.ofEquipment(equipment) : this.findings.open();
  }

  @Get(':id')
  @ApiOperation({ summary: 'One finding with everything that proves it' })
  async detail(@Param('id') id: string): Promise<FindingDetail> {
    const finding = await this.findings.detail(id);
    if (!finding) throw new NotFoundException(`There is no finding "${id}".`);
    return finding;
  }
}
