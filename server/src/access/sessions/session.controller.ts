import {
  changePasswordRequestSchema,
  signInRequestSchema,
  type ChangePasswordRequest,
  type SessionAnswer,
  type SignInRequest,
} from '@linetwin/contracts';
import {
  Body,
  Controller,
  Delete,
  ForbiddenException,
  Get,
  HttpCode,
  HttpException,
  Inject,
  Post,
  Put,
  Req,
  Res,
  ServiceUnavailableException,
  UnauthorizedException,
  UnprocessableEntityException,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Noting, type NoteChange } from '../../platform/asker.ts';
import { answerOf, inWords } from '../../platform/in-words.ts';
import { openApiSchema } from '../../platform/openapi-schema.ts';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import type { AccessRequest } from '../access-request.ts';
import { clearCookie, setCookie } from './cookies.ts';
import { Identifier, SESSION_COOKIE } from '../identifier.ts';
import { BusyError } from '../users/passwords.ts';
import { Sessions } from './sessions.ts';
import { SignInError, UsersService, WaitError, WeakPasswordError } from '../users/users.service.ts';

/** Takes away from a browser what it keeps of the pages of somebody who has left. */
const FORGET = '"cache", "storage"';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    @Inject(UsersService) private readonly users: UsersService,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Identifier) private readonly identifier: Identifier,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who asks, and what that one may do' })
  describe(@Req() { principal }: AccessRequest): SessionAnswer {
    const { login } = this.identifier.settings;
    return {
      login,
      kind: principal.kind,
      user: principal.kind === 'person' ? principal.user : null,
      role: principal.role,
      acknowledgeByName: principal.kind === 'nobody' && principal.role !== null,
      directory: this.identifier.settings.oidc?.name ?? null,
    };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in; the session is in an http-only cookie' })
  @ApiBody({ schema: openApiSchema(signInRequestSchema) })
  async signIn(
    @Body(new ZodPipe(signInRequestSchema)) request: SignInRequest,
    @Req() { headers, asker }: AccessRequest,
    @Res({ passthrough: true }) response: Response,
    @Noting() note: NoteChange,
  ): Promise<SessionAnswer> {
    note({ subject: request.login });
    const before = this.identifier.sessionSecret(headers);
    const { user, secret } = await this.users
      .signIn(request, asker.address, before)
      .catch((error: Error) => refuseSignIn(error, response));
    this.giveCookie(response, secret);
    note({ subject: user.login, after: { id: user.id, role: user.role } });
    const { login } = this.identifier.settings;
    return {
      login,
      kind: 'person',
      user,
      role: user.mustChangePassword ? null : user.role,
      acknowledgeByName: false,
      directory: this.identifier.settings.oidc?.name ?? null,
    };
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  async signOut(
    @Req() { headers, principal }: AccessRequest,
    @Res({ passthrough: true }) response: Response,
    @Noting() note: NoteChange,
  ): Promise<void> {
    note({ subject: principal.kind === 'person' ? principal.user.login : '' });
    const secret = this.identifier.sessionSecret(headers);
    if (secret) await this.sessions.end(secret);
    response.setHeader('Set-Cookie', clearCookie(SESSION_COOKIE, this.identifier.secure));
    response.setHeader('Clear-Site-Data', FORGET);
  }

  @Put('password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change the own password; all other sessions end' })
  @ApiBody({ schema: openApiSchema(changePasswordRequestSchema) })
  async changePassword(
    @Body(new ZodPipe(changePasswordRequestSchema)) request: ChangePasswordRequest,
    @Req() { headers, principal, asker }: AccessRequest,
    @Res({ passthrough: true }) response: Response,
    @Noting() note: NoteChange,
  ): Promise<void> {
    if (principal.kind !== 'person') throw new ForbiddenException('Only people have passwords.');
    const { user } = principal;
    note({ subject: user.login });
    if (user.source === 'directory') {
      throw new ForbiddenException(
        inWords('Your password is kept by the identity provider; change it there.', 'password-elsewhere'),
      );
    }
    const before = this.identifier.sessionSecret(headers);
    const secret = await this.users
      .changePassword(user, request, asker.address, before)
      .catch((error: Error) => {
        // A wrong old password must not look like a session that has ended.
        if (error instanceof SignInError) {
          throw new UnprocessableEntityException({
            ...inWords('The present password is wrong.', 'wrong-password'),
            problems: [{ field: 'before', message: 'is wrong' }],
          });
        }
        return refuseSignIn(error, response);
      });
    this.giveCookie(response, secret);
  }

  private giveCookie(response: Response, secret: string): void {
    response.setHeader('Set-Cookie', setCookie(SESSION_COOKIE, secret, this.identifier.secure));
  }
}

function refuseSignIn(error: Error, response: Response): never {
  if (error instanceof SignInError) throw new UnauthorizedException(error.message);
  if (error instanceof WaitError) {
    response.setHeader('Retry-After', error.waitS);
    throw new HttpException(answerOf(error), 429);
  }
  if (error instanceof WeakPasswordError) {
    throw new UnprocessableEntityException({
      ...answerOf(error),
      problems: [{ field: 'after', message: error.message }],
    });
  }
  if (error instanceof BusyError) throw new ServiceUnavailableException(answerOf(error));
  throw error;
}
