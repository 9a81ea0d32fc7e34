import { telemetryRequestSchema, type TelemetryAnswer, type TelemetryRequest } from '@linetwin/contracts';
import { Body, Controller, HttpCode, Inject, Post, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { NoOwnerError, RefusedByOwnerError } from '../../cluster/line-requests.port.ts';
import { openApiSchema } from '../../platform/openapi-schema.ts';
import { ZodPipe } from '../../platform/zod.pipe.ts';
import { HttpIntake } from './http-intake.ts';
import { SentBy, type Sender } from './sent-by.ts';

/** Long enough for a disk to be cleared a little, or for another process to take the line. */
const RETRY_AFTER_S = 5;

@ApiTags('machines')
@Controller('telemetry')
export class TelemetryController {
  constructor(@Inject(HttpIntake) private readonly intake: HttpIntake) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Values of machines; answered when they are on disk. Send again after 503: what is sent twice is stored once',
  })
  @ApiBody({ schema: openApiSchema(telemetryRequestSchema) })
  async take(
    @Body(new ZodPipe(telemetryRequestSchema)) request: TelemetryRequest,
    @SentBy() sender: Sender,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TelemetryAnswer> {
    try {
      return await this.intake.take(request, sender);
    } catch (error) {
      if (!(error instanceof NoOwnerError || error instanceof RefusedByOwnerError)) throw error;
      response.setHeader('Retry-After', RETRY_AFTER_S);
      throw new ServiceUnavailableException(`Keep the values and send them again: ${error.message}`);
    }
  }
}
