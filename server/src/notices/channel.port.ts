import type { ChannelFailure } from '@linetwin/contracts';

/** What a notice says, in the language of its receiver. */
export interface NoticeMessage {
  /** Names the message at every attempt, so that a service that can will drop a repeat. */
  id: string;
  title: string;
  /** Lines of plain text, without the title. */
  lines: string[];
  /** For services that take one short line. */
  short: string;
  /** Where to read on and to acknowledge; absent where the pages cannot be reached from outside. */
  link?: { url: string; text: string };
  /** Evidence picture. */
  png?: Uint8Array;
  /** A document that goes with it, where the service takes one. */
  file?: { name: string; contentType: string; content: Uint8Array };
  /** For programs: what the message is about. */
  data: Record<string, unknown>;
}

/** The service did not take a message. */
export class ChannelError extends Error {
  override name = 'ChannelError';
  /** Trying the same again has no use: the address or the signature is wrong. */
  readonly permanent: boolean;
  /** The service asks for this pause. */
  readonly retryAfterMs: number | undefined;
  readonly failure: ChannelFailure;

  constructor(
    message: string,
    options: { permanent?: boolean; retryAfterMs?: number; failure?: ChannelFailure } = {},
  ) {
    super(message);
    this.failure = options.failure ?? 'refused';
    this.permanent = options.permanent ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/**
 * One way out of the plant.
 *
 * Promises: `send` resolves when the service has taken the message, within some seconds; otherwise it rejects with a
 * ChannelError that says why in the service's own words, without secrets. It never tries again by itself.
 */
export interface NoticeChannel {
  /** @param address of the receiver at this service; empty for none */
  send(message: NoticeMessage, address: string): Promise<void>;
}
