import type { ProcessNote } from '@linetwin/contracts';
import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Processes } from './processes.ts';

@ApiTags('system')
@Controller('processes')
export class ProcessesController {
  constructor(@Inject(Processes) private readonly processes: Processes) {}

  @Get()
  @ApiOperation({ summary: 'The server processes of this plant and the lines that each looks after' })
  async list(): Promise<ProcessNote[]> {
    try {
      return await this.processes.list();
    } catch (error) {
      throw new ServiceUnavailableException(
        `The processes of this plant are not known just now: ${(error as Error).message}`,
      );
    }
  }
}
