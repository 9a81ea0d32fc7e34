import type { IncomingMessage } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';

type CreateServer = IoAdapter['createIOServer'];

/** socket.io on the port of the pages, for connections that a check lets through before they are made. */
export class CheckedIoAdapter extends IoAdapter {
  private readonly mayConnect: (request: IncomingMessage) => boolean;

  constructor(app: INestApplication, mayConnect: (request: IncomingMessage) => boolean) {
    super(app);
    this.mayConnect = mayConnect;
  }

  override createIOServer(...[port, options]: Parameters<CreateServer>): ReturnType<CreateServer> {
    return super.createIOServer(port, {
      ...options,
      allowRequest: (request: IncomingMessage, done: (error: string | null, allowed: boolean) => void) =>
        done(null, this.mayConnect(request)),
    } as Parameters<CreateServer>[1]);
  }
}
