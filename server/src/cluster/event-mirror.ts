import { appendSample, createSampleBatch, isFromBursts, type SampleBatch } from '@linetwin/contracts';
import type { Logger } from 'pino';
import type { EventBus, ServerEvents } from '../events.ts';
import { decodeBatch, encodeBatch } from '../spool/batch-codec.ts';
import type { Twin } from '../twin/twin.ts';
import type { PlantChannel } from './plant-channel.port.ts';

/**
 * Facts that other processes cannot know. Findings from bursts are not among them: every api process hears the workers itself.
 * Those from values are known to the owner of the line alone.
 */
const RECORDS = [
  'AlarmChanged',
  'KpiComputed',
  'SeamWelded',
  'SeamJudged',
  'GapChanged',
  'IncidentChanged',
  'FindingChanged',
  'RuleSwitched',
] as const;

interface RecordMessage {
  event: (typeof RECORDS)[number];
  fact: ServerEvents[(typeof RECORDS)[number]];
}

/** Tells the other processes of a plant what happens here, and this one what happens elsewhere. */
export class EventMirror {
  private readonly channel: PlantChannel;
  private readonly events: EventBus;
  private readonly twin: Twin;
  private readonly logger: Logger;
  private readonly hears: boolean;
  private readonly newest: SampleBatch = createSampleBatch(4096);
  private undo: (() => void)[] = [];
  private warnedOfModel = false;

  /** @param parts.hears whether this process shows what happens elsewhere; one without pages need not know */
  constructor(parts: {
    channel: PlantChannel;
    events: EventBus;
    twin: Twin;
    logger: Logger;
    hears: boolean;
  }) {
    this.channel = parts.channel;
    this.events = parts.events;
    this.twin = parts.twin;
    this.logger = parts.logger;
    this.hears = parts.hears;
  }

  start(): void {
    const { channel, events, twin } = this;
    const { version } = twin.index.model;
    this.undo = [
      events.on('SamplesAccepted', 'mirror', (samples) =>
        channel.publish('samples', encodeBatch(samples, version)),
      ),
      ...RECORDS.map((event) =>
        events.on(event, 'mirror', (fact) => {
          if ('verdict' in fact && 'kind' in fact && isFromBursts(fact)) return;
          channel.publish('record', Buffer.from(JSON.stringify({ event, fact })));
        }),
      ),
    ];
    if (!this.hears) return;
    this.undo.push(
      channel.subscribe('samples', (message) => this.hearSamples(message)),
      channel.subscribe('record', (message) => {
        const { event, fact } = JSON.parse(Buffer.from(message).toString('utf8')) as RecordMessage;
        events.emit(event, fact, 'elsewhere');
      }),
    );
  }

  stop(): void {
    for (const undo of this.undo) undo();
  }

  /** Newest values that became known otherwise, from history: those that are news here are told. */
  catchUp(samples: SampleBatch): void {
    const { newest, twin } = this;
    newest.length = 0;
    for (let row = 0; row < samples.length; row++) {
      const signal = samples.signal[row];
      const [time, value, quality] = [samples.time[row], samples.value[row], samples.quality[row]];
      // Written before anyone is told, as with values from machines.
      if (twin.accept(signal, time, value, quality) === 'newest')
        appendSample(newest, signal, time, value, quality);
    }
    if (newest.length > 0) this.events.emit('SamplesAccepted', newest, 'elsewhere');
  }

  private hearSamples(message: Uint8Array): void {
    const { addressList: version, samples } = decodeBatch(message);
    if (version === this.twin.index.model.version) return this.catchUp(samples);
    if (this.warnedOfModel) return;
    this.warnedOfModel = true;
    this.logger.error(
      { theirs: version, ours: this.twin.index.model.version },
      'another server runs other plant files; its values cannot be shown here until both run the same',
    );
  }
}
