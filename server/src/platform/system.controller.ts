import type { HealthAnswer } from '@linetwin/contracts';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthService } from './health.service.ts';
import { Metrics } from './metrics.ts';

@ApiTags('system')
@Controller()
export class SystemController {
  constructor(
    @Inject(HealthService) private readonly health: HealthService,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('health')
  @ApiOperation({ summary: 'How the server and its parts are' })
  report(): Promise<HealthAnswer> {
    return this.health.report();
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4')
  @ApiOperation({ summary: 'Figures for Prometheus' })
  figures(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
