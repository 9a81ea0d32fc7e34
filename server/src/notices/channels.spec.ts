import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NoticeMessage } from './channel.port.ts';
import { type ChannelError } from './channel.port.ts';
import { fillIn } from './channels/sms.ts';
import { cut } from './channels/wecom.ts';
import { createChannel } from './create-channel.ts';
import { dingtalkStandIn, feishuStandIn, MailStandIn, plainStandIn, wecomStandIn } from './stand-ins.ts';

const SECRET = 'SEC0123456789';
const services = {
  dingtalk: dingtalkStandIn(SECRET),
  wecom: wecomStandIn(),
  feishu: feishuStandIn(SECRET),
  sms: plainStandIn(),
  webhook: plainStandIn(),
};
const mail = new MailStandIn();
beforeAll(() => Promise.all([mail.start(), ...Object.values(services).map((one) => one.start())]));
afterAll(() => Promise.all([mail.stop(), ...Object.values(services).map((one) => one.stop())]));
beforeEach(() => {
  mail.mood = 'well';
  mail.mails.length = 0;
  for (const one of Object.values(services)) {
    one.mood = 'well';
    one.taken.length = 0;
  }
});

const message: NoticeMessage = {
  id: 'incident-7.li.opened',
  title: '磨床 B11-OR1 冷却液滤芯堵塞',
  lines: ['产线：轴承线', '先查：滤芯压差 "82 kPa"'],
  short: 'B11-OR1 冷却液滤芯堵塞',
  link: { url: 'http://plant.local/n/abc', text: '查看并确认' },
  png: new Uint8Array([137, 80, 78, 71]),
  file: { name: 'report.pdf', contentType: 'application/pdf', content: new TextEncoder().encode('%PDF-1.7') },
  data: { incident: 'incident-7' },
};
const common = { id: 'x', name: 'x', enabled: true };
type Kind = keyof typeof services;
const SMS_BODY = '{"to":"{phone}","content":{text}}';
const channel = (kind: Kind, secret: string | undefined = SECRET) => {
  const { url } = services[kind];
  return kind === 'sms'
    ? createChannel({ ...common, kind, url, secret, body: SMS_BODY })
    : createChannel({ ...common, kind, url: `${url}/send?access_token=t`, secret });
};
const email = (secret = 'secret') =>
  createChannel({
    ...common,
    kind: 'email',
    host: '127.0.0.1',
    port: mail.port,
    tls: false,
    user: 'linetwin',
    secret,
    from: 'linetwin@plant.cn',
  });
const failure = (sent: Promise<void>) =>
  sent.then(
    () => undefined,
    (error: ChannelError) => error,
  );

describe('channels of notices', () => {
  test('DingTalk takes a signed message that mentions its receiver', async () => {
    await channel('dingtalk').send(message, '13800000000');
    const [{ body }] = services.dingtalk.taken;
    expect(body).toMatchObject({ at: { atMobiles: ['13800000000'] }, markdown: { title: message.title } });
    expect(JSON.stringify(body)).toContain('[查看并确认](http://plant.local/n/abc)');
  });

  test('WeCom takes the words and then the picture; a picture that is refused fails nothing', async () => {
    await channel('wecom').send(message, '');
    expect(services.wecom.taken.map(({ body }) => body.msgtype)).toEqual(['markdown', 'image']);
    await channel('wecom').send({ ...message, lines: ['长'.repeat(3000)] }, '');
    expect(services.wecom.taken).toHaveLength(4);
  });

  test('Feishu takes a signed message', async () => {
    await channel('feishu').send(message, 'ou_1');
    expect(services.feishu.taken[0].body).toMatchObject({ msg_type: 'post' });
    expect(services.feishu.taken[0].text).toContain('"user_id":"ou_1"');
  });

  test('an SMS gateway takes one short line with the link', async () => {
    await channel('sms').send(message, '13800000000');
    const [{ body, headers }] = services.sms.taken;
    expect(body).toEqual({
      to: '13800000000',
      content: 'B11-OR1 冷却液滤芯堵塞 http://plant.local/n/abc',
    });
    expect([headers.authorization, headers['idempotency-key']]).toEqual([SECRET, message.id]);
  });

  test('a webhook is signed over time and body, and says what it is about', async () => {
    await channel('webhook').send(message, 'cmms');
    const [{ headers, text, body }] = services.webhook.taken;
    const [, at, digest] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['x-linetwin-signature']))!;
    expect(createHmac('sha256', SECRET).update(`${at}.${text}`).digest('hex')).toBe(digest);
    expect(body).toMatchObject({ id: message.id, incident: 'incident-7', address: 'cmms' });
  });

  test('mail has the picture inside and one Message-ID at every attempt', async () => {
    await email().send(message, 'li@plant.cn');
    await email().send(message, 'li@plant.cn');
    const ids = mail.mails.map((text) => /^Message-ID: (.+)$/im.exec(text)?.[1].trim());
    expect(ids).toEqual(['<incident-7.li.opened@linetwin.plant.cn>', ids[0]]);
    expect(mail.mails[0]).toMatch(/Content-Id: <evidence>/i);
    expect(mail.mails[0]).toContain('cid:evidence');
    expect(mail.mails[0]).toContain('filename=report.pdf');
    expect(mail.mails[0]).toContain(Buffer.from('%PDF-1.7').toString('base64'));
  });

  test.each(['dingtalk', 'feishu'] as const)(
    '%s says that the signature is wrong, and that trying again has no use',
    async (kind) => {
      const error = await failure(channel(kind, 'another').send(message, ''));
      expect([error?.name, error?.permanent]).toEqual(['ChannelError', true]);
      expect(error?.message).toMatch(/sign/);
    },
  );

  test('a wrong mail password is permanent, a server that defers is not', async () => {
    const wrong = await failure(email('wrong').send(message, 'li@plant.cn'));
    expect(wrong).toMatchObject({ permanent: true, failure: 'refused' });
    mail.mood = 'failing';
    const later = await failure(email().send(message, 'li@plant.cn'));
    expect([later?.permanent, later?.message]).toEqual([false, expect.stringContaining('try later')]);
  });

  test.each(Object.keys(services) as Kind[])(
    '%s that fails or is busy says so and may be asked again',
    async (kind) => {
      services[kind].mood = 'failing';
      expect(await failure(channel(kind).send(message, '1'))).toMatchObject({ permanent: false });
      services[kind].mood = 'busy';
      expect(await failure(channel(kind).send(message, '1'))).toMatchObject({ retryAfterMs: 2000 });
    },
  );

  test('whoever does not answer is given up within five seconds', async () => {
    services.feishu.mood = 'slow';
    mail.mood = 'slow';
    const from = performance.now();
    const [robot, post] = await Promise.all([
      failure(channel('feishu').send(message, '')),
      failure(email().send(message, 'li@plant.cn')),
    ]);
    expect(performance.now() - from).toBeLessThan(5000);
    expect([robot?.permanent, post?.permanent]).toEqual([false, false]);
    expect(robot?.message).toBe('no answer within 4 s');
    expect([robot?.failure, post?.failure]).toEqual(['no-answer', 'no-answer']);
  });

  test('no error repeats the address of a robot, which holds its key', async () => {
    const nowhere = createChannel({ ...common, kind: 'wecom', url: 'http://127.0.0.1:9/send?key=topsecret' });
    const error = await failure(nowhere.send(message, ''));
    expect(error?.message).not.toContain('topsecret');
    expect(error?.failure).toBe('unreachable');
  });

  test('what a proxy says in HTML is not repeated', async () => {
    const proxy = createServer((_request, answer) => answer.writeHead(502).end('<html>Bad Gateway</html>'));
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const through = createChannel({ ...common, kind: 'wecom', url: `http://127.0.0.1:${port}` });
    expect(await failure(through.send(message, ''))).toMatchObject({
      message: 'HTTP 502',
      failure: 'refused',
    });
    await new Promise((resolve) => proxy.close(resolve));
  });

  test('an SMS body stays JSON whatever is said', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (phone, text) => {
        expect(JSON.parse(fillIn(SMS_BODY, { phone, text }))).toEqual({ to: phone, content: text });
      }),
    );
  });

  test('a long text is cut to bytes between two characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 8, max: 40 }), (text, bytes) => {
        const short = cut(text, bytes);
        expect(Buffer.byteLength(short)).toBeLessThanOrEqual(bytes);
        if (short !== text)
          expect(text.startsWith(short.slice(0, -1).replace(/[\uD800-\uDBFF]$/, ''))).toBe(true);
      }),
    );
  });
});
