import type { DiskAnswer } from '@linetwin/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DiskGuard } from './disk-guard.ts';

@ApiTags('system')
@Controller('disk')
export class DiskController {
  constructor(@Inject(DiskGuard) private readonly disk: DiskGuard) {}

  @Get()
  @ApiOperation({ summary: 'How full the data folder of this process is' })
  answer(): DiskAnswer {
    return this.disk.answer();
  }
}
