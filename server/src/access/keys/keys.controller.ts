import {
  createGatewayRequestSchema,
  createTokenRequestSchema,
  type CreateGatewayRequest,
  type CreateTokenRequest,
  type Gateway,
  type NewGatewayAnswer,
  type NewTokenAnswer,
  type Token,
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
  Post,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AskedBy, Noting, type Asker, type NoteChange } from '../../platform/asker.ts';
import { answerOf, inWords } from '../../platform/in-words.ts';
import { openApiSchema } from '../../platform/openapi-schema.ts';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import { KeyTakenError, type KeyKind } from './key-store.port.ts';
import { KeysService } from './keys.service.ts';

@ApiTags('keys')
@Controller()
export class KeysController {
  constructor(@Inject(KeysService) private readonly keys: KeysService) {}

  @Get('tokens')
  @ApiOperation({ summary: 'Keys of programs' })
  tokens(): Promise<Token[]> {
    return this.keys.tokens();
  }

  @Post('tokens')
  @ApiOperation({ summary: 'A new key for a program; its secret is shown this once' })
  @ApiBody({ schema: openApiSchema(createTokenRequestSchema) })
  async createToken(
    @Body(new ZodPipe(createTokenRequestSchema)) request: CreateTokenRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<NewTokenAnswer> {
    const answer = await this.keys.createToken(request, asker.name ?? '');
    const { name, scope, expiresAt } = answer.token;
    note({ subject: answer.token.id, after: { name, scope, expiresAt: new Date(expiresAt).toISOString() } });
    return answer;
  }

  @Delete('tokens/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke the key of a program' })
  revokeToken(@Param('id') id: string, @Noting() note: NoteChange): Promise<void> {
    return this.revoke('token', id, note);
  }

  @Get('gateways')
  @ApiOperation({ summary: 'Gateways that bring messages of machines' })
  gateways(): Promise<Gateway[]> {
    return this.keys.gateways();
  }

  @Post('gateways')
  @ApiOperation({ summary: 'A new gateway with its own lines or machines; its password is shown this once' })
  @ApiBody({ schema: openApiSchema(createGatewayRequestSchema) })
  async createGateway(
    @Body(new ZodPipe(createGatewayRequestSchema)) request: CreateGatewayRequest,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<NewGatewayAnswer> {
    note({ subject: request.id, after: { machines: request.machines } });
    try {
      return await this.keys.createGateway(request, asker.name ?? '');
    } catch (error) {
      if (error instanceof KeyTakenError) throw new ConflictException(answerOf(error));
      throw error;
    }
  }

  @Delete('gateways/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a gateway; it is disconnected' })
  revokeGateway(@Param('id') id: string, @Noting() note: NoteChange): Promise<void> {
    return this.revoke('gateway', id, note);
  }

  private async revoke(kind: KeyKind, id: string, note: NoteChange): Promise<void> {
    note({ subject: id });
    const key = await this.keys.revoke(kind, id);
    if (!key)
      throw new NotFoundException(inWords(`There is no ${kind} "${id}" that could be revoked.`, 'no-key'));
    note({ subject: id, before: { name: key.name, grants: key.grants }, after: { revoked: true } });
  }
}
