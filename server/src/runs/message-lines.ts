import { TelemetryDecoder, type ValueSink } from '../ingest/telemetry-decoder.ts';
import { Rejects } from '../ingest/rejects.ts';
import type { ModelIndex } from '@linetwin/model';

const NEWLINE = 10;
/** `{"topic":"` stands at the beginning of each line that the simulators write. */
const TOPIC_FROM = '{"topic":"'.length;
const QUOTE = 34;
/** A longer line is no message. */
const MAX_LINE_BYTES = 1 << 20;

/** Lines of messages of machines, each with its topic inside, as `sim run --out` writes them. */
export class MessageLines {
  private readonly decoder: TelemetryDecoder;
  private readonly rejects = new Rejects();
  private readonly sink: ValueSink;
  private readonly onBurst: (equipment: string, line: Buffer) => void;
  private rest: Buffer = Buffer.alloc(0);

  /**
   * @param untilMs no message may be later, ms since 1970 UTC
   * @param onBurst is told of each burst by the line that says where it lies
   */
  constructor(
    index: ModelIndex,
    untilMs: number,
    sink: ValueSink,
    onBurst: (equipment: string, line: Buffer) => void,
  ) {
    this.onBurst = onBurst;
    this.decoder = new TelemetryDecoder(index, this.rejects, () => untilMs);
    this.sink = sink;
  }

  /** Values and messages that were not taken. */
  get refused(): number {
    return Object.values(this.rejects.report().counts).reduce((sum, count) => sum + count, 0);
  }

  /** @throws Error when it is not lines of messages */
  take(chunk: Buffer): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      this.line(bytes.subarray(from, end));
      from = end + 1;
    }
    this.rest = bytes.subarray(from);
    if (this.rest.length > MAX_LINE_BYTES)
      throw new Error(`A line of more than ${MAX_LINE_BYTES} bytes is no message of a machine.`);
  }

  private line(line: Buffer): void {
    const topic = line.toString('latin1', TOPIC_FROM, line.indexOf(QUOTE, TOPIC_FROM));
    if (topic.endsWith('/burst')) return this.onBurst(topic.slice(0, -'/burst'.length), line);
    if (!topic.endsWith('/telemetry')) return;
    this.decoder.decode(topic, topic.slice(0, -'/telemetry'.length), line, this.sink);
  }
}
