import type { ErrorAnswer } from '@linetwin/contracts';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from 'pino';
import { inWords } from './in-words.ts';

interface HttpResponse {
  headersSent: boolean;
  status(code: number): { json(body: unknown): void };
}

/** Gives every error of the REST interface the same body, and keeps the inside of a failure out of it. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<HttpResponse>();
    if (response.headersSent) return;
    if (error instanceof HttpException) {
      const body = error.getResponse();
      const answer: ErrorAnswer =
        typeof body === 'object' && 'error' in body && ('problems' in body || 'words' in body)
          ? (body as ErrorAnswer)
          : { error: error.message };
      response.status(error.getStatus()).json(answer);
      return;
    }
    const status = clientErrorStatus(error);
    if (status !== undefined) {
      response.status(status).json({ error: (error as Error).message } satisfies ErrorAnswer);
      return;
    }
    this.logger.error({ err: error }, 'a request failed');
    response.status(500).json(inWords('The server could not answer; its log says why.', 'server-failed'));
  }
}

/** What the body parser refuses (too large, cut off, unknown encoding) says of itself that the client is at fault. */
function clientErrorStatus(error: unknown): number | undefined {
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 && expose === true ? status : undefined;
}
