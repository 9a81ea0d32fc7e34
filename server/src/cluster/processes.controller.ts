import type { ProcessNote } from '@linetwin/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Processes } from './processes.ts';

@ApiTags('system')
@Controller('processes')
export class ProcessesController {
  constructor(@Inject(Processes) private readonly processes: Processes) {}

  @Get()
  @ApiOperation({ summary: 'The server processes of this plant and the lines that each looks after' })
  list(): Promise<ProcessNote[]> {
    return this.processes.list();
  }
}
