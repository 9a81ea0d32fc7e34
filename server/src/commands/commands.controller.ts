import {
  commandQuerySchema,
  commandRequestSchema,
  type Command,
  type CommandQuery,
  type CommandRequest,
} from '@linetwin/contracts';
import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  ServiceUnavailableException,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { NoOwnerError } from '../cluster/line-requests.port.ts';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { answerOf, inWords } from '../platform/in-words.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { whoAsks } from '../platform/who-asks.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { CommandError, CommandNotStandingError } from './command-error.ts';
import { CommandsService } from './commands.service.ts';

@ApiTags('commands')
@Controller('commands')
export class CommandsController {
  constructor(@Inject(CommandsService) private readonly commands: CommandsService) {}

  @Get()
  @ApiOperation({ summary: 'What was asked of machines, and what they answered; newest first' })
  @ApiQuery({ name: 'line', required: false, description: 'Line id' })
  @ApiQuery({ name: 'equipment', required: false, description: 'Equipment address' })
  @ApiQuery({
    name: 'standing',
    required: false,
    description: 'true: only those that stand; false: only ended ones',
  })
  @ApiQuery({ name: 'limit', required: false, description: 'Most commands, 100 when left out' })
  list(@Query(new ZodPipe(commandQuerySchema)) query: CommandQuery): Promise<Command[]> {
    return this.commands.list(query);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask a machine for a setting; answered with what the machine says, or that it said nothing',
  })
  @ApiBody({ schema: openApiSchema(commandRequestSchema) })
  async give(
    @Body(new ZodPipe(commandRequestSchema)) request: CommandRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<Command> {
    note({ subject: request.equipment });
    const by = whoAsks(asker, request.by);
    try {
      const command = await this.commands.give(request, by);
      note({
        subject: request.equipment,
        after: command,
        refused: command.state === 'refused' || command.state === 'unanswered' ? command.state : undefined,
      });
      return command;
    } catch (error) {
      throw asHttpError(error);
    }
  }

  @Post(':id/return')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a machine go back to the setting that it had before a command' })
  async giveBack(@Param('id') id: string, @Noting() note: NoteChange): Promise<Command> {
    note({ subject: id });
    try {
      const after = await this.commands.giveBack(id);
      note({ subject: id, after });
      return after;
    } catch (error) {
      throw asHttpError(error);
    }
  }
}

function asHttpError(error: unknown): unknown {
  if (error instanceof CommandError) return new BadRequestException(answerOf(error));
  if (error instanceof CommandNotStandingError) return new ConflictException(answerOf(error));
  if (error instanceof NoOwnerError)
    return new ServiceUnavailableException(inWords(error.message, 'line-away'));
  return error;
}
