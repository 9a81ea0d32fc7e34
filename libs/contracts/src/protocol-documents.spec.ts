import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { decodeBurst, encodeBurst } from './burst.ts';
import { decodeFrame, encodeFrame } from './frame.ts';
import { LIVE_PROTOCOL_VERSION, subscribeRequestSchema } from './live-events.ts';
import { cursorCommandSchema, replayRequestSchema } from './replay.ts';
import { alarmSchema, REJECT_REASONS } from './records.ts';
import { createSampleBatch } from './sample-batch.ts';
import { seamMessageSchema } from './seam-message.ts';
import { telemetryMessageSchema } from './telemetry-message.ts';
import {
  MAX_TELEMETRY_MESSAGES,
  MAX_TELEMETRY_REQUEST_BYTES,
  telemetryAnswerSchema,
  telemetryRequestSchema,
} from './telemetry-request.ts';
import { commandAnswerSchema, commandMessageSchema } from './machine-command.ts';
import { MESSAGE_KINDS, parseTopic } from './topics.ts';

/** Examples of the protocol pages, read by those who implement the protocols, hold what the code does. */
const page = (name: string) =>
  readFileSync(new URL(`../../../docs/protocol/${name}`, import.meta.url), 'utf8');
/** Texts of the fenced blocks with an info string, such as `json telemetry`. */
const blocks = (text: string, info: string) =>
  [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)]
    .filter(([, found]) => found === info)
    .map(([, , block]) => block);
const bytesOf = (hex: string) =>
  Uint8Array.from(hex.trim().split(/\s+/), (byte) => Number.parseInt(byte, 16));
/** Rows of the first table with this heading, as lists of cells. */
const tableRows = (text: string, heading: string) => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|') && line.includes(heading));
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

const live = page('live.md');
const mqtt = page('mqtt.md');
const rest = page('rest.md');

describe('live.md', () => {
  test('shows a subscribe request that the server takes', () => {
    const [block] = blocks(live, 'json subscribe');
    expect(subscribeRequestSchema.parse(JSON.parse(block))).toEqual(JSON.parse(block));
    expect(
      tableRows(live, 'Meaning')
        .map(([field]) => field.replaceAll('`', ''))
        .sort(),
    ).toEqual(Object.keys(subscribeRequestSchema.shape).sort());
  });

  test('shows a replay and every way to steer it', () => {
    expect(replayRequestSchema.safeParse(JSON.parse(blocks(live, 'json replay')[0])).success).toBe(true);
    const commands = JSON.parse(blocks(live, 'json steer')[0]) as unknown[];
    const steered = commands.map((command) => cursorCommandSchema.parse(command).do);
    expect(steered).toEqual(cursorCommandSchema.options.map(({ shape }) => shape.do.value));
  });

  test('shows answers of the protocol version it is about', () => {
    const answers = blocks(live, 'json answer').map(
      (block) => JSON.parse(block) as { ok: boolean; protocol?: number },
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
    expect(answers[0].protocol).toBe(LIVE_PROTOCOL_VERSION);
    expect(live).toContain(`Version ${LIVE_PROTOCOL_VERSION}.`);
  });

  test('shows a frame, byte by byte, that holds what it says', () => {
    const bytes = bytesOf(blocks(live, 'hex frame')[0]);
    expect(live).toContain(`The frame of the session, ${bytes.length} bytes`);
    const { samples, ...header } = decodeFrame(bytes, createSampleBatch(1));
    expect(header).toEqual({
      type: 'latest',
      modelVersion: 1592590337,
      sequence: 7,
      serverTime: 1763733600035,
      folded: 2,
    });
    const rows = Array.from({ length: samples.length }, (_, i) => ({
      signal: samples.signal[i],
      time: samples.time[i],
      value: Number.isNaN(samples.value[i]) ? null : samples.value[i],
      quality: samples.quality[i],
    }));
    expect(rows).toEqual(JSON.parse(blocks(live, 'json frame')[0]));
    expect(encodeFrame(header, samples)).toEqual(bytes);
  });

  test('has the frame table of the code', () => {
    const code = readFileSync(new URL('./frame.ts', import.meta.url), 'utf8').replaceAll(/^ \* ?/gm, '');
    const cells = (text: string) => tableRows(text, '| Offset').map(([offset, type]) => [offset, type]);
    expect(cells(live)).toEqual(tableRows(code, '| offset').map(([offset, type]) => [offset, type]));
  });

  test('shows a record event', () => {
    const event = JSON.parse(blocks(live, 'json record')[0]) as {
      kind: string;
      alarm: unknown;
      sequence: number;
    };
    expect(event.kind).toBe('alarm');
    expect(alarmSchema.parse(event.alarm)).toEqual(event.alarm);
  });
});

describe('mqtt.md', () => {
  test('shows a topic and lists the kinds of message', () => {
    expect(parseTopic(blocks(mqtt, 'topic')[0].trim())).toMatchObject({ kind: 'telemetry' });
    expect(tableRows(mqtt, 'Topic ends in').map(([topic]) => topic)).toEqual(
      MESSAGE_KINDS.map((kind) => `\`/${kind}\``),
    );
  });

  test('shows a telemetry message and a seam message that follow the schema', () => {
    const telemetry = JSON.parse(blocks(mqtt, 'json telemetry')[0]) as unknown;
    expect(telemetryMessageSchema.parse(telemetry)).toEqual(telemetry);
    const seam = JSON.parse(blocks(mqtt, 'json seam')[0]) as unknown;
    expect(seamMessageSchema.parse(seam)).toEqual(seam);
  });

  test('shows commands and an answer that follow the schema', () => {
    const commands = blocks(mqtt, 'json command').map((text) => JSON.parse(text) as unknown);
    expect(commands).toHaveLength(2);
    for (const command of commands) expect(commandMessageSchema.parse(command)).toEqual(command);
    const answer = JSON.parse(blocks(mqtt, 'json answer')[0]) as unknown;
    expect(commandAnswerSchema.parse(answer)).toEqual(answer);
  });

  test('shows a burst, byte by byte, that holds what it says', () => {
    const bytes = bytesOf(blocks(mqtt, 'hex burst')[0]);
    expect(mqtt).toContain(`\`vibration\`), ${bytes.length} bytes`);
    const burst = decodeBurst(bytes);
    expect(burst).toEqual({
      channel: 'vibration',
      time: 1763733600000,
      sampleRateHz: 12_000,
      speedRpm: 1797,
      unit: 'm/s2',
      samples: Float32Array.of(0.5, -1.25),
    });
    expect(encodeBurst(burst)).toEqual(bytes);
  });

  test('explains every reason to reject', () => {
    expect(tableRows(mqtt, 'Reason').map(([reason]) => reason.replaceAll('`', ''))).toEqual([
      ...REJECT_REASONS,
    ]);
  });
});

describe('rest.md', () => {
  test('shows a telemetry request and its answer', () => {
    const request = JSON.parse(blocks(rest, 'json telemetry-request')[0]) as unknown;
    expect(telemetryRequestSchema.parse(request)).toEqual(request);
    const answer = JSON.parse(blocks(rest, 'json telemetry-answer')[0]) as unknown;
    expect(telemetryAnswerSchema.parse(answer)).toEqual(answer);
    expect(rest).toContain(
      `up to ${MAX_TELEMETRY_MESSAGES} messages and ${MAX_TELEMETRY_REQUEST_BYTES / 1024 ** 2} MiB`,
    );
  });

  test('shows the body of an error', () => {
    const body = z.strictObject({
      error: z.string(),
      problems: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
    });
    expect(body.safeParse(JSON.parse(blocks(rest, 'json error')[0])).success).toBe(true);
  });
});
