import { createHmac } from 'node:crypto';
import { ChannelError, type NoticeChannel, type NoticeMessage } from '../channel.port.ts';
import { post } from './post-json.ts';

/** Answers that no repeat will mend: 310000 is a wrong signature or keyword, 300001 a wrong token. */
const PERMANENT = [310000, 300001, 300005, 400013];
/** "Sent too fast": the robot stays mute for ten minutes then, says its manual. */
const TOO_FAST = [130101, 410100];

/**
 * Robot of a DingTalk group. Signed: the time in ms and the secret, HMAC-SHA256 with the secret as key, Base64, in the
 * query (DingTalk, "custom robot access", security settings). At most 20 messages a minute.
 */
export class DingTalkChannel implements NoticeChannel {
  private readonly url: string;
  private readonly secret: string | undefined;
  private readonly now: () => number;

  constructor(setup: { url: string; secret?: string }, now: () => number = Date.now) {
    this.url = setup.url;
    this.secret = setup.secret;
    this.now = now;
  }

  async send({ title, lines, link }: NoticeMessage, address: string): Promise<void> {
    const text = [
      `### ${title}`,
      ...lines.map((line) => `- ${line}`),
      ...(link ? [`[${link.text}](${link.url})`] : []),
      ...(address ? [`@${address}`] : []),
    ].join('\n\n');
    const answer = await post(
      this.signedUrl(),
      JSON.stringify({
        msgtype: 'markdown',
        markdown: { title, text },
        at: { atMobiles: address ? [address] : [], isAtAll: false },
      }),
    );
    const code = Number(answer.errcode ?? 0);
    if (code === 0) return;
    throw new ChannelError(`DingTalk ${code}: ${String(answer.errmsg)}`, {
      permanent: PERMANENT.includes(code),
      retryAfterMs: TOO_FAST.includes(code) ? 600_000 : undefined,
    });
  }

  private signedUrl(): string {
    if (!this.secret) return this.url;
    const timestamp = this.now();
    const sign = createHmac('sha256', this.secret).update(`${timestamp}\n${this.secret}`).digest('base64');
    const url = new URL(this.url);
    url.searchParams.set('timestamp', String(timestamp));
    url.searchParams.set('sign', sign);
    return url.toString();
  }
}
