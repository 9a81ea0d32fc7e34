import {
  askBackTestSchema,
  changeRuleSchema,
  checkRuleSchema,
  createRuleSchema,
  seenBackTestSchema,
  switchRuleSchema,
  type AskBackTest,
  type BackTestAnswer,
  type BackTestSummary,
  type ChangeRule,
  type CheckRule,
  type CheckRuleAnswer,
  type CreateRule,
  type RuleDetail,
  type RuleSummary,
  type SwitchRule,
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
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { answerOf } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { RuleChangeError, UnknownRuleError } from './rule-store.port.ts';
import { RulesService } from './rules.service.ts';

@ApiTags('rules')
@Controller('rules')
export class RulesController {
  constructor(@Inject(RulesService) private readonly rules: RulesService) {}

  @Get()
  @ApiOperation({ summary: 'Rules with their newest version and state' })
  list(): Promise<RuleSummary[]> {
    return this.rules.list();
  }

  @Post('check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Checks an expression against the plant; keeps nothing' })
  @ApiBody({ schema: openApiSchema(checkRuleSchema) })
  check(@Body(new ZodPipe(checkRuleSchema)) request: CheckRule): CheckRuleAnswer {
    return this.rules.check(request);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One rule with all versions, what was done with it, and its back-tests' })
  read(@Param('id') id: string): Promise<RuleDetail> {
    return told(this.rules.read(id));
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Write a new rule; it raises nothing until it is switched live' })
  @ApiBody({ schema: openApiSchema(createRuleSchema) })
  async create(
    @Body(new ZodPipe(createRuleSchema)) request: CreateRule,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<RuleDetail> {
    note({ subject: request.definition.name.en });
    const rule = await told(this.rules.create(request, whoAsks(asker, request.by)));
    note({ subject: rule.id, after: versionNote(rule, request.reason) });
    return rule;
  }

  @Post(':id/versions')
  @HttpCode(201)
  @ApiOperation({ summary: 'Add a version to a rule; what is live stays live' })
  @ApiBody({ schema: openApiSchema(changeRuleSchema) })
  async change(
    @Param('id') id: string,
    @Body(new ZodPipe(changeRuleSchema)) request: ChangeRule,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<RuleDetail> {
    note({ subject: id });
    const rule = await told(this.rules.change(id, request, whoAsks(asker, request.by)));
    note({ subject: id, before: { version: request.basedOn }, after: versionNote(rule, request.reason) });
    return rule;
  }

  @Post(':id/switch')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Switch a version live (only after its back-test was run and seen), the rule off, or retire it',
  })
  @ApiBody({ schema: openApiSchema(switchRuleSchema) })
  async switchTo(
    @Param('id') id: string,
    @Body(new ZodPipe(switchRuleSchema)) request: SwitchRule,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<RuleDetail> {
    const { reason, to } = request;
    note({ subject: id, after: { to, reason } });
    const rule = await told(this.rules.switchTo(id, request, whoAsks(asker, request.by)));
    note({ subject: id, after: { to, live: rule.live, reason } });
    return rule;
  }

  @Post(':id/back-tests')
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask a worker to run a version over history' })
  @ApiBody({ schema: openApiSchema(askBackTestSchema) })
  async askBackTest(
    @Param('id') id: string,
    @Body(new ZodPipe(askBackTestSchema)) request: AskBackTest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<BackTestSummary> {
    const { version, from, to } = request;
    note({ subject: id, after: { version, from, to } });
    return told(this.rules.askBackTest(id, request, whoAsks(asker, request.by)));
  }

  @Get(':id/back-tests/:test')
  @ApiOperation({ summary: 'How far a back-test is, and its result' })
  readBackTest(@Param('id') id: string, @Param('test') test: string): Promise<BackTestAnswer> {
    return told(this.rules.readBackTest(id, test));
  }

  @Post(':id/back-tests/:test/seen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say that the result of a back-test was looked at' })
  @ApiBody({ schema: openApiSchema(seenBackTestSchema) })
  async seeBackTest(
    @Param('id') id: string,
    @Param('test') test: string,
    @Body(new ZodPipe(seenBackTestSchema)) { by }: { by?: string },
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<BackTestSummary> {
    note({ subject: id, after: { test } });
    return told(this.rules.seeBackTest(id, test, whoAsks(asker, by)));
  }
}

function versionNote({ newest }: RuleDetail, reason: string) {
  const { version, definition } = newest;
  return { version, expression: definition.expression, reason };
}

async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownRuleError) throw new NotFoundException(answerOf(error));
    if (error instanceof RuleChangeError) throw new ConflictException(answerOf(error));
    throw error;
  }
}
