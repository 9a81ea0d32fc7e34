import type { IncomingMessage } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { SharedSockets } from '../platform/shared-sockets.ts';

type CreateServer = IoAdapter['createIOServer'];

/**
 * socket.io on the port of the pages, for connections that a check lets through before they are made; as one with the servers of
 * the plant's other processes, where there are any.
 */
export class CheckedIoAdapter extends IoAdapter {
  private readonly mayConnect: (request: IncomingMessage) => boolean;
  private readonly shared: SharedSockets | undefined;

  constructor(
    app: INestApplication,
    mayConnect: (request: IncomingMessage) => boolean,
    shared: SharedSockets | undefined,
  ) {
    super(app);
    this.mayConnect = mayConnect;
    this.shared = shared;
  }

  override createIOServer(...[port, options]: Parameters<CreateServer>): ReturnType<CreateServer> {
    return super.createIOServer(port, {
      ...options,
      ...(this.shared && { adapter: this.shared.adapter }),
      allowRequest: (request: IncomingMessage, done: (error: string | null, allowed: boolean) => void) =>
        done(null, this.mayConnect(request)),
    } as Parameters<CreateServer>[1]);
  }
}
