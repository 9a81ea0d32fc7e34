import type { NoticeChannelSetup, NoticeSetup } from '@linetwin/contracts';
import type { Logger } from 'pino';
import { ChannelError, type NoticeChannel, type NoticeMessage } from './channel.port.ts';
import { CHANNEL_GAP_MS } from './create-channel.ts';
import { evidenceSvg } from './evidence/evidence-picture.ts';
import type { Notice, ReportKey } from './notice.ts';
import type { NoticeStore } from './notice-store.port.ts';
import { mergedContent } from './notice-text.ts';

/** A sending takes 4 s at most; who holds a notice for longer is gone. */
const LEASE_MS = 30_000;
/** As many as are surely sent within the lease. */
const MESSAGES_PER_LEASE = 6;
/** Notices that become one message. */
const MAX_MERGED = 20;
/** Tries on one channel before the next one is asked. */
const TRIES_PER_HOP = 3;
const FIRST_PAUSE_MS = 1000;
/** A channel that asks for a longer pause than this is left for the next one, where there is one. */
const LONG_PAUSE_MS = 10_000;
/** After all channels failed they are asked again after this, and no oftener. */
const ROUND_PAUSE_MS = 60_000;
/** After this a notice is of no use any more. */
const GIVE_UP_MS = 24 * 3_600_000;

/** Sends what is due: merged per lane, on the next channel when one fails, until it was taken. */
export class NoticeDispatcher {
  private readonly store: NoticeStore;
  private readonly create: (setup: NoticeChannelSetup) => NoticeChannel;
  private readonly render: (svg: string) => Promise<Uint8Array>;
  private readonly reportOf: (key: ReportKey) => Promise<Uint8Array | undefined>;
  private readonly now: () => number;
  private readonly logger: Logger;

  constructor(parts: {
    store: NoticeStore;
    create: (setup: NoticeChannelSetup) => NoticeChannel;
    /** SVG to PNG. */
    render: (svg: string) => Promise<Uint8Array>;
    /** A kept report of a shift as PDF. */
    reportOf: (key: ReportKey) => Promise<Uint8Array | undefined>;
    now?: () => number;
    logger: Logger;
  }) {
    this.store = parts.store;
    this.create = parts.create;
    this.render = parts.render;
    this.reportOf = parts.reportOf;
    this.now = parts.now ?? Date.now;
    this.logger = parts.logger;
  }

  /** Sends on every lane that is free what is due there. Lanes do not wait for one another. */
  async dispatch(): Promise<void> {
    const lanes = await this.store.dueLanes(this.now());
    if (lanes.length === 0) return;
    const stored = await this.store.setup();
    await Promise.all(lanes.map((lane) => this.sendLane(lane, stored?.setup)));
  }

  private async sendLane(lane: string, setup: NoticeSetup | undefined): Promise<void> {
    const [id] = lane.split(' ');
    const channel = setup?.channels.find((one) => one.id === id && one.enabled);
    const now = this.now();
    const gapMs = channel ? CHANNEL_GAP_MS[channel.kind] : 0;
    if (!(await this.store.enterLane(lane, now, gapMs))) return;
    const batch = await this.store.take(lane, now, now + LEASE_MS, MAX_MERGED);
    // What is left over is given out again when the lease is over.
    for (const message of messagesOf(batch).slice(0, MESSAGES_PER_LEASE))
      await this.sendOne(message, id, channel, setup);
  }

  /** Sends what becomes one message, and notes what came of it. */
  private async sendOne(
    batch: Notice[],
    id: string,
    channel: NoticeChannelSetup | undefined,
    setup: NoticeSetup | undefined,
  ): Promise<void> {
    try {
      if (!channel || !setup) throw new ChannelError(`channel "${id}" is not in use`, { permanent: true });
      await this.send(batch, channel, setup);
      await this.store.markSent(
        batch.map((one) => one.id),
        id,
        this.now(),
      );
    } catch (error) {
      // What the store throws is no fault of the channel: the lease runs out, and the notice is taken again.
      if (!(error instanceof ChannelError)) throw error;
      this.logger.warn(
        { channel: id, notices: batch.length, error: error.message },
        'a notice was not taken',
      );
      for (const notice of batch) await this.failed(notice, id, error);
    }
  }

  private async send(batch: Notice[], setup: NoticeChannelSetup, plant: NoticeSetup): Promise<void> {
    const language = plant.contacts.find(({ id }) => id === batch[0].contact)?.language ?? 'zh';
    const { link, evidence, report, ...content } = mergedContent(
      batch.map((one) => one.content),
      language,
    );
    await this.create(setup).send(
      {
        ...content,
        id: batch.map((one) => one.id).join('+'),
        ...(link && { link }),
        ...(evidence && { png: await this.picture(evidence) }),
        ...(report && { file: await this.file(report) }),
      },
      batch[0].routes[batch[0].hop].address,
    );
  }

  private async file(report: ReportKey): Promise<NoticeMessage['file']> {
    const content = await this.reportOf(report);
    if (!content) throw new ChannelError('the report is no longer kept', { permanent: true });
    return { name: report.fileName, contentType: 'application/pdf', content };
  }

  /** A picture that cannot be drawn must not keep the words back. */
  private async picture(
    evidence: NonNullable<Notice['content']['evidence']>,
  ): Promise<Uint8Array | undefined> {
    try {
      return await this.render(evidenceSvg(evidence));
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'an evidence picture was not drawn');
      return undefined;
    }
  }

  private async failed(notice: Notice, channel: string, error: ChannelError): Promise<void> {
    const now = this.now();
    const attempt = { at: now, channel, error: error.message };
    await this.store.markFailed(notice.id, attempt, afterFailure(notice, error, now));
  }
}

/** What waits on a lane becomes one message; a report has its document, and is one by itself. */
function messagesOf(batch: readonly Notice[]): Notice[][] {
  const others = batch.filter(({ content }) => !content.report);
  const reports = batch.filter(({ content }) => content.report).map((one) => [one]);
  return others.length > 0 ? [others, ...reports] : reports;
}

/** Where a notice goes after a failure: once more on its channel, to the next one, round again, or nowhere. */
export function afterFailure(
  notice: Pick<Notice, 'hop' | 'tries' | 'routes' | 'createdAt'>,
  error: Pick<ChannelError, 'permanent' | 'retryAfterMs'>,
  now: number,
): Pick<Notice, 'state' | 'hop' | 'tries' | 'dueAt'> {
  const { hop, tries, routes, createdAt } = notice;
  if (now - createdAt >= GIVE_UP_MS) return { state: 'failed', hop, tries: tries + 1, dueAt: now };
  const pauseMs = Math.max(error.retryAfterMs ?? 0, FIRST_PAUSE_MS * 2 ** tries);
  const last = hop === routes.length - 1;
  const leave = error.permanent || tries + 1 >= TRIES_PER_HOP || (!last && pauseMs > LONG_PAUSE_MS);
  if (!leave) return { state: 'waiting', hop, tries: tries + 1, dueAt: now + pauseMs };
  if (!last) return { state: 'waiting', hop: hop + 1, tries: 0, dueAt: now };
  return {
    state: 'waiting',
    hop: 0,
    tries: 0,
    dueAt: now + Math.max(ROUND_PAUSE_MS, error.retryAfterMs ?? 0),
  };
}
