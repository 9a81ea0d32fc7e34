import {
  approveDisplayRequestSchema,
  claimPairingRequestSchema,
  displayBeatSchema,
  type ApproveDisplayRequest,
  type Display,
  type DisplayBeat,
  type Pairing,
  type PairingState,
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
  NotFoundException,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { AskedBy, Noting, type Asker, type NoteChange } from '../../platform/asker.ts';
import { inWords } from '../../platform/in-words.ts';
import { openApiSchema } from '../../platform/openapi-schema.ts';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import type { AccessRequest } from '../access-request.ts';
import { setCookie } from '../sessions/cookies.ts';
import { TooManyPairingsError } from './display-store.port.ts';
import { DisplaysService } from './displays.service.ts';
import { DISPLAY_COOKIE, Identifier } from '../identifier.ts';

@ApiTags('displays')
@Controller()
export class DisplaysController {
  constructor(
    @Inject(DisplaysService) private readonly displays: DisplaysService,
    @Inject(Identifier) private readonly identifier: Identifier,
  ) {}

  @Post('pairing')
  @ApiOperation({ summary: 'A code for a screen to show until an admin approves it' })
  async startPairing(): Promise<Pairing> {
    try {
      return await this.displays.startPairing();
    } catch (error) {
      if (error instanceof TooManyPairingsError) throw new HttpException(error.message, 429);
      throw error;
    }
  }

  @Post('pairing/claim')
  @HttpCode(200)
  @ApiOperation({ summary: 'Whether the screen was approved; its key is then in a cookie' })
  @ApiBody({ schema: openApiSchema(claimPairingRequestSchema) })
  async claim(
    @Body(new ZodPipe(claimPairingRequestSchema)) { secret }: z.infer<typeof claimPairingRequestSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PairingState> {
    const claimed = await this.displays.claim(secret);
    if (typeof claimed !== 'object') return { state: claimed ?? 'expired' };
    this.giveCookie(response, claimed.key);
    return { state: 'paired' };
  }

  @Get('displays')
  @ApiOperation({ summary: 'Wall displays and how they are' })
  list(): Promise<Display[]> {
    return this.displays.list();
  }

  @Post('displays')
  @ApiOperation({ summary: 'Approve the screen that shows this code' })
  @ApiBody({ schema: openApiSchema(approveDisplayRequestSchema) })
  async approve(
    @Body(new ZodPipe(approveDisplayRequestSchema)) request: ApproveDisplayRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<Display> {
    note({ subject: request.name });
    const display = await this.displays.approve(request, asker.name ?? '');
    if (!display) throw new NotFoundException('No screen shows this code; it may have a new one by now.');
    note({ subject: display.name, after: { id: display.id } });
    return display;
  }

  @Delete('displays/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke the key of a display; it shows nothing any more' })
  async revoke(@Param('id') id: string, @Noting() note: NoteChange): Promise<void> {
    note({ subject: id });
    const display = await this.displays.revoke(id);
    if (!display)
      throw new NotFoundException(
        inWords(`There is no display "${id}" that could be revoked.`, 'no-display'),
      );
    note({ subject: display.name, before: { id }, after: { revoked: true } });
  }

  @Post('displays/heartbeat')
  @HttpCode(204)
  @ApiOperation({ summary: 'A display says how it is' })
  @ApiBody({ schema: openApiSchema(displayBeatSchema) })
  async beat(
    @Body(new ZodPipe(displayBeatSchema)) beat: DisplayBeat,
    @Req() { principal, asker, headers }: AccessRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (principal.kind !== 'display') throw new ForbiddenException('Only displays have a heartbeat.');
    await this.displays.beat(principal.id, beat, asker.address);
    // Browsers keep no cookie for longer than 400 days: it is given anew with every beat, and so never ends.
    this.giveCookie(response, this.identifier.displayKey(headers)!);
  }

  private giveCookie(response: Response, key: string): void {
    response.setHeader('Set-Cookie', setCookie(DISPLAY_COOKIE, key, this.identifier.secure));
  }
}
