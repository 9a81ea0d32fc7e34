import type { PlantModel } from '@linetwin/model';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Twin } from './twin.ts';

@ApiTags('plant')
@Controller('model')
export class ModelController {
  constructor(@Inject(Twin) private readonly twin: Twin) {}

  @Get()
  @ApiOperation({ summary: 'The whole plant: lines, machines, signals with units and limits' })
  model(): PlantModel {
    return this.twin.index.model;
  }
}
