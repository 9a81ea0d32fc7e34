import { createTransport } from 'nodemailer';
import { ChannelError, type NoticeChannel, type NoticeMessage } from '../channel.port.ts';
import { SEND_TIMEOUT_MS } from './post-json.ts';

export interface EmailSetup {
  host: string;
  port: number;
  tls: boolean;
  user?: string;
  secret?: string;
  from: string;
}

/** Mail over SMTP, with the evidence picture inside. The `Message-ID` is the same at every attempt. */
export class EmailChannel implements NoticeChannel {
  private readonly setup: EmailSetup;

  constructor(setup: EmailSetup) {
    this.setup = setup;
  }

  async send({ id, title, lines, link, png, file }: NoticeMessage, address: string): Promise<void> {
    if (!address) throw new ChannelError('the contact has no mail address', { permanent: true });
    const { host, port, tls, user, secret, from } = this.setup;
    const transport = createTransport({
      host,
      port,
      secure: tls,
      ...(user && { auth: { user, pass: secret ?? '' } }),
      connectionTimeout: SEND_TIMEOUT_MS,
      greetingTimeout: SEND_TIMEOUT_MS,
      socketTimeout: SEND_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail({
        from,
        to: address,
        subject: title,
        messageId: `<${id.replaceAll(/[^\w.-]/g, '-')}@linetwin.${from.split('@')[1]}>`,
        text: [...lines, ...(link ? ['', `${link.text}: ${link.url}`] : [])].join('\n'),
        html: htmlOf({ title, lines, link, picture: png !== undefined }),
        attachments: [
          ...(png
            ? [
                {
                  filename: 'evidence.png',
                  content: Buffer.from(png),
                  cid: 'evidence',
                  contentType: 'image/png',
                },
              ]
            : []),
          ...(file
            ? [
                {
                  filename: file.name,
                  content: Buffer.from(file.content),
                  contentType: file.contentType,
                },
              ]
            : []),
        ],
      });
    } catch (error) {
      const { responseCode, message, code } = error as Error & { responseCode?: number; code?: string };
      // 5xx: the server will not take it, now or later (RFC 5321, 4.2.1); 535 is a wrong password.
      const late = code === 'ETIMEDOUT' ? 'no-answer' : 'unreachable';
      throw new ChannelError(message, {
        permanent: responseCode !== undefined && responseCode >= 500,
        failure: responseCode === undefined && code !== 'EAUTH' ? late : 'refused',
      });
    } finally {
      transport.close();
    }
  }
}

function htmlOf(parts: {
  title: string;
  lines: string[];
  link?: { url: string; text: string };
  picture: boolean;
}): string {
  const { title, lines, link, picture } = parts;
  return [
    '<div style="font:15px/1.6 sans-serif;color:#14202B;max-width:640px">',
    `<h2 style="font-size:18px">${escaped(title)}</h2>`,
    ...lines.map((line) => `<p style="margin:4px 0">${escaped(line)}</p>`),
    ...(picture ? ['<img src="cid:evidence" alt="" style="max-width:100%;margin:12px 0">'] : []),
    ...(link
      ? [
          `<p><a href="${escaped(link.url)}" style="display:inline-block;padding:10px 20px;background:#0B6FD1;color:#fff;text-decoration:none;border-radius:6px">${escaped(link.text)}</a></p>`,
        ]
      : []),
    '</div>',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
}
