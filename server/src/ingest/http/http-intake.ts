import {
  MAX_TELEMETRY_MESSAGES,
  topicOf,
  type TelemetryAnswer,
  type TelemetryRequest,
} from '@linetwin/contracts';
import { lineOf } from '@linetwin/model';
import type { LineRequestMap, LineRequests } from '../../cluster/line-requests.port.ts';
import type { Intake } from '../intake.ts';
import type { Rejects } from '../rejects.ts';
import type { Sender } from './sent-by.ts';

type Keeping = LineRequestMap['KeepTelemetry'];
type Rejection = Keeping['answer'][number];

/** Takes telemetry over HTTP in whatever process it comes to, and has each line's owner keep it. */
export class HttpIntake {
  private readonly lines: ReadonlySet<string>;
  private readonly requests: LineRequests;
  private readonly rejects: Rejects;

  constructor(parts: { lines: readonly string[]; requests: LineRequests; rejects: Rejects }) {
    this.lines = new Set(parts.lines);
    this.requests = parts.requests;
    this.rejects = parts.rejects;
  }

  /**
   * Resolves when all that can be taken is on disk.
   *
   * @throws RefusedByOwnerError when a disk refuses, NoOwnerError when nobody owns a line now; then nothing may be forgotten, and
   * what is sent again is stored once
   */
  async take({ messages }: TelemetryRequest, sender: Sender): Promise<TelemetryAnswer> {
    const rejected: Rejection[] = [];
    const reject = (message: number, reason: Rejection['reason'], topic: string, detail: string) => {
      this.rejects.reject(reason, topic, detail);
      rejected.push({ message, reason, detail });
    };
    const byLine = new Map<string, Keeping['payload']['messages']>();
    messages.forEach((message, position) => {
      const topic = topicOf(message.equipment, 'telemetry');
      const line = lineOf(message.equipment);
      if (!sender.covers(topic)) return reject(position, 'not-allowed', topic, `sent by ${sender.name}`);
      if (!this.lines.has(line))
        return reject(
          position,
          'unknown-equipment',
          topic,
          `no machine "${message.equipment}" in the plant files`,
        );
      byLine.set(line, [...(byLine.get(line) ?? []), { position, message }]);
    });
    const answers = await Promise.all(
      [...byLine].map(([line, ofLine]) =>
        this.requests.ask(line, 'KeepTelemetry', { sender: sender.name, messages: ofLine }),
      ),
    );
    rejected.push(...answers.flat());
    rejected.sort((a, b) => a.message - b.message);
    return { taken: messages.length - new Set(rejected.map(({ message }) => message)).size, rejected };
  }
}

/**
 * What the owner of a line does with it.
 *
 * @throws what the disk said
 */
export async function keepTelemetry(
  intake: Intake,
  rejects: Rejects,
  { sender, messages }: Keeping['payload'],
): Promise<Rejection[]> {
  const rejected: Rejection[] = [];
  const kept = messages.slice(0, MAX_TELEMETRY_MESSAGES).map(
    ({ position, message: { equipment, ...message } }) =>
      new Promise<void>((resolve, reject) => {
        const payload = Buffer.from(JSON.stringify(message));
        const noted = rejects.during(() =>
          intake.take(
            topicOf(equipment, 'telemetry'),
            payload,
            (error) => (error ? reject(error) : resolve()),
            sender,
          ),
        );
        for (const { reason, detail } of noted) rejected.push({ message: position, reason, detail });
      }),
  );
  await Promise.all(kept);
  return rejected;
}
