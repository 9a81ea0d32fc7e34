import type { SourcesAnswer } from '@linetwin/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SourcesService } from './sources.service.ts';

@ApiTags('system')
@Controller('sources')
export class SourcesController {
  constructor(@Inject(SourcesService) private readonly sources: SourcesService) {}

  @Get()
  @ApiOperation({
    summary:
      'Who sends telemetry: for which lines, how much, and how far the clock of each is from the server’s',
  })
  list(): Promise<SourcesAnswer> {
    return this.sources.list();
  }
}
