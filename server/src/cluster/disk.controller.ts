import type { DiskAnswer } from '@linetwin/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DiskBoard } from './disk-board.ts';

@ApiTags('system')
@Controller('disk')
export class DiskController {
  constructor(@Inject(DiskBoard) private readonly board: DiskBoard) {}

  @Get()
  @ApiOperation({ summary: 'How full the fullest disk among the server processes of this plant is' })
  worst(): Promise<DiskAnswer> {
    return this.board.worst();
  }
}
