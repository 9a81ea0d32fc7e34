import {
  acknowledgeRequestSchema,
  approveDisplayRequestSchema,
  auditQuerySchema,
  BurstFormatError,
  changePasswordRequestSchema,
  changeUserRequestSchema,
  claimPairingRequestSchema,
  createGatewayRequestSchema,
  createTokenRequestSchema,
  createUserRequestSchema,
  createSampleBatch,
  decodeBurst,
  decodeFrame,
  displayBeatSchema,
  encodeBurst,
  encodeFrame,
  FrameFormatError,
  gapQuerySchema,
  historyQuerySchema,
  MAX_TELEMETRY_BYTES,
  parseTopic,
  REJECT_REASONS,
  seamQuerySchema,
  signInRequestSchema,
} from '@linetwin/contracts';
import { loadPlant, ModelIndex, PlantFileError, type PlantText } from '@linetwin/model';
import {
  samplesOf,
  seamMessage,
  TEST_PLANT_TEXTS,
  TEST_PRESS,
  TEST_SPINDLE,
  testPlant,
} from '@linetwin/testing';
import fc from 'fast-check';
import type { z } from 'zod';
import { EventBus } from '../../src/events.ts';
import { Rejects } from '../../src/ingest/rejects.ts';
import { decodeSeam } from '../../src/ingest/seam-decoder.ts';
import { TelemetryDecoder } from '../../src/ingest/telemetry-decoder.ts';
import { LiveService, SubscribeError } from '../../src/live/live.service.ts';
import { Twin } from '../../src/twin/twin.ts';

/** What a decoder did with an input: took it, or refused it for a reason of a closed list. */
export type Outcome = 'taken' | string;

export interface FuzzTarget {
  name: string;
  /** Share of all inputs. */
  weight: number;
  /** Good inputs to change bytes of. */
  seeds: readonly Uint8Array[];
  /** Most changes to one of them, 8 when left out; fewer where nearly each one breaks the whole. */
  changes?: number;
  /** Inputs of the right shape with wrong content; byte changes alone rarely get that far. */
  structured?: fc.Arbitrary<Uint8Array>;
  /** @throws only when the decoder is broken */
  feed(bytes: Uint8Array): Outcome;
}

const index = new ModelIndex(testPlant());
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value) ?? 'null');
const textOf = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** Any JSON, and JSON with the names of ours at its top. */
function jsonWith(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Uint8Array> {
  const wild = Object.fromEntries(
    Object.entries(fields).map(([name, good]) => [
      name,
      fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) }),
    ]),
  );
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.record(wild, { requiredKeys: [] }) },
      { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
    )
    .map(bytesOf);
}

const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -0, 1e308, -1, 2 ** 53));
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', ''),
);

/** Refusals that a decoder counted while it was fed; an input that gave nothing must have been refused for something. */
function countedBy(rejects: Rejects, feed: () => boolean): Outcome {
  const before = rejects.report();
  const taken = feed();
  const after = rejects.report();
  if (taken) return 'taken';
  const reason = REJECT_REASONS.find((one) => after.counts[one] > before.counts[one]);
  if (!reason) throw new Error('refused without a reason');
  return reason;
}

function telemetry(): FuzzTarget {
  const rejects = new Rejects();
  const decoder = new TelemetryDecoder(index, rejects);
  const message = {
    time: Date.now(),
    values: { state: 'Execute', power: 6.42, good: 12, temperature: null },
  };
  const names = fc.constantFrom('state', 'power', 'energy', 'good', 'scrap', 'temperature', 'vibration', 'x');
  return {
    name: 'MQTT telemetry',
    weight: 40,
    seeds: [bytesOf(message), bytesOf({ ...message, quality: { power: 'Uncertain', state: 'Bad' } })],
    structured: jsonWith({
      time: fc.oneof(fc.constant(Date.now()), anyNumber),
      values: fc.dictionary(
        fc.oneof(names, anyText),
        fc.oneof(anyNumber, anyText, fc.boolean(), fc.constantFrom(null, 'Execute', 'Idle')),
        { maxKeys: 6 },
      ),
      quality: fc.dictionary(names, fc.oneof(fc.constantFrom('Good', 'Uncertain', 'Bad'), anyText), {
        maxKeys: 3,
      }),
    }),
    feed: (bytes) =>
      countedBy(rejects, () => {
        let values = 0;
        decoder.decode(`${TEST_SPINDLE}/telemetry`, TEST_SPINDLE, bytes, (signal, time, value, quality) => {
          if (!Number.isInteger(signal) || !Number.isFinite(time) || ![0, 1, 2].includes(quality))
            throw new Error(`decoded ${signal} ${time} ${value} ${quality}`);
          if (Number.isNaN(value) && quality !== 2) throw new Error('no number and not Bad');
          values++;
        });
        return values > 0 || isEmptyMessage(bytes);
      }),
  };
}

/** A message of no values is fine, and gives nothing. */
function isEmptyMessage(bytes: Uint8Array): boolean {
  if (bytes.length > MAX_TELEMETRY_BYTES) return false;
  try {
    const { values } = JSON.parse(textOf(bytes)) as { values: unknown };
    return typeof values === 'object' && values !== null && Object.keys(values).length === 0;
  } catch {
    return false;
  }
}

function burst(): FuzzTarget {
  const good = encodeBurst({
    channel: 'vibration',
    time: Date.now(),
    sampleRateHz: 12_000,
    speedRpm: 1797,
    unit: 'm/s2',
    samples: Float32Array.from({ length: 64 }, (_, i) => Math.sin(i)),
  });
  return {
    name: 'MQTT burst',
    weight: 20,
    seeds: [good],
    structured: fc.uint8Array({ maxLength: 200 }).map((tail) => Buffer.concat([good.subarray(0, 64), tail])),
    feed: (bytes) => {
      try {
        const { channel, samples, sampleRateHz } = decodeBurst(bytes);
        if (!(samples instanceof Float32Array) || typeof channel !== 'string' || !(sampleRateHz > 0))
          throw new Error('decoded nonsense');
        return 'taken';
      } catch (error) {
        return refusal(error, BurstFormatError, 'malformed');
      }
    },
  };
}

function seam(): FuzzTarget {
  const rejects = new Rejects();
  const column = fc.array(anyNumber, { maxLength: 4 });
  const columns = ['depthMm', 'gapMm', 'offsetMm', 'thermalV', 'plasmaV', 'reflectionV', 'result'];
  return {
    name: 'MQTT seam',
    weight: 10,
    seeds: [bytesOf(seamMessage())],
    structured: jsonWith({
      time: fc.oneof(fc.constant(Date.now()), anyNumber),
      seam: anyText,
      part: anyText,
      program: anyText,
      lengthMm: anyNumber,
      perMm: fc.record(Object.fromEntries(columns.map((name) => [name, column])), { requiredKeys: [] }),
    }),
    feed: (bytes) =>
      countedBy(
        rejects,
        () => decodeSeam(index, `${TEST_PRESS}/seam`, TEST_PRESS, bytes, rejects) !== undefined,
      ),
  };
}

function topic(): FuzzTarget {
  return {
    name: 'MQTT topic',
    weight: 5,
    seeds: [Buffer.from(`${TEST_PRESS}/telemetry`), Buffer.from(`${TEST_SPINDLE}/burst`)],
    structured: fc.string({ unit: 'binary' }).map((text) => Buffer.from(`${text}/telemetry`)),
    feed: (bytes) => (parseTopic(textOf(bytes)) ? 'taken' : 'unknown-topic'),
  };
}

function frame(): FuzzTarget {
  const batch = samplesOf([
    [1, 1763733600000, 4.5],
    [2, 1763733600000, 6],
    [9, 1763733599000, Number.NaN, 2],
  ]);
  const header = {
    type: 'latest',
    modelVersion: 7,
    sequence: 3,
    serverTime: 1763733600100,
    folded: 1,
  } as const;
  const rows = createSampleBatch(64);
  return {
    name: 'live frame',
    weight: 10,
    seeds: [encodeFrame(header, batch), encodeFrame({ ...header, type: 'snapshot' }, batch)],
    feed: (bytes) => {
      try {
        // As in the browser: from a buffer of its own.
        decodeFrame(Uint8Array.from(bytes), rows);
        return 'taken';
      } catch (error) {
        return refusal(error, FrameFormatError, 'malformed');
      }
    },
  };
}

function subscribe(): FuzzTarget {
  const live = new LiveService(new Twin(index), new EventBus(() => undefined), 'run');
  return {
    name: 'socket subscribe',
    weight: 5,
    seeds: [bytesOf({ scope: '*', rateHz: 10, mode: 'latest', modelVersion: 1, run: 'x', lastRecord: 4 })],
    structured: jsonWith({
      scope: fc.oneof(fc.constantFrom('*', 'line-1', TEST_PRESS), anyText),
      rateHz: anyNumber,
      mode: fc.constantFrom('latest', 'batch', 'all'),
      modelVersion: anyNumber,
      run: anyText,
      lastRecord: anyNumber,
    }),
    feed: (bytes) =>
      withJson(bytes, (value) => {
        try {
          live.parse(value);
          return 'taken';
        } catch (error) {
          return refusal(error, SubscribeError, 'bad-request');
        }
      }),
  };
}

/** A body or a query of the REST interface: what its schema says is all that a handler sees. */
function rest(name: string, schema: z.ZodType, good: object): FuzzTarget {
  const fields = Object.fromEntries(
    Object.entries(good).map(([field, value]) => [field, fc.oneof(fc.constant(value), anyText, anyNumber)]),
  );
  return {
    name: `REST ${name}`,
    weight: 0.7,
    seeds: [bytesOf(good)],
    structured: jsonWith(fields),
    feed: (bytes) =>
      withJson(bytes, (value) => {
        const result = schema.safeParse(value);
        if (!result.success && result.error.issues.length === 0) throw new Error('refused without a reason');
        return result.success ? 'taken' : 'bad-request';
      }),
  };
}

/** A file of the plant among the good others. */
function plantFile({ file, text }: PlantText): FuzzTarget {
  return {
    name: `YAML ${file}`,
    weight: 0.08,
    changes: 2,
    seeds: [Buffer.from(text)],
    feed: (bytes) => {
      const texts = TEST_PLANT_TEXTS.map((one) => (one.file === file ? { file, text: textOf(bytes) } : one));
      try {
        loadPlant(texts);
        return 'taken';
      } catch (error) {
        return refusal(error, PlantFileError, 'plant-file');
      }
    },
  };
}

function withJson(bytes: Uint8Array, feed: (value: unknown) => Outcome): Outcome {
  let value: unknown;
  try {
    value = JSON.parse(textOf(bytes));
  } catch {
    return 'not-json';
  }
  return feed(value);
}

/** The one kind of error that a decoder may throw, as a reason. @throws anything else */
function refusal(error: unknown, Kind: new (...parts: never[]) => Error, reason: string): Outcome {
  if (!(error instanceof Kind) || error.message === '') throw error;
  return reason;
}

/** Every decoder of what comes from outside. */
export function fuzzTargets(): FuzzTarget[] {
  const user = { login: 'li.jing', name: 'Li Jing', role: 'operator' };
  return [
    telemetry(),
    burst(),
    seam(),
    topic(),
    frame(),
    subscribe(),
    rest('acknowledge', acknowledgeRequestSchema, { by: 'Li Jing', comment: 'seen' }),
    rest('sign in', signInRequestSchema, { login: 'li.jing', password: 'x' }),
    rest('password', changePasswordRequestSchema, { before: 'x', after: 'y' }),
    rest('new user', createUserRequestSchema, user),
    rest('change user', changeUserRequestSchema, { name: 'Li', role: 'viewer', disabled: true }),
    rest('new token', createTokenRequestSchema, { name: 'report', scope: 'viewer', days: 30 }),
    rest('new gateway', createGatewayRequestSchema, { id: 'gw-1', machines: ['a/b/c'] }),
    rest('approve display', approveDisplayRequestSchema, { code: 'abc-234', name: 'wall' }),
    rest('claim pairing', claimPairingRequestSchema, { secret: 'x'.repeat(43) }),
    rest('heartbeat', displayBeatSchema, { version: '1', memoryMb: 1, frameMs: 1, page: '/' }),
    rest('history', historyQuerySchema, { signals: 'a,b', from: '1', to: '2', points: '100' }),
    rest('gaps', gapQuerySchema, {
      line: 'a',
      equipment: 'a/b/c/d',
      from: '1',
      to: '2',
      open: 'true',
      limit: '5',
    }),
    rest('seams', seamQuerySchema, { equipment: 'a/b/c/d', part: 'x', from: '1', to: '2', limit: '5' }),
    rest('audit', auditQuerySchema, { actor: 'li', action: 'user.', from: '1', limit: '5' }),
    ...TEST_PLANT_TEXTS.map(plantFile),
  ];
}
