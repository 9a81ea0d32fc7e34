import type { FiguresAnswer } from '@linetwin/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { FiguresService } from './figures.service.ts';

@ApiTags('system')
@Controller('figures')
export class FiguresController {
  constructor(@Inject(FiguresService) private readonly figures: FiguresService) {}

  @Get()
  @ApiOperation({
    summary:
      'What the server processes measured of themselves in the last half hour: rates, what waits, delay, memory',
  })
  list(): Promise<FiguresAnswer> {
    return this.figures.list();
  }
}
