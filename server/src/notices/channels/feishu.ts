import { createHmac } from 'node:crypto';
import { ChannelError, type NoticeChannel, type NoticeMessage } from '../channel.port.ts';
import { post } from './post-json.ts';

/** 19021 is a wrong signature or clock, 19022 an address that is not allowed, 19024 a missing keyword, 9499 a bad body. */
const PERMANENT = [19021, 19022, 19024, 9499];
const TOO_FAST = [11232, 9499001];

/**
 * Robot of a Feishu group. Signed in the body: HMAC-SHA256 of nothing with "seconds\nsecret" as key, Base64 (Feishu,
 * "custom bot", security settings). At most 5 messages a second and 100 a minute.
 */
export class FeishuChannel implements NoticeChannel {
  private readonly url: string;
  private readonly secret: string | undefined;
  private readonly now: () => number;

  constructor(setup: { url: string; secret?: string }, now: () => number = Date.now) {
    this.url = setup.url;
    this.secret = setup.secret;
    this.now = now;
  }

  async send({ title, lines, link }: NoticeMessage, address: string): Promise<void> {
    const paragraphs: object[][] = lines.map((text) => [{ tag: 'text', text }]);
    if (link) paragraphs.push([{ tag: 'a', text: link.text, href: link.url }]);
    if (address) paragraphs.push([{ tag: 'at', user_id: address }]);
    const answer = await post(
      this.url,
      JSON.stringify({
        ...this.signature(),
        msg_type: 'post',
        content: { post: { zh_cn: { title, content: paragraphs } } },
      }),
    );
    const code = Number(answer.code ?? answer.StatusCode ?? 0);
    if (code === 0) return;
    throw new ChannelError(`Feishu ${code}: ${String(answer.msg)}`, {
      permanent: PERMANENT.includes(code),
      retryAfterMs: TOO_FAST.includes(code) ? 60_000 : undefined,
    });
  }

  private signature(): object {
    if (!this.secret) return {};
    const timestamp = String(Math.floor(this.now() / 1000));
    return { timestamp, sign: createHmac('sha256', `${timestamp}\n${this.secret}`).digest('base64') };
  }
}
