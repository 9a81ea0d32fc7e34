import {
  changeUserRequestSchema,
  createUserRequestSchema,
  type ChangeUserRequest,
  type CreateUserRequest,
  type NewPasswordAnswer,
  type User,
} from '@linetwin/contracts';
import {
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Patch,
  Post,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Noting, type NoteChange } from '../../platform/asker.ts';
import { answerOf, inWords } from '../../platform/in-words.ts';
import { openApiSchema } from '../../platform/openapi-schema.ts';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import { LastAdminError, LoginTakenError } from './user-store.port.ts';
import { UsersService } from './users.service.ts';

@ApiTags('users')
@Controller('users')
export class UsersController {
  constructor(@Inject(UsersService) private readonly users: UsersService) {}

  @Get()
  @ApiOperation({ summary: 'Everybody who is known' })
  list(): Promise<User[]> {
    return this.users.list();
  }

  @Post()
  @ApiOperation({ summary: 'A new user, with a first password that is shown this once' })
  @ApiBody({ schema: openApiSchema(createUserRequestSchema) })
  async create(
    @Body(new ZodPipe(createUserRequestSchema)) request: CreateUserRequest,
    @Noting() note: NoteChange,
  ): Promise<NewPasswordAnswer> {
    note({ subject: request.login });
    const answer = await this.users.create(request).catch(refuse);
    note({ subject: request.login, after: rightsOf(answer.user) });
    return answer;
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change name or role, or let somebody in no more; a change of rights ends the sessions',
  })
  @ApiBody({ schema: openApiSchema(changeUserRequestSchema) })
  async change(
    @Param('id') id: string,
    @Body(new ZodPipe(changeUserRequestSchema)) request: ChangeUserRequest,
    @Noting() note: NoteChange,
  ): Promise<User> {
    note({ subject: id, after: request });
    const { before, after } = known(id, await this.users.change(id, request).catch(refuse));
    note({ subject: after.login, before: rightsOf(before), after: rightsOf(after) });
    return after;
  }

  @Post(':id/password')
  @HttpCode(200)
  @ApiOperation({ summary: 'A new password for somebody who lost it, shown this once' })
  async resetPassword(@Param('id') id: string, @Noting() note: NoteChange): Promise<NewPasswordAnswer> {
    note({ subject: id });
    const answer = known(id, await this.users.resetPassword(id));
    note({ subject: answer.user.login });
    return answer;
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'End all sessions of a user' })
  async signOut(@Param('id') id: string, @Noting() note: NoteChange): Promise<void> {
    note({ subject: id });
    const { user, ended } = known(id, await this.users.signOut(id));
    note({ subject: user.login, before: { sessions: ended }, after: { sessions: 0 } });
  }
}

/** What the audit log keeps of a user. */
function rightsOf({ name, role, disabled }: User): Partial<User> {
  return { name, role, disabled };
}

function known<T>(id: string, found: T | undefined): T {
  if (found === undefined)
    throw new NotFoundException(inWords(`There is no user "${id}" of whom this can be done.`, 'no-user'));
  return found;
}

function refuse(error: Error): never {
  if (error instanceof LoginTakenError || error instanceof LastAdminError) {
    throw new ConflictException(answerOf(error));
  }
  throw error;
}
