import type { NoticeChannelSetup, NoticeSetup } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { FakeClock, TEST_PRESS, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import type { ChannelError, NoticeMessage } from './channel.port.ts';
import { InMemoryNoticeStore } from './in-memory-notice-store.ts';
import type { IncidentNews } from './notice.ts';
import { NoticeDispatcher } from './notice-dispatcher.ts';
import { NoticeKeeper } from './notice-keeper.ts';
import { NoticePlanner } from './notice-planner.ts';

export const index = new ModelIndex(testPlant());

const robot = (id: string): NoticeChannelSetup => ({
  kind: 'dingtalk',
  id,
  name: id,
  enabled: true,
  url: `http://${id}.invalid`,
});

/** Two people with a robot and mail each, one of them on duty, the chief after a quarter of an hour. */
export const SETUP: NoticeSetup = {
  pagesUrl: 'http://plant.local/',
  priority: 2,
  tellClosed: false,
  cmms: '',
  channels: [
    robot('ding'),
    {
      kind: 'email',
      id: 'mail',
      name: 'mail',
      enabled: true,
      host: 'mail.invalid',
      port: 25,
      tls: false,
      from: 'linetwin@plant.cn',
    },
  ],
  contacts: [
    {
      id: 'li',
      name: '李伟',
      language: 'zh',
      routes: [
        { channel: 'ding', address: '' },
        { channel: 'mail', address: 'li@plant.cn' },
      ],
    },
    { id: 'chief', name: 'Chief', language: 'en', routes: [{ channel: 'mail', address: 'chief@plant.cn' }] },
  ],
  duties: [{ contacts: ['li'], days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', lines: [] }],
  reports: [],
  escalation: [
    { afterMin: 0, to: 'on-duty' },
    { afterMin: 15, to: ['chief'] },
  ],
};

export function testNews(id: string, rest: Partial<IncidentNews> = {}): IncidentNews {
  const at = Date.UTC(2026, 0, 5, 4);
  const title = { zh: '冷却液滤芯堵塞', en: 'Coolant filter clogged' };
  return {
    id,
    line: 'line-1',
    state: 'open',
    openedAt: at,
    closedAt: null,
    priority: 2,
    cause: {
      equipment: TEST_SPINDLE,
      key: 'coolant-filter-clogged',
      title,
      confidence: 0.86,
      since: at,
      advice: [{ zh: '看滤芯压差', en: 'Read the filter pressure' }],
      sparePart: { zh: '滤纸', en: 'Filter paper' },
    },
    members: [
      { kind: 'alarm', id: 'a1', equipment: TEST_SPINDLE, key: 'flow.low', title, at },
      { kind: 'state', id: 'p1', equipment: TEST_PRESS, key: 'Suspended', title, at },
    ],
    more: 0,
    ...rest,
  };
}

/** For specs: all parts of the room in memory, on a clock that stands still, with channels that do as they are told. */
export class NoticeWorld {
  readonly clock = new FakeClock();
  readonly store = new InMemoryNoticeStore();
  readonly outbox = new InMemoryOutbox();
  readonly sent: { at: number; channel: string; address: string; message: NoticeMessage }[] = [];
  /** What a channel says to the next messages; `undefined` takes them. */
  refusal: (channel: string) => ChannelError | undefined = () => undefined;
  told: string[] = [];
  private readonly logger = pino({ level: 'silent' });
  readonly planner = new NoticePlanner({
    store: this.store,
    index,
    evidenceOf: async () => null,
    tell: async (ids) => void this.told.push(...ids),
  });
  readonly dispatcher = new NoticeDispatcher({
    store: this.store,
    create: (setup) => ({
      send: async (message, address) => {
        const refused = this.refusal(setup.id);
        if (refused) throw refused;
        this.sent.push({ at: this.clock.now(), channel: setup.id, address, message });
      },
    }),
    render: async () => new Uint8Array([1]),
    reportOf: async ({ line }) => (line === 'line-1' ? new TextEncoder().encode('%PDF-') : undefined),
    now: this.clock.now,
    logger: this.logger,
  });
  keeper = this.newKeeper();

  /** @param setup what is asked for beyond the usual one */
  async start(setup: Partial<NoticeSetup> = {}): Promise<void> {
    await this.outbox.start();
    await this.store.saveSetup({
      setup: { ...SETUP, ...setup },
      linkKey: 'key',
      changedAt: 0,
      changedBy: 'x',
    });
    this.keeper.start();
  }

  /** A keeper as it is after a kill: it knows nothing but what is on disk. */
  newKeeper(): NoticeKeeper {
    return new NoticeKeeper({
      planner: this.planner,
      events: new EventBus(() => undefined),
      outbox: this.outbox,
      logger: this.logger,
      now: this.clock.now,
    });
  }

  async hear(...news: IncidentNews[]): Promise<void> {
    for (const one of news) await this.keeper.hear(one);
    await this.keeper.settled();
  }

  /** Lets time pass in steps, sending what becomes due. */
  async pass(ms: number, stepMs = 1000): Promise<void> {
    await this.dispatcher.dispatch();
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.clock.advance(stepMs);
      await this.planner.escalateDue(this.clock.now());
      await this.dispatcher.dispatch();
    }
  }
}
