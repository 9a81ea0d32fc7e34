import {
  noticeSetupSchema,
  noticeTestSchema,
  type NoticeReport,
  type NoticeSetup,
  type NoticeTest,
  type NoticeTestAnswer,
  type ShownNoticeSetup,
} from '@linetwin/contracts';
import { Body, Controller, Get, HttpCode, Inject, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { NoticesService } from './notices.service.ts';

const DAY_MS = 86_400_000;

const listQuerySchema = z.object({
  from: z.coerce.number().optional(),
  to: z.coerce.number().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

@ApiTags('notices')
@Controller('notices')
export class NoticesController {
  constructor(@Inject(NoticesService) private readonly notices: NoticesService) {}

  @Get()
  @ApiOperation({
    summary: 'What was told to whom, with failed attempts, newest first; the last day by default',
  })
  list(@Query(new ZodPipe(listQuerySchema)) query: z.infer<typeof listQuerySchema>): Promise<NoticeReport[]> {
    const to = query.to ?? Date.now();
    return this.notices.list({ from: query.from ?? to - DAY_MS, to, limit: query.limit });
  }

  @Get('setup')
  @ApiOperation({ summary: 'Channels, contacts, roster and escalation; without secrets' })
  setup(): Promise<ShownNoticeSetup> {
    return this.notices.setup();
  }

  @Put('setup')
  @ApiOperation({ summary: 'Changes who is told how; secrets that are left out stay what they are' })
  @ApiBody({ schema: openApiSchema(noticeSetupSchema) })
  async change(
    @Body(new ZodPipe(noticeSetupSchema)) setup: NoticeSetup,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<ShownNoticeSetup> {
    const before = (await this.notices.setup()).setup;
    note({ subject: 'notices', before });
    const after = await this.notices.change(setup, asker.name ?? asker.address);
    note({ subject: 'notices', before, after: after.setup });
    return after;
  }

  @Post('test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends a test message on a channel right away and says what came of it' })
  @ApiBody({ schema: openApiSchema(noticeTestSchema) })
  async test(
    @Body(new ZodPipe(noticeTestSchema)) request: NoticeTest,
    @Noting() note: NoteChange,
  ): Promise<NoticeTestAnswer> {
    const answer = await this.notices.test(request);
    const refused = answer.error ?? undefined;
    note({ subject: request.channel.id, after: { address: request.address, ...answer }, refused });
    return answer;
  }
}
