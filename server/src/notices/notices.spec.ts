import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ChannelError } from './channel.port.ts';
import { afterFailure } from './notice-dispatcher.ts';
import { linkToken, noticeOfLink } from './notice-link.ts';
import { mailShiftReport } from './report-mail.ts';
import { index, NoticeWorld, testNews } from './notice-world.ts';

const MINUTE_MS = 60_000;
let world: NoticeWorld;
beforeEach(() => {
  world = new NoticeWorld();
});
const titles = () => world.sent.map(({ message }) => message.title);
const cause = (key: string) => ({ ...testNews('x').cause, key, title: { zh: key, en: key } });

describe('notices of an incident', () => {
  test('name cause, place, what to check first and which spare to bring, in the language of the receiver', async () => {
    await world.start({ escalation: [{ afterMin: 0, to: ['li', 'chief'] }] });
    await world.hear(testNews('i1'));
    await world.pass(1000);
    expect(world.sent.map(({ channel, address }) => `${channel} ${address}`).sort()).toEqual([
      'ding ',
      'mail chief@plant.cn',
    ]);
    const [zh, en] = ['ding', 'mail'].map(
      (one) => world.sent.find(({ channel }) => channel === one)!.message,
    );
    expect(zh.title).toBe('[高] S1 主轴 冷却液滤芯堵塞');
    expect(zh.lines).toEqual(
      expect.arrayContaining([
        '置信度：86 %',
        '先查：看滤芯压差',
        '备件：滤纸',
        expect.stringMatching(/^受影响：P1/),
      ]),
    );
    expect(en.title).toBe('[High] S1 Spindle Coolant filter clogged');
    expect(en.lines).toContain('Check first: Read the filter pressure');
    expect(zh.link?.url).toMatch(/^http:\/\/plant\.local\/n\/[\w.-]+$/);
  });

  test('are one message, however often the incident changes, and whoever plans it again', async () => {
    await world.start();
    for (let n = 0; n < 20; n++) await world.hear(testNews('i1', { more: n }));
    await world.keeper.stop();
    world.keeper = world.newKeeper();
    world.keeper.start();
    await world.hear(testNews('i1'));
    await world.pass(MINUTE_MS);
    expect(world.sent).toHaveLength(1);
  });

  test('are followed up when the cause becomes another, twice at most', async () => {
    await world.start();
    for (const key of ['first', 'second', 'third', 'fourth']) {
      await world.hear(testNews('i1', { cause: cause(key) }));
      await world.pass(10_000);
    }
    expect(titles()).toEqual([
      '[高] S1 主轴 first',
      '[高] 根因更新：S1 主轴 second',
      '[高] 根因更新：S1 主轴 third',
    ]);
  });

  test('leave less urgent incidents alone until they get urgent', async () => {
    await world.start();
    await world.hear(testNews('i1', { priority: 3 }));
    await world.pass(10_000);
    expect(world.sent).toEqual([]);
    await world.hear(testNews('i1', { priority: 1 }));
    await world.pass(10_000);
    expect(titles()).toEqual(['[紧急] S1 主轴 冷却液滤芯堵塞']);
  });

  test('go further up when nobody acknowledges in time, and not when somebody did', async () => {
    await world.start();
    await world.hear(testNews('i1'), testNews('i2'));
    await world.store.respond({ incident: 'i2', at: 1, by: 'Li', via: 'page' });
    await world.pass(15 * MINUTE_MS, 10_000);
    const toChief = world.sent.filter(({ address }) => address === 'chief@plant.cn');
    expect(toChief.map(({ message }) => message.title)).toEqual([
      '[High] Not acknowledged: S1 Spindle Coolant filter clogged',
    ]);
    await world.pass(60 * MINUTE_MS, MINUTE_MS);
    expect(world.sent.filter(({ address }) => address === 'chief@plant.cn')).toHaveLength(1);
  });

  test('are withdrawn when the incident is over before they left, and its escalation ends', async () => {
    await world.start();
    world.refusal = () => new ChannelError('away');
    await world.hear(testNews('i1'));
    await world.pass(1000);
    await world.hear(testNews('i1', { state: 'closed', closedAt: 1 }));
    world.refusal = () => undefined;
    await world.pass(20 * MINUTE_MS, MINUTE_MS);
    expect(world.sent).toEqual([]);
  });

  test('say when it is over, to those who were told, where that is asked for', async () => {
    await world.start({ tellClosed: true });
    await world.hear(testNews('i1'));
    await world.pass(5000);
    await world.hear(testNews('i1', { state: 'closed', closedAt: 1 }));
    await world.pass(5000);
    expect(titles().at(-1)).toBe('[高] 已恢复：S1 主轴 冷却液滤芯堵塞');
    expect(world.sent.at(-1)!.message.link).toBeUndefined();
  });

  test('that were ordered before a kill are planned after it', async () => {
    await world.start();
    await world.keeper.stop();
    // Heard, on disk, and killed before anything was planned.
    await world.keeper.hear(testNews('i1'));
    world.keeper = world.newKeeper();
    world.keeper.start();
    await world.keeper.settled();
    await world.pass(1000);
    expect(world.sent).toHaveLength(1);
  });

  test('that were taken by a process that was killed are sent by another after its lease', async () => {
    await world.start();
    await world.hear(testNews('i1'));
    const now = world.clock.now();
    expect(await world.store.take('ding', now, now + 30_000, 5)).toHaveLength(1);
    await world.pass(29_000);
    expect(world.sent).toEqual([]);
    await world.pass(5000);
    expect(world.sent).toHaveLength(1);
  });
});

describe('sending', () => {
  test('merges what comes too fast for the service, and names every incident', async () => {
    await world.start();
    for (let n = 0; n < 60; n++) {
      await world.hear(testNews(`i${n}`));
      await world.pass(500, 500);
    }
    await world.pass(MINUTE_MS);
    const times = world.sent.map(({ at }) => at);
    for (const from of times)
      expect(times.filter((at) => at >= from && at < from + MINUTE_MS).length).toBeLessThanOrEqual(20);
    const links = world.sent.flatMap(({ message }) =>
      [message.link?.url, ...message.lines].filter((line) => line?.startsWith('http')),
    );
    expect(new Set(links).size).toBe(60);
    expect(world.sent[0].at).toBe(Date.UTC(2026, 0, 5, 4));
  });

  test('goes to the next channel after three failures, with pauses that grow', async () => {
    await world.start();
    const asked: number[] = [];
    world.refusal = (channel) => {
      if (channel !== 'ding') return undefined;
      asked.push(world.clock.now());
      return new ChannelError('HTTP 500');
    };
    await world.hear(testNews('i1'));
    await world.pass(30_000);
    expect(asked.map((at) => at - asked[0])).toEqual([0, 4000, 8000]);
    expect(world.sent.map(({ channel }) => channel)).toEqual(['mail']);
    const [notice] = await world.store.ofIncident('i1');
    expect([notice.state, notice.sentOn, notice.attempts.length]).toEqual(['sent', 'mail', 3]);
  });

  test('goes to the next channel at once when a service says never, or asks for minutes', async () => {
    await world.start();
    for (const options of [{ permanent: true }, { retryAfterMs: 600_000 }]) {
      world.sent.length = 0;
      world.refusal = (channel) => (channel === 'ding' ? new ChannelError('no', options) : undefined);
      await world.hear(testNews(JSON.stringify(options)));
      await world.pass(5000);
      expect(world.sent.map(({ channel }) => channel)).toEqual(['mail']);
    }
  });

  test('begins again with the first channel when all failed, until one takes it', async () => {
    await world.start();
    let away = true;
    world.refusal = () => (away ? new ChannelError('away') : undefined);
    await world.hear(testNews('i1'));
    await world.pass(5 * MINUTE_MS, 5000);
    expect(world.sent).toEqual([]);
    away = false;
    await world.pass(2 * MINUTE_MS, 5000);
    expect(world.sent).toHaveLength(1);
  });

  test('passes over a channel that was switched off meanwhile', async () => {
    await world.start();
    await world.hear(testNews('i1'));
    const stored = (await world.store.setup())!;
    stored.setup.channels[0].enabled = false;
    await world.store.saveSetup(stored);
    await world.pass(5000);
    expect(world.sent.map(({ channel }) => channel)).toEqual(['mail']);
  });

  test('ends with every notice taken exactly once, whatever fails when', async () => {
    const fault = fc.constantFrom('well', 'away', 'never', 'busy');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 25 }),
        fc.integer({ min: 1, max: 6 }),
        async (faults, count) => {
          world = new NoticeWorld();
          await world.start({ escalation: [{ afterMin: 0, to: ['li'] }] });
          const left = [...faults];
          world.refusal = () => {
            const next = left.shift() ?? 'well';
            if (next === 'well') return undefined;
            return new ChannelError(next, {
              permanent: next === 'never',
              retryAfterMs: next === 'busy' ? 20_000 : undefined,
            });
          };
          const ids = Array.from({ length: count }, (_, n) => `i${n}`);
          await world.hear(...ids.map((id) => testNews(id)));
          await world.pass(40 * MINUTE_MS, 5000);
          const told = world.sent.flatMap(({ message }) => message.id.split('+'));
          expect(told.sort()).toEqual(ids.map((id) => `${id}.li.opened`).sort());
        },
      ),
      { numRuns: 30 },
    );
  });

  test('gives up after a day', () => {
    const notice = { hop: 0, tries: 0, routes: [{ channel: 'a', address: '' }], createdAt: 0 };
    const error = { permanent: false, retryAfterMs: undefined };
    expect(afterFailure(notice, error, 86_399_999).state).toBe('waiting');
    expect(afterFailure(notice, error, 86_400_000).state).toBe('failed');
  });
});

describe('the report of a shift', () => {
  const report = {
    line: 'line-1',
    from: 1_767_571_200_000,
    to: 1_767_600_000_000,
    shift: 'early',
    madeAt: 0,
  };
  const receivers = { reports: [{ contacts: ['li', 'chief'], lines: ['line-1'] }] };

  test('goes to its receivers by mail, once, with the document and in their language', async () => {
    await world.start(receivers);
    await mailShiftReport(world.store, index, report);
    await mailShiftReport(world.store, index, report);
    await world.pass(2000);
    const sent = world.sent.map(({ channel, address, message }) => [channel, address, message.title]);
    expect(sent).toEqual([
      ['mail', 'li@plant.cn', expect.stringMatching(/^班次报告：/)],
      ['mail', 'chief@plant.cn', expect.stringMatching(/^Shift report: /)],
    ]);
    expect(world.sent.map(({ message }) => message.file)).toEqual(
      Array(2).fill({
        name: 'linetwin-line-1-2026-01-05.pdf',
        contentType: 'application/pdf',
        content: new TextEncoder().encode('%PDF-'),
      }),
    );
  });

  test('says in its own words what the report sums up, in the language of the receiver', async () => {
    await world.start(receivers);
    await mailShiftReport(world.store, index, report, { zh: ['用电量：1234 kWh'], en: ['Used: 1234 kWh'] });
    await world.pass(2000);
    const bodies = world.sent.map(({ message }) => JSON.stringify(message));
    expect(bodies[0]).toContain('用电量：1234 kWh');
    expect(bodies[1]).toContain('Used: 1234 kWh');
  });

  test('is a message of its own beside incidents that wait for the same receiver', async () => {
    await world.start({ ...receivers, escalation: [{ afterMin: 0, to: ['chief'] }] });
    await world.hear(testNews('i1'), testNews('i2'));
    await mailShiftReport(world.store, index, report);
    await world.pass(2000);
    const toChief = world.sent.filter(({ address }) => address === 'chief@plant.cn');
    expect(toChief.map(({ message: { file } }) => file !== undefined)).toEqual([false, true]);
  });

  test('goes to nobody who gets those of other lines, and fails in words when it is no longer kept', async () => {
    await world.start({ reports: [{ contacts: ['chief'], lines: ['line-2'] }] });
    await mailShiftReport(world.store, index, report);
    expect(await world.store.dueLanes(world.clock.now())).toEqual([]);
    await mailShiftReport(world.store, index, { ...report, line: 'line-2' });
    await world.pass(1000);
    const [notice] = await world.store.ofIncident(`shift-report.line-2.${report.from}`);
    expect(notice.attempts[0].error).toBe('the report is no longer kept');
  });
});

describe('the link of a notice', () => {
  const token = linkToken('i1.li.opened', 5000, 'key');

  test('tells its notice until it expires', () => {
    expect(noticeOfLink(token, 4999, 'key')).toBe('i1.li.opened');
    expect(noticeOfLink(token, 5000, 'key')).toBeUndefined();
  });

  test('is refused when it was changed anywhere, signed by another, or made up', () => {
    expect(noticeOfLink(token, 0, 'another key')).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abcXYZ019._-'), (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        if (changed !== token && noticeOfLink(changed, 0, 'key') !== undefined) {
          // The last letter of Base64 carries bits that mean nothing; everything else must differ.
          expect(Buffer.from(changed.split('.')[2], 'base64url')).toEqual(
            Buffer.from(token.split('.')[2], 'base64url'),
          );
        }
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => expect(noticeOfLink(text, 0, 'key')).toBeUndefined()));
  });
});
