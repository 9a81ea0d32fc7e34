import { createHash } from 'node:crypto';
import { ChannelError, type NoticeChannel, type NoticeMessage } from '../channel.port.ts';
import { post } from './post-json.ts';

/** 93000 is a robot that was removed, 40035 and 40058 a message that it does not understand. */
const PERMANENT = [93000, 40035, 40058];
const TOO_FAST = 45009;
/** Limit of a markdown message and of a picture (WeCom, "group robot"). */
const MAX_MARKDOWN_BYTES = 4096;
const MAX_PICTURE_BYTES = 2 * 1024 * 1024;

/**
 * Robot of a WeCom group; the key in its address is all that WeCom asks for. At most 20 messages a minute, the picture
 * being one of its own.
 */
export class WeComChannel implements NoticeChannel {
  private readonly url: string;

  constructor(setup: { url: string }) {
    this.url = setup.url;
  }

  async send({ title, lines, link, png }: NoticeMessage, address: string): Promise<void> {
    const content = [
      `### ${title}`,
      ...lines.map((line) => `> ${line}`),
      ...(link ? [`[${link.text}](${link.url})`] : []),
      ...(address ? [`<@${address}>`] : []),
    ].join('\n');
    await this.post({ msgtype: 'markdown', markdown: { content: cut(content, MAX_MARKDOWN_BYTES) } });
    if (!png || png.length > MAX_PICTURE_BYTES) return;
    // The words have arrived: a picture that is refused must not send them again.
    await this.post({
      msgtype: 'image',
      image: {
        base64: Buffer.from(png).toString('base64'),
        md5: createHash('md5').update(png).digest('hex'),
      },
    }).catch(() => undefined);
  }

  private async post(body: object): Promise<void> {
    const answer = await post(this.url, JSON.stringify(body));
    const code = Number(answer.errcode ?? 0);
    if (code === 0) return;
    throw new ChannelError(`WeCom ${code}: ${String(answer.errmsg)}`, {
      permanent: PERMANENT.includes(code),
      retryAfterMs: code === TOO_FAST ? 60_000 : undefined,
    });
  }
}

/** At most so many bytes of UTF-8, never half a character. */
export function cut(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  return new TextDecoder().decode(bytes.subarray(0, maxBytes - 3)).replace(/\uFFFD+$/, '') + '…';
}
