/// <reference lib="webworker" />
import type {
  ClientToServerEvents,
  CursorState,
  ReplayAnswer,
  SampleBatch,
  ServerToClientEvents,
  SubscribeRequest,
} from '@linetwin/contracts';
import { createSampleBatch, decodeFrame } from '@linetwin/contracts';
import { io, type Socket } from 'socket.io-client';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/**
 * Holds the socket away from the page's thread: decodes frames there and hands their columns over without
 * copying. Used columns come back and are filled again, so a running page makes no garbage of them.
 */
const scope = self as unknown as {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};

let socket: Socket<ServerToClientEvents, ClientToServerEvents> | undefined;
let rateHz = 10;
/** The server's own run, whose records are numbered. */
let serverRun: string | undefined;
let lastRecord = -1;
/** A model the page already has need not travel again. */
let modelVersion: number | undefined;
/** Where the replay is that this page shows; what is live otherwise. A connection that comes back goes on there. */
let replay: Pick<CursorState, 'at' | 'speed' | 'playing' | 'loop'> | undefined;
/** The recorded run that the replay shows; the plant's own past otherwise. */
let replayedRun: string | undefined;
/** A page applies frames as fast as it draws; more than these were in flight only when it hung. */
const MAX_SPARE = 8;
/** A server that refused the connection is asked again after this, ms. */
const REFUSED_RETRY_MS = 3000;
const spare: SampleBatch[] = [];

scope.onmessage = ({ data }) => {
  switch (data.type) {
    case 'start':
      rateHz = data.rateHz;
      connect(data.origin);
      break;
    case 'seen':
      if (!replay) lastRecord = data.sequence;
      break;
    case 'recycle':
      if (spare.length < MAX_SPARE) spare.push(data.samples);
      break;
    case 'resubscribe':
      begin();
      break;
    case 'replay':
      replay = { at: data.at, speed: 1, playing: false, loop: null };
      replayedRun = data.run;
      // Before that it begins with what is wanted by then.
      if (!socket?.connected) break;
      socket.emit('unsubscribe', () => undefined);
      openReplay();
      break;
    case 'steer':
      socket?.emit('steer', data.command, (answer) => {
        tellRefusal(answer);
      });
      break;
    case 'live':
      replay = undefined;
      replayedRun = undefined;
      // Records of the replay are numbered on their own.
      lastRecord = -1;
      socket?.emit('end-replay', () => undefined);
      subscribe();
      break;
    case 'stop':
      socket?.disconnect();
      socket = undefined;
      break;
  }
};

function connect(origin: string): void {
  socket = io(origin, {
    path: '/live',
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
    timeout: 5000,
  });
  socket.on('connect', begin);
  socket.on('disconnect', (reason) => {
    scope.postMessage({ type: 'disconnected', reason });
    tryAgainIfTurnedOut();
  });
  socket.on('connect_error', (error) => {
    scope.postMessage({ type: 'disconnected', reason: error.message });
    tryAgainIfTurnedOut();
  });
  socket.on('model', (model) => {
    modelVersion = model.version;
    scope.postMessage({ type: 'model', model });
  });
  socket.on('snapshot', onFrame);
  socket.on('frame', onFrame);
  socket.on('records', (snapshot) => scope.postMessage({ type: 'records', snapshot }));
  socket.on('cursor', (state) => {
    if (!replay) return;
    replay = state;
    scope.postMessage({ type: 'cursor', state });
  });
  socket.on('record', (event) => scope.postMessage({ type: 'record', event }));
}

/** The library comes back by itself after a lost connection, but not where the server said no: rights may be given again. */
function tryAgainIfTurnedOut(): void {
  if (socket?.active) return;
  setTimeout(() => socket?.connect(), REFUSED_RETRY_MS);
}

function begin(): void {
  if (replay) openReplay();
  else subscribe();
}

function openReplay(): void {
  if (!replay) return;
  const { at, speed, playing, loop } = replay;
  const request = { scope: '*', rateHz, at, run: replayedRun, speed, playing, loop, modelVersion };
  socket?.emit('replay', request, (answer) => {
    tellRefusal(answer);
  });
}

function tellRefusal(answer: ReplayAnswer): void {
  if (!answer.ok) scope.postMessage({ type: 'replay-refused', error: answer.error, words: answer.words });
}

function subscribe(): void {
  const request: SubscribeRequest = { scope: '*', rateHz, mode: 'latest' };
  if (modelVersion !== undefined) request.modelVersion = modelVersion;
  if (serverRun !== undefined && lastRecord >= 0) Object.assign(request, { run: serverRun, lastRecord });
  socket?.emit('subscribe', request, (answer) => {
    if (!answer.ok) {
      scope.postMessage({ type: 'refused', error: answer.error });
      return;
    }
    serverRun = answer.run;
    scope.postMessage({
      type: 'subscribed',
      run: answer.run,
      protocol: answer.protocol,
      modelVersion: answer.modelVersion,
    });
  });
}

function onFrame(payload: Uint8Array | ArrayBuffer): void {
  const bytes = payload instanceof Uint8Array ? payload : new Uint8Array(payload);
  try {
    const samples = spare.pop() ?? createSampleBatch(1024);
    const frame = decodeFrame(bytes, samples);
    scope.postMessage(
      {
        type: 'frame',
        kind: frame.type,
        modelVersion: frame.modelVersion,
        serverTime: frame.serverTime,
        folded: frame.folded,
        samples,
      },
      [samples.signal.buffer, samples.time.buffer, samples.value.buffer, samples.quality.buffer],
    );
  } catch (error) {
    scope.postMessage({ type: 'faulty', detail: (error as Error).message });
  }
}
