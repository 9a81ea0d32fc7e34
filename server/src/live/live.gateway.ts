import {
  LIVE_PROTOCOL_VERSION,
  type ClientToServerEvents,
  type ServerToClientEvents,
  type SubscribeAnswer,
} from '@linetwin/contracts';
import { Inject, type OnModuleDestroy } from '@nestjs/common';
import {
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import { AlarmsService } from '../alarms/alarms.service.ts';
import { FindingsService } from '../condition/findings/findings.service.ts';
import { IncidentsService } from '../incidents/incidents.service.ts';
import { Twin } from '../twin/twin.ts';
import { SeamsService } from '../weld/seams.service.ts';
import { LiveDoor, NotWelcomeError, type LiveVisitor } from './live-door.port.ts';
import { LIVE_GATEWAY } from './live-gateway-options.ts';
import type { LiveMember } from './live-room.ts';
import { LiveService, SubscribeError } from './live.service.ts';

type LiveSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  object,
  { member?: SocketMember; room?: string; visitor?: LiveVisitor }
>;

/** Name of the socket.io room of all clients that take record events. */
const RECORDS_ROOM = 'records';
/** Packets waiting in a socket before its client counts as not keeping up; a frame is two packets. */
const CONGESTED_PACKETS = 8;
/** Rights that ran out, or that another process took away while Redis was away, are noticed within this time. */
const LOOK_AGAIN_MS = 30_000;

/** Of a connection that did not come through the door. */
const UNKNOWN_VISITOR = { error: 'You may not do this.' };

/** The live protocol on socket.io: see docs/protocol. */
@WebSocketGateway(LIVE_GATEWAY)
export class LiveGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, OnModuleDestroy {
  private lookAgain: NodeJS.Timeout | undefined;
  private undo: () => void = () => undefined;

  @WebSocketServer() private readonly server!: Server<ClientToServerEvents, ServerToClientEvents>;

  constructor(
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(Twin) private readonly twin: Twin,
    @Inject(AlarmsService) private readonly alarms: AlarmsService,
    @Inject(FindingsService) private readonly findings: FindingsService,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(SeamsService) private readonly seams: SeamsService,
    @Inject(LiveDoor) private readonly door: LiveDoor,
  ) {}

  afterInit(): void {
    this.server.use((socket: LiveSocket, next) => {
      this.door.admit(socket.request).then(
        (visitor) => {
          socket.data.visitor = visitor;
          next();
        },
        (error: Error) => next(error instanceof NotWelcomeError ? error : new Error('try again')),
      );
    });
    this.lookAgain = setInterval(() => void this.turnOut(), LOOK_AGAIN_MS);
    this.undo = this.door.onRightsLost((ground) => {
      // Here at once; and to all processes, by the one call that goes through the adapter, which waits for Redis.
      this.server.local.in(ground).disconnectSockets(true);
      this.server.in(ground).disconnectSockets(true);
    });
    this.live.connect({
      // Every process makes its own frames and numbers its own records: `local` keeps them from the other processes, and from
      // waiting for Redis.
      onRecord: (event) => this.server.local.to(RECORDS_ROOM).emit('record', event),
      broadcast: (key, frame, except) => {
        const ids = [...except].map((member) => (member as SocketMember).socket.id);
        // socket.io encodes the packet once for all members of the room.
        this.server.local.to(key).except(ids).emit('frame', frame);
      },
    });
  }

  onModuleDestroy(): void {
    clearInterval(this.lookAgain);
    this.undo();
  }

  handleConnection(socket: LiveSocket): void {
    void socket.join([...(socket.data.visitor?.grounds ?? [])]);
    socket.use(([event, ...rest], next) => {
      const { visitor } = socket.data;
      const refusal = visitor ? visitor.refusal(String(event)) : UNKNOWN_VISITOR;
      if (!refusal) return next();
      const answer: unknown = rest.at(-1);
      if (typeof answer === 'function') answer({ ok: false, ...refusal });
    });
    socket.on('subscribe', (request, answer) => {
      if (typeof answer !== 'function') return;
      this.subscribe(socket, request).then(answer, (error: Error) =>
        answer({ ok: false, error: error.message }),
      );
    });
    socket.on('unsubscribe', (answer) => {
      this.leave(socket);
      void socket.leave(RECORDS_ROOM);
      if (typeof answer === 'function') answer();
    });
  }

  handleDisconnect(socket: LiveSocket): void {
    this.leave(socket);
  }

  /** Ends the connections of those who may be here no more. */
  private async turnOut(): Promise<void> {
    for (const socket of this.server.sockets.sockets.values() as Iterable<LiveSocket>) {
      if (!(await socket.data.visitor?.isStillWelcome())) socket.disconnect(true);
    }
  }

  private async subscribe(socket: LiveSocket, raw: unknown): Promise<SubscribeAnswer> {
    let request;
    try {
      request = this.live.parse(raw);
      this.leave(socket);
      const member = new SocketMember(socket);
      const { key, room } = this.live.join(request, member);
      socket.data.member = member;
      socket.data.room = key;
      const { model } = this.twin.index;
      if (request.modelVersion !== model.version) socket.emit('model', model);
      // Snapshot and room membership in one turn, so that no value falls between them.
      socket.emit('snapshot', room.snapshot());
      void socket.join(key);
    } catch (error) {
      if (error instanceof SubscribeError) return { ok: false, error: error.message };
      throw error;
    }
    await this.sendRecords(socket, request.run, request.lastRecord);
    return {
      ok: true,
      run: this.live.feed.run,
      protocol: LIVE_PROTOCOL_VERSION,
      modelVersion: this.twin.index.model.version,
      rateHz: request.rateHz,
    };
  }

  private async sendRecords(
    socket: LiveSocket,
    run: string | undefined,
    lastRecord: number | undefined,
  ): Promise<void> {
    const findings = await this.findings.standing();
    // It has left, or asked for nothing any more, while they were read.
    if (!socket.connected || !socket.data.member) return;
    // From here on in one turn, so that no event falls between what is sent now and what the room brings.
    const missed = this.live.feed.since(run, lastRecord);
    if (missed) for (const event of missed) socket.emit('record', event);
    else {
      const standing = {
        alarms: this.alarms.standing(),
        findings,
        incidents: this.incidents.standing(),
        seams: this.seams.newest(),
      };
      socket.emit('records', this.live.feed.snapshot(standing));
    }
    void socket.join(RECORDS_ROOM);
  }

  private leave(socket: LiveSocket): void {
    const { member, room } = socket.data;
    if (!member || !room) return;
    this.live.leave(room, member);
    void socket.leave(room);
    socket.data.member = undefined;
    socket.data.room = undefined;
  }
}

class SocketMember implements LiveMember {
  constructor(readonly socket: LiveSocket) {}

  isCongested(): boolean {
    // Public in engine.io's documentation ("writeBuffer"), private in its types.
    const { writeBuffer } = this.socket.conn as unknown as { writeBuffer: unknown[] };
    return writeBuffer.length > CONGESTED_PACKETS;
  }

  sendFrame(frame: Uint8Array): void {
    this.socket.emit('frame', frame);
  }
}
