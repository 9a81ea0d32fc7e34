import type { ProcessNote } from '@linetwin/contracts';
import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { inWords } from '../platform/in-words.ts';
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
      const said = `The processes of this plant are not known just now: ${(error as Error).message}`;
      throw new ServiceUnavailableException(inWords(said, 'processes-unknown'));
    }
  }
}
