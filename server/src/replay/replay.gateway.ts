import {
  LIVE_PROTOCOL_VERSION,
  type ClientToServerEvents,
  type ReplayAnswer,
  type ServerToClientEvents,
} from '@linetwin/contracts';
import { Inject } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayDisconnect } from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import { LIVE_GATEWAY } from '../live/live-gateway-options.ts';
import { answerOf, Refusal } from '../platform/in-words.ts';
import { ReplayError, ReplayService } from './replay.service.ts';
import type { ReplayViewer } from './replay-viewer.port.ts';

type ReplaySocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  object,
  { viewer?: SocketViewer; member?: unknown }
>;

/** Packets waiting in a socket before its client counts as not keeping up. */
const CONGESTED_PACKETS = 8;

/** Replay on the live connection: see docs/protocol. Rights are looked at by the live gateway, for all events. */
@WebSocketGateway(LIVE_GATEWAY)
export class ReplayGateway implements OnGatewayConnection, OnGatewayDisconnect {
  constructor(@Inject(ReplayService) private readonly replay: ReplayService) {}

  handleConnection(socket: ReplaySocket): void {
    socket.on('replay', (request, answer) => {
      if (typeof answer === 'function') void this.open(socket, request).catch(refusal).then(answer);
    });
    socket.on('steer', (command, answer) => {
      if (typeof answer !== 'function') return;
      try {
        const cursor = this.replay.steer(socket.data.viewer, command);
        answer(this.accepted(cursor));
      } catch (error) {
        answer(refusal(error as Error));
      }
    });
    socket.on('end-replay', (answer) => {
      this.end(socket);
      if (typeof answer === 'function') answer();
    });
  }

  handleDisconnect(socket: ReplaySocket): void {
    this.end(socket);
  }

  private async open(socket: ReplaySocket, raw: unknown): Promise<ReplayAnswer> {
    const request = this.replay.parse(raw);
    if (socket.data.member) {
      throw new ReplayError('this connection shows live values; send "unsubscribe" first', undefined);
    }
    this.end(socket);
    const viewer = new SocketViewer(socket);
    socket.data.viewer = viewer;
    const { model } = this.replay.index;
    if (request.modelVersion !== model.version) socket.emit('model', model);
    const cursor = await this.replay.open(request, viewer);
    // It left while the past was read.
    if (!socket.connected || socket.data.viewer !== viewer) this.replay.close(viewer);
    return this.accepted(cursor);
  }

  private accepted(cursor: Extract<ReplayAnswer, { ok: true }>['cursor']): ReplayAnswer {
    const { version } = this.replay.index.model;
    return { ok: true, protocol: LIVE_PROTOCOL_VERSION, modelVersion: version, cursor };
  }

  private end(socket: ReplaySocket): void {
    const { viewer } = socket.data;
    socket.data.viewer = undefined;
    if (viewer) this.replay.close(viewer);
  }
}

function refusal(error: Error): ReplayAnswer {
  return { ok: false, ...(error instanceof Refusal ? answerOf(error) : { error: error.message }) };
}

class SocketViewer implements ReplayViewer {
  private readonly socket: ReplaySocket;

  constructor(socket: ReplaySocket) {
    this.socket = socket;
  }

  isCongested(): boolean {
    // Public in engine.io's documentation ("writeBuffer"), private in its types.
    const { writeBuffer } = this.socket.conn as unknown as { writeBuffer: unknown[] };
    return writeBuffer.length > CONGESTED_PACKETS;
  }

  sendSnapshot(...frame: Parameters<ReplayViewer['sendSnapshot']>): void {
    this.socket.emit('snapshot', ...frame);
  }

  sendFrame(...frame: Parameters<ReplayViewer['sendFrame']>): void {
    this.socket.emit('frame', ...frame);
  }

  sendRecords(...records: Parameters<ReplayViewer['sendRecords']>): void {
    this.socket.emit('records', ...records);
  }

  sendRecord(...record: Parameters<ReplayViewer['sendRecord']>): void {
    this.socket.emit('record', ...record);
  }

  sendCursor(...cursor: Parameters<ReplayViewer['sendCursor']>): void {
    this.socket.emit('cursor', ...cursor);
  }
}
