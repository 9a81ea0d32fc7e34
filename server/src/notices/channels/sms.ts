import { ChannelError, type NoticeChannel, type NoticeMessage } from '../channel.port.ts';
import { post } from './post-json.ts';

/** A short message of 70 characters costs one, a longer one is split at 67; three are enough to say what and where. */
const MAX_CHARACTERS = 67 * 3;

/** Any SMS gateway that takes a JSON body over HTTP. */
export class SmsChannel implements NoticeChannel {
  private readonly setup: { url: string; secret?: string; body: string };

  constructor(setup: { url: string; secret?: string; body: string }) {
    this.setup = setup;
  }

  async send({ id, short, link }: NoticeMessage, address: string): Promise<void> {
    if (!address) throw new ChannelError('the contact has no phone number', { permanent: true });
    const { url, secret, body } = this.setup;
    const room = MAX_CHARACTERS - (link ? link.url.length + 1 : 0);
    const text = [short.slice(0, Math.max(room, 0)), ...(link ? [link.url] : [])].join(' ');
    await post(url, fillIn(body, { phone: address, text }), {
      'idempotency-key': id,
      ...(secret && { authorization: secret }),
    });
  }
}

/** Puts values into a template as JSON strings, whether its author wrote quotes around the place or not. */
export function fillIn(template: string, values: Record<string, string>): string {
  return template.replace(/"?\{(phone|text)\}"?/g, (_, name: string) => JSON.stringify(values[name]));
}
