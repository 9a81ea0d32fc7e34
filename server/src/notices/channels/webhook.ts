import { createHmac } from 'node:crypto';
import type { NoticeChannel, NoticeMessage } from '../channel.port.ts';
import { post } from './post-json.ts';

/**
 * Any program that takes JSON over HTTP. Signed in `X-Linetwin-Signature`: `t=<ms>,v1=<hex>`, the HMAC-SHA256 of
 * "<ms>.<body>" with the secret as key; `Idempotency-Key` is the same at every attempt.
 */
export class WebhookChannel implements NoticeChannel {
  private readonly setup: { url: string; secret?: string };
  private readonly now: () => number;

  constructor(setup: { url: string; secret?: string }, now: () => number = Date.now) {
    this.setup = setup;
    this.now = now;
  }

  async send({ id, title, lines, link, data }: NoticeMessage, address: string): Promise<void> {
    const body = JSON.stringify({ id, title, lines, link: link?.url ?? null, address, ...data });
    await post(this.setup.url, body, {
      'idempotency-key': id,
      ...signature(this.setup.secret, body, this.now()),
    });
  }
}

/** The header by which a receiver knows that the body came from here and is not old. */
export function signature(secret: string | undefined, body: string, at: number): Record<string, string> {
  if (!secret) return {};
  const digest = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return { 'x-linetwin-signature': `t=${at},v1=${digest}` };
}
