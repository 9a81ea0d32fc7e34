import {
  planChangeSchema,
  planRequestSchema,
  plansQuerySchema,
  type PlanAsked,
  type PlanChange,
  type PlanRequest,
  type PlansQuery,
  type SectionHold,
  type StartPlan,
} from '@linetwin/contracts';
import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { answerOf } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { PlanError } from './plan-store.port.ts';
import { PlannerService, UnknownPlanError } from './planner.service.ts';

@ApiTags('energy')
@Controller('plans')
export class PlannerController {
  constructor(@Inject(PlannerService) private readonly planner: PlannerService) {}

  @Get()
  @ApiOperation({ summary: 'Plans of starts against tariff and demand, newest first' })
  @ApiQuery({ name: 'line', required: false, description: 'Line id' })
  @ApiQuery({ name: 'limit', required: false, description: 'Most plans, 10 when left out' })
  list(@Query(new ZodPipe(plansQuerySchema)) query: PlansQuery): Promise<StartPlan[]> {
    return this.planner.list(query);
  }

  @Get('holds')
  @ApiOperation({ summary: 'Planned pauses that run now, whether their sections are held, and why not' })
  holds(): Promise<SectionHold[]> {
    return this.planner.holds();
  }

  @Get(':id')
  @ApiOperation({ summary: 'One plan; 404 until the worker has made it' })
  read(@Param('id') id: string): Promise<StartPlan> {
    return told(this.planner.read(id));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for a plan of the next hours; a worker makes it' })
  @ApiBody({ schema: openApiSchema(planRequestSchema) })
  async ask(
    @Body(new ZodPipe(planRequestSchema)) request: PlanRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<PlanAsked> {
    note({ subject: request.lines.join(', ') });
    return told(this.planner.ask(request, whoAsks(asker, request.by)));
  }

  @Post(':id/apply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let the energy rules follow a plan' })
  @ApiBody({ schema: openApiSchema(planChangeSchema) })
  apply(
    @Param('id') id: string,
    @Body(new ZodPipe(planChangeSchema)) { by }: PlanChange,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<StartPlan> {
    return noted(note, id, () => this.planner.apply(id, whoAsks(asker, by)));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go back from an applied plan to today’s way' })
  @ApiBody({ schema: openApiSchema(planChangeSchema) })
  withdraw(
    @Param('id') id: string,
    @Body(new ZodPipe(planChangeSchema)) { by }: PlanChange,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<StartPlan> {
    return noted(note, id, () => this.planner.withdraw(id, whoAsks(asker, by)));
  }
}

/** What a change of a plan came to, for whoever asked and for the audit log. */
async function noted(
  note: NoteChange,
  subject: string,
  change: () => Promise<StartPlan>,
): Promise<StartPlan> {
  note({ subject });
  const after = await told(change());
  note({ subject, after: { state: after.state } });
  return after;
}

async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownPlanError) throw new NotFoundException(answerOf(error));
    if (error instanceof PlanError) throw new ConflictException(answerOf(error));
    throw error;
  }
}
