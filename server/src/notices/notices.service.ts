import { randomBytes } from 'node:crypto';
import type {
  Incident,
  NoticeChannelSetup,
  NoticeReport,
  NoticeSetup,
  NoticeTest,
  NoticeTestAnswer,
  ShownNoticeSetup,
  IncidentResponse,
} from '@linetwin/contracts';
import { noticeSetupSchema } from '@linetwin/contracts';
import type { IncidentsService } from '../incidents/incidents.service.ts';
import { ChannelError, type NoticeChannel } from './channel.port.ts';
import type { Notice } from './notice.ts';
import type { IncidentResponses } from './incident-responses.ts';
import { noticeOfLink } from './notice-link.ts';
import type { NoticeStore } from './notice-store.port.ts';

const LINK_PROBLEMS = {
  'link-invalid': 'This link is not valid, or has expired. Sign in to see the incident.',
  'link-used': 'This link was used already.',
  'link-of-nothing': 'The incident of this link is not on record any more.',
} as const;

/** The link was not made here, has expired, or was used. */
export class LinkError extends Error {
  override name = 'LinkError';
  readonly reason: keyof typeof LINK_PROBLEMS;

  constructor(reason: keyof typeof LINK_PROBLEMS) {
    super(LINK_PROBLEMS[reason]);
    this.reason = reason;
  }
}

const TEST_TEXTS = {
  zh: { title: '产线孪生：测试消息', lines: ['这是一条测试消息。收到它，说明此通道可用。'] },
  en: {
    title: 'Linetwin: test message',
    lines: ['This is a test message. If you read it, this channel works.'],
  },
};

/** Who is told how, what was told, and what the links in it do. */
export class NoticesService {
  private readonly store: NoticeStore;
  private readonly responses: IncidentResponses;
  private readonly incidents: Pick<IncidentsService, 'read'>;
  private readonly create: (setup: NoticeChannelSetup) => NoticeChannel;
  private readonly now: () => number;

  constructor(parts: {
    store: NoticeStore;
    responses: IncidentResponses;
    incidents: Pick<IncidentsService, 'read'>;
    create: (setup: NoticeChannelSetup) => NoticeChannel;
    now?: () => number;
  }) {
    this.store = parts.store;
    this.responses = parts.responses;
    this.incidents = parts.incidents;
    this.create = parts.create;
    this.now = parts.now ?? Date.now;
  }

  async setup(): Promise<ShownNoticeSetup> {
    const stored = await this.store.setup();
    const setup = stored?.setup ?? noticeSetupSchema.parse({});
    return {
      setup: withoutSecrets(setup),
      withSecret: setup.channels.filter(({ secret }) => secret).map(({ id }) => id),
      changedAt: stored?.changedAt ?? null,
      changedBy: stored?.changedBy ?? null,
    };
  }

  /** Secrets that the change leaves out stay what they are. */
  async change(setup: NoticeSetup, by: string): Promise<ShownNoticeSetup> {
    const before = await this.store.setup();
    await this.store.saveSetup({
      setup: { ...setup, channels: setup.channels.map((channel) => withKnownSecret(channel, before?.setup)) },
      linkKey: before?.linkKey ?? randomBytes(32).toString('base64url'),
      changedAt: this.now(),
      changedBy: by,
    });
    return this.setup();
  }

  /** Sends a message right away, past all queues, and says what came of it. */
  async test({ channel, address, language }: NoticeTest): Promise<NoticeTestAnswer> {
    const from = performance.now();
    const answer = (error: Error | null): NoticeTestAnswer => ({
      ok: error === null,
      tookMs: Math.round(performance.now() - from),
      error: error?.message ?? null,
      failure: error instanceof ChannelError ? error.failure : null,
    });
    const stored = await this.store.setup();
    const texts = TEST_TEXTS[language];
    const message = { id: `test-${this.now()}`, ...texts, short: texts.title, data: { test: true } };
    try {
      await this.create(withKnownSecret(channel, stored?.setup)).send(message, address);
      return answer(null);
    } catch (error) {
      return answer(error as Error);
    }
  }

  async list(query: { from: number; to: number; limit: number }): Promise<NoticeReport[]> {
    return (await this.store.list(query)).map(reportOf);
  }

  /** The incident that a link is about, without using the link up. @throws LinkError */
  async lookAt(token: string): Promise<{ incident: Incident; response: IncidentResponse | null }> {
    const notice = await this.noticeOf(token);
    const incident = await this.incidents.read(notice.incident);
    if (!incident) throw new LinkError('link-of-nothing');
    return { incident, response: (await this.store.response(notice.incident)) ?? null };
  }

  /** The receiver of the notice takes its incident on. Works once. @throws LinkError */
  async acknowledge(token: string, address: string): Promise<IncidentResponse & { contact: string }> {
    const notice = await this.noticeOf(token);
    if (!(await this.store.useLink(notice.id, this.now(), address))) throw new LinkError('link-used');
    const stored = await this.store.setup();
    const by = stored?.setup.contacts.find(({ id }) => id === notice.contact)?.name ?? notice.contact;
    const response = await this.responses.acknowledge(notice.incident, by, 'link', this.now());
    return { ...response, contact: by };
  }

  private async noticeOf(token: string): Promise<Notice> {
    const stored = await this.store.setup();
    const id = stored && noticeOfLink(token, this.now(), stored.linkKey);
    const notice = id === undefined ? undefined : await this.store.byId(id);
    if (!notice) throw new LinkError('link-invalid');
    return notice;
  }
}

function withoutSecrets(setup: NoticeSetup): NoticeSetup {
  return { ...setup, channels: setup.channels.map((channel) => ({ ...channel, secret: undefined })) };
}

/** A secret is only taken over for the same service: a changed address must not be shown the old one. */
function withKnownSecret(channel: NoticeChannelSetup, before: NoticeSetup | undefined): NoticeChannelSetup {
  if (channel.secret) return channel;
  const known = before?.channels.find(({ id, kind }) => id === channel.id && kind === channel.kind);
  return known && destinationOf(known) === destinationOf(channel)
    ? { ...channel, secret: known.secret }
    : channel;
}

function destinationOf(channel: NoticeChannelSetup): string {
  return channel.kind === 'email' ? `${channel.host}:${channel.port} ${channel.user}` : channel.url;
}

function reportOf(notice: Notice): NoticeReport {
  const { id, incident, occasion, contact, state, content, createdAt, dueAt, sentAt, sentOn, attempts } =
    notice;
  return {
    id,
    incident,
    occasion,
    contact,
    state,
    title: content.title,
    createdAt,
    dueAt,
    sentAt,
    channel: sentOn,
    attempts,
  };
}
