import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  MAX_IMPORT_REQUEST_BYTES,
  MAX_PHOTO_BYTES,
  MAX_TELEMETRY_REQUEST_BYTES,
  MAX_READINGS_REQUEST_BYTES,
} from '@linetwin/contracts';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { Logger } from 'pino';
import { AccessGuard } from '../access/access.guard.ts';
import { AuditInterceptor } from '../access/audit/audit.interceptor.ts';
import { checkRequests } from '../access/http-checks.ts';
import type { Settings } from '../config/settings.ts';
import { ErrorFilter } from '../platform/error.filter.ts';
import { FrameworkLogger } from '../platform/logger.ts';
import { PortError } from '../platform/port-error.ts';
import { OpenRequests } from '../platform/open-requests.ts';
import { logRequests } from '../platform/request-log.ts';
import { SharedSockets } from '../platform/shared-sockets.ts';
import { ApiModule, type ApiParts } from './api.module.ts';
import { CheckedIoAdapter } from './checked-io-adapter.ts';

/** Longest that an answer is waited for when the server ends, ms. */
const PATIENCE_MS = 10_000;

/** Pages, REST and live protocol on one port. */
export class HttpEdge {
  private app: INestApplication | undefined;
  private requests: OpenRequests | undefined;
  private shared: SharedSockets | undefined;

  /** @returns the address to open. @throws PortError */
  async start(settings: Settings, parts: ApiParts, logger: Logger, version: string): Promise<string> {
    const app = await NestFactory.create<NestExpressApplication>(ApiModule.over(parts), {
      logger: new FrameworkLogger(logger),
      abortOnError: false,
    });
    this.app = app;
    this.requests = new OpenRequests(app.getHttpServer());
    app.setGlobalPrefix('api');
    app.useGlobalFilters(new ErrorFilter(logger));
    const { identifier, door, trail } = parts.access;
    this.shared = settings.clustered
      ? new SharedSockets(settings.redisUrl!, (error) => logger.debug({ error: error.message }, 'Redis'))
      : undefined;
    app.useWebSocketAdapter(new CheckedIoAdapter(app, (request) => door.mayConnect(request), this.shared));
    app.use(logRequests(logger));
    // Before the body parser: what is refused is not read.
    checkRequests(app, identifier, logger);
    app.useBodyParser('json', { limit: MAX_TELEMETRY_REQUEST_BYTES, type: isTelemetry });
    app.useBodyParser('raw', { limit: MAX_PHOTO_BYTES, type: isPhoto });
    app.useBodyParser('json', { limit: MAX_READINGS_REQUEST_BYTES, type: isReadings });
    app.useBodyParser('json', { limit: MAX_IMPORT_REQUEST_BYTES, type: isImport });
    app.useBodyParser('json', { limit: '100kb' });
    app.disable('x-powered-by');
    app.useGlobalGuards(new AccessGuard(trail, logger));
    app.useGlobalInterceptors(new AuditInterceptor(trail));
    servePages(app, settings.dashboardFolder);
    const description = new DocumentBuilder().setTitle('Linetwin').setVersion(version).build();
    SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description));
    try {
      await app.listen(settings.port, settings.host);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      throw new PortError(
        `Port ${settings.port} on ${settings.host} is in use, so the dashboard cannot be served; set LINETWIN_PORT to a free port.`,
      );
    }
    const { port } = app.getHttpServer().address() as { port: number };
    return `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`;
  }

  /** The running application, for tests that look at what it is made of. */
  get application(): INestApplication {
    if (!this.app) throw new Error('The pages are not served yet.');
    return this.app;
  }

  async stop(): Promise<void> {
    const { app } = this;
    if (app) await this.requests?.close(() => app.close(), PATIENCE_MS);
    this.shared?.stop();
  }
}

/** Machines bring more at a time than people. */
function isTelemetry({ url, headers }: IncomingMessage): boolean {
  return url === '/api/telemetry' && headers['content-type']?.split(';')[0] === 'application/json';
}

function isPhoto({ url, headers }: IncomingMessage): boolean {
  return (
    /^\/api\/work-orders\/[^/]+\/photos(\?|$)/.test(url ?? '') && headers['content-type'] === 'image/jpeg'
  );
}

/** A file of meter readings, a year of quarters of an hour. */
function isReadings({ url, headers }: IncomingMessage): boolean {
  return (
    !!url?.startsWith('/api/energy/readings') && headers['content-type']?.split(';')[0] === 'application/json'
  );
}

/** A recording as a CSV text. */
function isImport({ url, headers }: IncomingMessage): boolean {
  return (
    !!url?.startsWith('/api/runs/import') && headers['content-type']?.split(';')[0] === 'application/json'
  );
}

/** The built dashboard, and its start page for every address that is a page of it. */
function servePages(app: NestExpressApplication, folder: string): void {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return;
  // Built files carry a hash of their content in their name; what names them must be asked for anew.
  app.useStaticAssets(join(folder, 'assets'), {
    prefix: '/assets',
    index: false,
    immutable: true,
    maxAge: '1y',
  });
  app.useStaticAssets(folder, {
    index: false,
    setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
  });
  app.use((request: PageRequest, response: PageResponse, next: () => void) => {
    // Incidents and links of notices have dots in their names, as files have.
    const isNamed = /^\/(maintenance|n)\//.test(request.path) || !/\.\w+$/.test(request.path);
    const isPage = request.method === 'GET' && !/^\/(api|live)(\/|$|\?)/.test(request.url) && isNamed;
    if (!isPage) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
}

interface PageRequest {
  method: string;
  url: string;
  path: string;
}

interface PageResponse {
  setHeader(name: string, value: string): void;
  sendFile(path: string): void;
}
