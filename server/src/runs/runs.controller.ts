import {
  atQuerySchema,
  burstQuerySchema,
  importRunSchema,
  previewImportSchema,
  startRunSchema,
  type BurstQuery,
  type ImportPreview,
  type ImportRun,
  type KeptBurst,
  type PreviewImport,
  type RunLabel,
  type RunScenario,
  type RunSummary,
  type SimulatorAnswer,
  type StartRun,
} from '@linetwin/contracts';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ApiAt } from '../platform/api-at.ts';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { RunImports } from './run-imports.ts';
import { RunsService } from './runs.service.ts';
import { told } from './told.ts';

const burstsSchema = atQuerySchema.extend(burstQuerySchema.pick({ equipment: true }).shape);

@ApiTags('runs')
@Controller('runs')
export class RunsController {
  constructor(
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(RunImports) private readonly imports: RunImports,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Simulated and imported runs, newest first' })
  list(): Promise<RunSummary[]> {
    return this.runs.list();
  }

  @Get('simulator')
  @ApiOperation({ summary: 'Whether this server can simulate, and scenarios to begin with' })
  simulator(): Promise<SimulatorAnswer> {
    return this.runs.simulatorAnswer();
  }

  @Get(':id')
  @ApiOperation({ summary: 'One run: what it is, how far it is, what came out' })
  read(@Param('id') id: string): Promise<RunSummary> {
    return told(this.runs.read(id));
  }

  @Get(':id/bursts')
  @ApiOperation({ summary: 'Vibration bursts of a machine in a run, newest first' })
  @ApiQuery({ name: 'equipment', description: 'Equipment address' })
  @ApiAt()
  bursts(
    @Param('id') id: string,
    @Query(new ZodPipe(burstsSchema)) { equipment, at }: z.infer<typeof burstsSchema>,
  ): Promise<KeptBurst[]> {
    return told(this.runs.bursts(id, equipment, at));
  }

  @Get(':id/bursts/raw')
  @ApiOperation({ summary: 'One burst of a run as it was sent (LTVB, see the MQTT protocol)' })
  @ApiQuery({ name: 'equipment', description: 'Equipment address' })
  @ApiQuery({ name: 'channel', description: 'Id of the waveform signal on the machine' })
  @ApiQuery({ name: 'time', description: 'Time of the first sample, ms since 1970 UTC' })
  async burst(
    @Param('id') id: string,
    @Query(new ZodPipe(burstQuerySchema)) query: BurstQuery,
  ): Promise<StreamableFile> {
    const bytes = await told(this.runs.burst(id, query));
    return new StreamableFile(bytes, {
      type: 'application/octet-stream',
      disposition: `attachment; filename="${query.channel}-${query.time}.ltvb"`,
      length: bytes.length,
    });
  }

  @Get(':id/labels')
  @ApiOperation({ summary: 'What was really wrong in a run, for judging a diagnosis' })
  labels(@Param('id') id: string): Promise<RunLabel[]> {
    return told(this.runs.labels(id));
  }

  @Get(':id/scenario')
  @ApiOperation({ summary: 'The text of the scenario that a simulated run follows' })
  scenario(@Param('id') id: string): Promise<RunScenario> {
    return told(this.runs.scenario(id));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Simulate a scenario in the background, after those that wait' })
  @ApiBody({ schema: openApiSchema(startRunSchema) })
  async start(
    @Body(new ZodPipe(startRunSchema)) request: StartRun,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<RunSummary> {
    const run = await told(this.runs.start(request, whoAsks(asker, request.by)));
    const { id, name, lines, seed } = run;
    note({ subject: id, after: { name, lines, seed } });
    return run;
  }

  @Post('import/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Columns and first rows of a CSV or Parquet file; keeps nothing' })
  @ApiBody({ schema: openApiSchema(previewImportSchema) })
  preview(@Body(new ZodPipe(previewImportSchema)) { recording }: PreviewImport): Promise<ImportPreview> {
    return told(this.imports.preview(recording));
  }

  @Post('import')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Take a CSV or Parquet file as a run: its columns mapped to signals, or an export of history',
  })
  @ApiBody({ schema: openApiSchema(importRunSchema) })
  async import(
    @Body(new ZodPipe(importRunSchema)) request: ImportRun,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<RunSummary> {
    note({ subject: request.file });
    const run = await told(this.imports.import(request, whoAsks(asker, request.by)));
    note({ subject: run.id, after: { file: run.name, lines: run.lines } });
    return run;
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a run that waits or runs; nothing of it is kept' })
  cancel(@Param('id') id: string, @Noting() note: NoteChange): Promise<RunSummary> {
    note({ subject: id });
    return told(this.runs.cancel(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a run that is over, with its values and labels' })
  async remove(@Param('id') id: string, @Noting() note: NoteChange): Promise<void> {
    note({ subject: id });
    await told(this.runs.remove(id));
  }
}
