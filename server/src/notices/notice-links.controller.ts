import type { IncidentResponse, NoticeLink } from '@linetwin/contracts';
import { Controller, Get, GoneException, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { inWords } from '../platform/in-words.ts';
import { Twin } from '../twin/twin.ts';
import { LinkError, NoticesService } from './notices.service.ts';

/** What the link in a notice opens. Looking does not use it up: mail programs and chats look at every link. */
@ApiTags('notices')
@Controller('notice-links')
export class NoticeLinksController {
  constructor(
    @Inject(NoticesService) private readonly notices: NoticesService,
    @Inject(Twin) private readonly twin: Twin,
  ) {}

  @Get(':token')
  @ApiOperation({ summary: 'The incident that the link is about; for whoever holds it' })
  async lookAt(@Param('token') token: string): Promise<NoticeLink> {
    const { incident, response } = await this.notices.lookAt(token).catch(goneIfLink);
    const machine = this.twin.index.equipment(incident.cause.equipment);
    return { incident, response, machine: machine ? { id: machine.id, name: machine.name } : null };
  }

  @Post(':token/acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'The receiver of the notice takes its incident on; works once' })
  async acknowledge(
    @Param('token') token: string,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<IncidentResponse> {
    note({ subject: 'link' });
    const { contact, ...response } = await this.notices.acknowledge(token, asker.address).catch(goneIfLink);
    note({ subject: response.incident, after: { ...response, contact } });
    return response;
  }
}

function goneIfLink(error: unknown): never {
  if (error instanceof LinkError) throw new GoneException(inWords(error.message, error.reason));
  throw error;
}
