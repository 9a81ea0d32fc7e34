import type { MachineModelFile } from '@linetwin/contracts';
import { Controller, Get, Header, Inject, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { MachineModels } from './machine-models.ts';

@ApiTags('plant')
@Controller('machine-models')
export class MachineModelsController {
  constructor(@Inject(MachineModels) private readonly models: MachineModels) {}

  @Get()
  @Header('Cache-Control', 'no-cache')
  @ApiOperation({ summary: 'glTF files that are shown in place of built-in forms' })
  list(): Promise<MachineModelFile[]> {
    return this.models.list();
  }

  @Get(':file/:digest')
  @Header('Cache-Control', 'private, max-age=31536000, immutable')
  @ApiOperation({ summary: 'One glTF file by its content' })
  async file(@Param('file') file: string, @Param('digest') digest: string): Promise<StreamableFile> {
    const bytes = await this.models.content(file, digest);
    if (!bytes) throw new NotFoundException('There is no such model; it may have been replaced.');
    return new StreamableFile(bytes, { type: 'model/gltf-binary', length: bytes.length });
  }
}
