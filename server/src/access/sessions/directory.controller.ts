import { Controller, Get, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Noting, type NoteChange } from '../../platform/asker.ts';
import type { AccessRequest } from '../access-request.ts';
import { AccessRoom } from '../access-room.ts';
import { clearCookie, readCookie, setCookie, type CookieKind } from './cookies.ts';
import { SESSION_COOKIE } from '../identifier.ts';
import { NoRoleError, type OidcDirectory } from './oidc-directory.ts';

/** What a browser brings back from the provider; for as long as somebody may take to sign in there. */
const PROOF_COOKIE: CookieKind = { name: 'linetwin_sign_in', maxAgeS: 600 };

@ApiTags('session')
@Controller('session/directory')
export class DirectoryController {
  constructor(@Inject(AccessRoom) private readonly access: AccessRoom) {}

  @Get()
  @ApiOperation({ summary: 'Sign in through the identity provider: sends the browser there' })
  async begin(@Res() response: Response): Promise<void> {
    const { address, proof } = await this.directory().begin();
    // Lax, because the browser comes back from another site; it holds nothing that opens anything by itself.
    response.setHeader('Set-Cookie', setCookie(PROOF_COOKIE, proof, this.access.identifier.secure, 'Lax'));
    response.redirect(303, address);
  }

  @Get('callback')
  @ApiOperation({ summary: 'Where the identity provider sends the browser back to' })
  async finish(
    @Req() request: AccessRequest,
    @Res({ passthrough: true }) response: Response,
    @Noting() note: NoteChange,
  ): Promise<void> {
    const directory = this.directory();
    const { identifier, users } = this.access;
    const proof = readCookie(request.headers, PROOF_COOKIE.name, identifier.secure);
    const forget = clearCookie(PROOF_COOKIE, identifier.secure);
    const query = request.originalUrl.split('?')[1] ?? '';
    try {
      if (!proof) throw new Error('the browser brought nothing back of what it was sent with');
      const person = await directory.finish(query, proof);
      note({ subject: person.login });
      const before = identifier.sessionSecret(request.headers);
      const { user, secret } = await users.letInFromDirectory(person, before);
      note({ subject: user.login, after: { id: user.id, role: user.role, through: directory.name } });
      response.setHeader('Set-Cookie', [setCookie(SESSION_COOKIE, secret, identifier.secure), forget]);
      response.redirect(303, '/');
    } catch (error) {
      const problem = error instanceof NoRoleError ? 'no-role' : 'directory';
      note({ subject: request.change?.subject ?? '', refused: (error as Error).message });
      response.setHeader('Set-Cookie', forget);
      response.redirect(303, `/sign-in?problem=${problem}`);
    }
  }

  private directory(): OidcDirectory {
    if (!this.access.directory) throw new NotFoundException('There is no identity provider (OIDC_ISSUER).');
    return this.access.directory;
  }
}
