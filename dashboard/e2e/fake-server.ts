/**
 * A server that speaks the real contracts over the real plant model with invented values, for building and
 * testing the dashboard alone: `npm run fake -w dashboard`, then open the printed address.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import {
  acknowledgeRequestSchema,
  appendSample,
  createSampleBatch,
  DEFAULT_WALL,
  encodeFrame,
  gapQuerySchema,
  historyQuerySchema,
  LIVE_PROTOCOL_VERSION,
  REJECT_REASONS,
  subscribeRequestSchema,
  type Alarm,
  type ClientToServerEvents,
  type HistorySeries,
  type Incident,
  type RecordEvent,
  type ServerToClientEvents,
  type SessionAnswer,
  type WallContent,
} from '@linetwin/contracts';
import { afterAlarmEvent, isWaveform, ModelIndex, type PlantModel } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { Server } from 'socket.io';
import {
  fakeAlarms,
  fakeFindings,
  fakeGaps,
  fakeIncident,
  fakeKpis,
  fakeSeams,
  fakeSources,
  valueAt,
} from './fake-plant.ts';
import { FakeNotes } from './fake-notes.ts';
import { FakeWorkbench } from './fake-workbench.ts';

const FRAME_MS = 200;
const KPI_MS = 2000;
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Whoever sits at the server's own machine: looks, and acknowledges by typed name. */
const NOBODY: SessionAnswer = {
  login: 'loopback-open',
  kind: 'nobody',
  user: null,
  role: 'viewer',
  acknowledgeByName: true,
  directory: null,
};

export interface FakeServer {
  url: string;
  model: PlantModel;
  alarms(): readonly Alarm[];
  incidents(): Incident[];
  raiseAlarm(change?: Partial<Alarm>): Alarm;
  /** The condition of an alarm that was raised here is over. */
  endAlarm(id: string): void;
  /** Stops sending frames while the socket stays open. */
  hold(): void;
  resume(): void;
  stop(): Promise<void>;
}

let reference: Promise<PlantModel> | undefined;
/** Read once: a test that starts a server of its own would spend a fifth of a second on it, each time the same. */
const referencePlant = () =>
  (reference ??= readPlantFolder(join(import.meta.dirname, '../../plants/liaocheng')));

export async function startFakeServer(
  options: {
    port?: number;
    app?: string;
    plant?: string;
    session?: SessionAnswer;
    wall?: WallContent;
    /** Every signal in frames as close as this, however seldom its machine speaks, ms. */
    floodMs?: number;
  } = {},
): Promise<FakeServer> {
  const session = options.session ?? NOBODY;
  const wall = options.wall ?? DEFAULT_WALL;
  const app = options.app ?? join(import.meta.dirname, '../dist/app');
  const model = await (options.plant === undefined ? referencePlant() : readPlantFolder(options.plant));
  const index = new ModelIndex(model);
  const startedAt = Date.now();
  const run = `fake-${startedAt}`;
  let sequence = 0;
  let frameSequence = 0;
  let held = false;
  let alarms = fakeAlarms(model, startedAt);
  const findings = fakeFindings(model, startedAt);
  const workbench = new FakeWorkbench(index, startedAt);
  const notes = new FakeNotes();

  const http = createServer((request, answer) => {
    handle(request, answer).catch((error: Error) => json(answer, 500, { error: error.message }));
  });
  const io = new Server<ClientToServerEvents, ServerToClientEvents>(http, { path: '/live' });

  const snapshot = () => {
    const now = Date.now();
    const batch = createSampleBatch(model.signals.length);
    for (const signal of model.signals) {
      if (isWaveform(signal)) continue;
      const period = signal.periodMs ?? 1000;
      const time = Math.floor(now / period) * period;
      appendSample(batch, signal.index, time, valueAt(signal, time), 0);
    }
    return encodeFrame(
      { type: 'snapshot', modelVersion: model.version, sequence: frameSequence, serverTime: now, folded: 0 },
      batch,
    );
  };
  const incidents = () => alarms.map((alarm) => fakeIncident(model, alarm));
  const records = () => ({
    sequence,
    alarms,
    findings: findings.map(({ diagnosis: _diagnosis, ...finding }) => finding),
    incidents: incidents(),
    kpis: fakeKpis(model, Date.now()),
    seams: fakeSeams(model, Date.now()),
  });
  type EventBody = RecordEvent extends infer E
    ? E extends RecordEvent
      ? Omit<E, 'sequence' | 'time'>
      : never
    : never;
  const tell = (body: EventBody) =>
    io.emit('record', { ...body, sequence: ++sequence, time: Date.now() } as RecordEvent);

  io.on('connection', (socket) => {
    socket.on('subscribe', (request, answer) => {
      const parsed = subscribeRequestSchema.safeParse(request);
      if (!parsed.success) {
        answer({ ok: false, error: parsed.error.message });
        return;
      }
      answer({
        ok: true,
        run,
        protocol: LIVE_PROTOCOL_VERSION,
        modelVersion: model.version,
        rateHz: 1000 / FRAME_MS,
      });
      socket.emit('model', model);
      socket.emit('snapshot', snapshot());
      socket.emit('records', records());
    });
  });

  let before = Date.now();
  const frames = setInterval(() => {
    const now = Date.now();
    const batch = createSampleBatch(model.signals.length);
    for (const signal of model.signals) {
      if (isWaveform(signal)) continue;
      const period = signal.periodMs ?? 1000;
      const isDue = Math.floor(now / period) !== Math.floor(before / period);
      if (!isDue && options.floodMs === undefined) continue;
      const time = options.floodMs === undefined ? Math.floor(now / period) * period : now;
      appendSample(batch, signal.index, time, valueAt(signal, time), 0);
    }
    before = now;
    if (held || batch.length === 0) return;
    io.volatile.emit(
      'frame',
      encodeFrame(
        {
          type: 'latest',
          modelVersion: model.version,
          sequence: ++frameSequence,
          serverTime: now,
          folded: 0,
        },
        batch,
      ),
    );
  }, options.floodMs ?? FRAME_MS);
  const kpis = setInterval(() => {
    for (const kpi of fakeKpis(model, Date.now())) tell({ kind: 'kpi', kpi });
  }, KPI_MS);

  async function handle(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const path = url.pathname;
    if (!path.startsWith('/api/')) return serveFile(path, answer);
    if (path === '/api/model') return json(answer, 200, model);
    if (path === '/api/session') return json(answer, 200, session);
    if (path === '/api/kpi') return json(answer, 200, fakeKpis(model, Date.now()));
    if (path === '/api/alarms') return json(answer, 200, alarms);
    if (path === '/api/alarms/history')
      return json(answer, 200, history(Number(url.searchParams.get('from'))));
    if (path === '/api/history') return answerHistory(url, answer);
    const answered = workbench.answer(path, url.searchParams);
    if (answered) {
      answer.writeHead(200, { 'content-type': answered.type });
      answer.end(answered.body);
      return;
    }
    if (path === '/api/time-notes') return json(answer, ...(await notes.answer(request, url.searchParams)));
    if (path === '/api/gaps') return answerGaps(url, answer);
    if (path === '/api/sources') return json(answer, 200, fakeSources(model, Date.now()));
    if (path === '/api/health') return json(answer, 200, health());
    if (path === '/api/incidents') return json(answer, 200, incidents());
    if (path === '/api/wall') return json(answer, 200, { layout: null, name: '', content: wall });
    if (path === '/api/walls') return json(answer, 200, { layouts: [], displays: {} });
    if (path === '/api/disk') return json(answer, 200, { level: 'ok', usedBytes: 1e9, limitBytes: 100e9 });
    if (path === '/api/ingest/rejects') return json(answer, 200, rejects());
    if (path === '/api/findings')
      return json(
        answer,
        200,
        findings.filter((f) => f.equipment === url.searchParams.get('equipment')),
      );
    if (path.startsWith('/api/seams')) return answerSeams(path.slice('/api/seams'.length), url, answer);
    const finding = /^\/api\/findings\/([^/]+)$/.exec(path);
    if (finding) {
      const found = findings.find(({ id }) => id === decodeURIComponent(finding[1]));
      return found ? json(answer, 200, found) : json(answer, 404, { error: 'There is no such finding.' });
    }
    const acknowledge = /^\/api\/alarms\/([^/]+)\/acknowledge$/.exec(path);
    if (acknowledge && request.method === 'POST')
      return answerAcknowledge(decodeURIComponent(acknowledge[1]), request, answer);
    json(answer, 404, { error: `There is nothing at ${path}.` });
  }

  function answerSeams(rest: string, url: URL, answer: ServerResponse): void {
    const seams = fakeSeams(model, startedAt);
    if (rest === '/parts') {
      const search = url.searchParams.get('search')!.toLowerCase();
      const parts = [...new Set(seams.map(({ seam }) => seam.part))];
      const found = parts.filter((part) => part.toLowerCase().includes(search));
      return json(
        answer,
        200,
        found.map((part) => ({ part, endedAt: startedAt, seams: 1 })),
      );
    }
    if (rest === '') {
      const wanted = url.searchParams.get('equipment');
      const part = url.searchParams.get('part');
      const listed = seams.filter(
        ({ equipment, seam }) =>
          (wanted === null || equipment === wanted) && (part === null || part === seam.part),
      );
      return json(
        answer,
        200,
        listed.map(({ equipment, seam, verdict }) => ({
          equipment,
          endedAt: seam.time,
          seam: seam.seam,
          part: seam.part,
          program: seam.program,
          lengthMm: seam.lengthMm,
          suspectMm: seam.perMm.result.filter((one) => one === 1).length,
          badMm: seam.perMm.result.filter((one) => one === 2).length,
          verdict,
        })),
      );
    }
    const found = seams.find(({ equipment, seam }) => rest.startsWith(`/${equipment}/${seam.time}`));
    if (!found) return json(answer, 404, { error: 'There is no such seam.' });
    if (!rest.endsWith('/verdict')) return json(answer, 200, found.seam);
    const facts = [
      { quantity: 'gapMm.max', value: 0.58, limit: 0.3, is: 'above' },
      { quantity: 'plasmaV.share', value: 0.81, limit: 0.95, is: 'below' },
    ];
    const defects = found.verdict.defects.map((defect) => ({ ...defect, evidence: facts }));
    const reference = { recipe: 'P12', version: 2, seams: 10 };
    const doubts = found.verdict.grade === 'not-judgeable' ? [{ doubt: 'learning', of: '3/5' }] : [];
    const verdict = { ...found.verdict, method: '1.0.0', defects, doubts, untold: ['spatter'], reference };
    json(answer, 200, { verdict, recomputed: true });
  }

  async function answerAcknowledge(id: string, request: IncomingMessage, answer: ServerResponse) {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const parsed = acknowledgeRequestSchema.safeParse(
      JSON.parse(Buffer.concat(parts).toString('utf8') || '{}'),
    );
    const alarm = alarms.find((a) => a.id === id);
    const by = session.user?.name ?? parsed.data?.by;
    if (!parsed.success || !by) return json(answer, 400, { error: 'Bad request' });
    if (!alarm) return json(answer, 404, { error: 'There is no such alarm.' });
    const state = afterAlarmEvent(alarm.state, 'AcknowledgedByPerson');
    if (!state) return json(answer, 409, { error: 'It is already acknowledged.' });
    const next: Alarm = { ...alarm, state, acknowledgedAt: Date.now(), acknowledgedBy: by };
    alarms = alarms.map((a) => (a.id === id ? next : a));
    tell({ kind: 'alarm', alarm: next });
    json(answer, 200, next);
  }

  function history(from: number): Alarm[] {
    const past = fakeAlarms(model, startedAt).map((alarm, i) => ({
      ...alarm,
      id: `past-${i}`,
      state: 'Normal' as const,
      raisedAt: alarm.raisedAt - 300_000,
      clearedAt: alarm.raisedAt - 60_000,
      acknowledgedAt: alarm.raisedAt - 120_000,
      acknowledgedBy: '李静',
    }));
    return [...alarms, ...past].filter(({ raisedAt }) => raisedAt >= from);
  }

  function answerHistory(url: URL, answer: ServerResponse): void {
    const parsed = historyQuerySchema.safeParse(Object.fromEntries(url.searchParams));
    if (!parsed.success) return json(answer, 400, { error: parsed.error.message });
    const { signals, from, to, points } = parsed.data;
    const series = signals.map((address): HistorySeries => {
      const signal = index.signal(address);
      const columns: HistorySeries = { signal: address, time: [], min: [], max: [], mean: [], last: [] };
      if (!signal) return columns;
      const step = Math.max(signal.periodMs ?? 1000, (to - from) / points);
      const gaps = fakeGaps(model, startedAt).filter(({ scope }) => `${address}/`.startsWith(`${scope}/`));
      for (let t = Math.ceil(from / step) * step; t <= to; t += step) {
        if (gaps.some((gap) => gap.from < t && t < (gap.to ?? Infinity) && gap.missingMs !== 0)) continue;
        const samples = Array.from({ length: 5 }, (_, i) => valueAt(signal, t + (i * step) / 5));
        const spread = step > (signal.periodMs ?? 1000) ? samples : [samples[0]];
        columns.time.push(t);
        columns.min.push(Math.min(...spread));
        columns.max.push(Math.max(...spread));
        columns.mean.push(spread.reduce((a, b) => a + b, 0) / spread.length);
        columns.last.push(spread.at(-1)!);
      }
      return columns;
    });
    json(answer, 200, { from, to, series });
  }

  function answerGaps(url: URL, answer: ServerResponse): void {
    const parsed = gapQuerySchema.safeParse(Object.fromEntries(url.searchParams));
    if (!parsed.success) return json(answer, 400, { error: parsed.error.message });
    const { line, equipment, from = 0, limit } = parsed.data;
    const concerns = (scope: string) => equipment === undefined || `${equipment}/`.startsWith(`${scope}/`);
    const gaps = fakeGaps(model, startedAt)
      .filter((gap) => line === undefined || gap.line === line)
      .filter(({ scope }) => concerns(scope) || scope.startsWith(`${equipment}/`))
      .filter(({ to }) => (to ?? Infinity) >= from);
    json(answer, 200, gaps.slice(0, limit));
  }

  function health() {
    return {
      status: 'degraded',
      version: '0.1.0',
      run,
      uptimeS: (Date.now() - startedAt) / 1000,
      parts: {
        machines: { ok: true, detail: '2 connections' },
        history: { ok: true, detail: 'DuckDB, 3.1 MB' },
        records: { ok: true, detail: 'PGlite' },
        jobs: { ok: true, detail: '0 waiting, 0 failed' },
        spool: { ok: true, detail: '1.2 MB on disk' },
        clocks: { ok: false, detail: '1 of 4 senders more than 5 s off: press-shop-plc' },
      },
    };
  }

  function rejects() {
    const counts = Object.fromEntries(
      REJECT_REASONS.map((reason, i) => [reason, i % 3 === 0 ? i * 7 + 3 : 0]),
    );
    return {
      counts,
      remarks: { 'out-of-range': 4, 'out-of-order': 12 },
      samples: [
        {
          at: Date.now() - 80_000,
          reason: 'unknown-topic',
          topic: 'liaocheng/bearing/telemetry',
          detail: 'no equipment in the topic',
        },
        {
          at: Date.now() - 20_000,
          reason: 'malformed',
          topic: 'liaocheng/bearing/bearing-1/B03/telemetry',
          detail: 'Unexpected end of JSON input at position 41',
        },
      ],
    };
  }

  async function serveFile(path: string, answer: ServerResponse): Promise<void> {
    const wanted = join(app, normalize(path));
    const file = wanted.startsWith(app) && (await isFile(wanted)) ? wanted : join(app, 'index.html');
    if (!(await isFile(file)))
      return json(answer, 503, { error: `${app} is not built; run "npm run build".` });
    answer.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(answer);
  }

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as { port: number };

  return {
    url: `http://127.0.0.1:${port}`,
    model,
    alarms: () => alarms,
    incidents,
    raiseAlarm(change = {}) {
      const alarm: Alarm = {
        ...fakeAlarms(model, Date.now())[0],
        id: `raised-${sequence}`,
        raisedAt: Date.now(),
        ...change,
      };
      alarms = [alarm, ...alarms];
      tell({ kind: 'alarm', alarm });
      tell({ kind: 'incident', incident: fakeIncident(model, alarm) });
      return alarm;
    },
    endAlarm(id) {
      const found = alarms.find((one) => one.id === id);
      if (!found) return;
      alarms = alarms.filter((one) => one !== found);
      const at = Date.now();
      const alarm: Alarm = { ...found, state: 'Normal', clearedAt: at, acknowledgedAt: at };
      tell({ kind: 'alarm', alarm });
      tell({ kind: 'incident', incident: { ...fakeIncident(model, alarm), state: 'closed', closedAt: at } });
    },
    hold: () => (held = true),
    resume: () => (held = false),
    async stop() {
      clearInterval(frames);
      clearInterval(kpis);
      await io.close();
      http.closeAllConnections();
    },
  };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function json(answer: ServerResponse, status: number, body: unknown): void {
  answer.writeHead(status, { 'content-type': 'application/json' });
  answer.end(JSON.stringify(body));
}

if (import.meta.main) {
  const server = await startFakeServer({ port: Number(process.env.PORT ?? 8090) });
  console.log(`Fake server at ${server.url}`);
}
