import {
  createSampleBatch,
  decodeFrame,
  type ClientToServerEvents,
  type FrameType,
  type RecordEvent,
  type RecordsSnapshot,
  type ServerToClientEvents,
  type SubscribeAnswer,
  type SubscribeRequest,
} from '@linetwin/contracts';
import { Inbox, rowsOf } from '@linetwin/testing';
import type { PlantModel } from '@linetwin/model';
import { io, type Socket } from 'socket.io-client';

/** Anything a server sends, in order of arrival; frames decoded. */
export type Arrival =
  | { kind: 'model'; model: PlantModel }
  | {
      kind: 'frame';
      event: 'snapshot' | 'frame';
      type: FrameType;
      sequence: number;
      modelVersion: number;
      folded: number;
      bytes: number;
      at: number;
      rows: [signal: number, time: number, value: number, quality: number][];
    }
  | { kind: 'records'; snapshot: RecordsSnapshot }
  | { kind: 'record'; event: RecordEvent };
export type FrameArrival = Extract<Arrival, { kind: 'frame' }>;

const EVERYTHING: SubscribeRequest = { scope: '*', rateHz: 20, mode: 'batch' };

/** A client of the live protocol that keeps all it was sent. */
export class LiveClient {
  readonly arrivals = new Inbox<Arrival>();
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;

  constructor(url: string, extraHeaders: Record<string, string> = {}) {
    this.socket = io(url, {
      path: '/live',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders,
    });
    this.socket.on('model', (model) => this.arrivals.push({ kind: 'model', model }));
    this.socket.on('snapshot', (bytes) => this.arrivals.push(arrivalOf('snapshot', bytes)));
    this.socket.on('frame', (bytes) => this.arrivals.push(arrivalOf('frame', bytes)));
    this.socket.on('records', (snapshot) => this.arrivals.push({ kind: 'records', snapshot }));
    this.socket.on('record', (event) => this.arrivals.push({ kind: 'record', event }));
  }

  subscribe(request: Partial<SubscribeRequest> = {}): Promise<SubscribeAnswer> {
    return this.request({ ...EVERYTHING, ...request });
  }

  /** Sends whatever it is given, also what no client should send. */
  request(request: unknown): Promise<SubscribeAnswer> {
    return this.socket.timeout(10_000).emitWithAck('subscribe', request as SubscribeRequest);
  }

  async unsubscribe(): Promise<void> {
    await this.socket.timeout(10_000).emitWithAck('unsubscribe');
  }

  frames(): FrameArrival[] {
    return this.arrivals.items.filter((one): one is FrameArrival => one.kind === 'frame');
  }

  /** The first frame or snapshot that holds a value of a signal that fits. */
  async valueOf(signal: number, fits: (value: number) => boolean = () => true): Promise<FrameArrival> {
    const has = (one: Arrival) =>
      one.kind === 'frame' && one.rows.some(([index, , value]) => index === signal && fits(value));
    return (await this.arrivals.first(`value of signal ${signal}`, has)) as FrameArrival;
  }

  /** The first record event that fits. */
  async record<K extends RecordEvent['kind']>(
    kind: K,
    fits: (event: Extract<RecordEvent, { kind: K }>) => boolean = () => true,
  ): Promise<Extract<RecordEvent, { kind: K }>> {
    const has = (one: Arrival) =>
      one.kind === 'record' &&
      one.event.kind === kind &&
      fits(one.event as Extract<RecordEvent, { kind: K }>);
    const found = await this.arrivals.first(`${kind} event`, has);
    return (found as { event: RecordEvent }).event as Extract<RecordEvent, { kind: K }>;
  }

  close(): void {
    this.socket.disconnect();
  }
}

function arrivalOf(event: 'snapshot' | 'frame', bytes: Uint8Array | ArrayBuffer): FrameArrival {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  const { samples, type, sequence, modelVersion, folded } = decodeFrame(view, createSampleBatch(64));
  return {
    kind: 'frame',
    event,
    type,
    sequence,
    modelVersion,
    folded,
    bytes: view.length,
    at: performance.now(),
    rows: rowsOf(samples),
  };
}
