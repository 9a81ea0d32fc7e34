import { ALARM_PRIORITIES } from '@linetwin/model';
import { z } from 'zod';

/** Ways on which a notice can leave the plant. */
export const NOTICE_CHANNEL_KINDS = ['email', 'dingtalk', 'wecom', 'feishu', 'sms', 'webhook'] as const;
export type NoticeChannelKind = (typeof NOTICE_CHANNEL_KINDS)[number];

const id = z.string().regex(/^[\w-]{1,40}$/, 'use 1 to 40 letters, digits, "-" or "_"');
const name = z.string().trim().min(1).max(64);
const httpUrl = z.url({ protocol: /^https?$/ }).max(500);
/** Left out or empty in a change: stays what it is. Never given out. */
const secret = z.string().max(500).optional();

const common = { id, name, enabled: z.boolean().default(true) };

/** A robot of a group chat: the address of its webhook and the secret that its messages are signed with. */
const robot = { ...common, url: httpUrl, secret };

export const noticeChannelSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('email'),
    host: z.string().min(1).max(200),
    port: z.number().int().min(1).max(65_535),
    /** TLS from the first byte (465); otherwise STARTTLS where the server offers it. */
    tls: z.boolean(),
    user: z.string().max(200).optional(),
    secret,
    from: z.email().max(200),
  }),
  z.strictObject({ ...robot, kind: z.literal('dingtalk') }),
  z.strictObject({ ...robot, kind: z.literal('wecom') }),
  z.strictObject({ ...robot, kind: z.literal('feishu') }),
  z.strictObject({
    ...common,
    kind: z.literal('sms'),
    url: httpUrl,
    /** Sent as `Authorization`. */
    secret,
    /** Body of the request; `{phone}` and `{text}` are filled in as JSON strings. */
    body: z.string().min(2).max(2000),
  }),
  z.strictObject({ ...common, kind: z.literal('webhook'), url: httpUrl, secret }),
]);
export type NoticeChannelSetup = z.infer<typeof noticeChannelSchema>;

/** A person or a group that is told, in a language, on channels in order of trying. */
export const noticeContactSchema = z.strictObject({
  id,
  name,
  language: z.enum(['zh', 'en']),
  /** Login of the user that this is, so that "my incidents" are known. */
  login: z.string().max(64).optional(),
  routes: z
    .array(
      z.strictObject({
        channel: id,
        /** Mail address, phone number, or whom a robot mentions; empty for none. */
        address: z.string().trim().max(200).default(''),
      }),
    )
    .min(1)
    .max(6),
});
export type NoticeContact = z.infer<typeof noticeContactSchema>;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use HH:MM');

/** Who is on duty when, by plant time. A duty that ends before it begins runs past midnight. */
export const dutySchema = z.strictObject({
  contacts: z.array(id).min(1).max(20),
  /** Days on which it begins: 1 Monday to 7 Sunday (ISO 8601). */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: clockTime,
  to: clockTime,
  /** Lines it looks after; none for all. */
  lines: z.array(z.string().min(1).max(64)).max(50).default([]),
});
export type Duty = z.infer<typeof dutySchema>;

/** Who is told after how long without an acknowledgement. */
export const escalationStepSchema = z.strictObject({
  afterMin: z.number().min(0).max(1440),
  /** Whoever is on duty then, or these. */
  to: z.union([z.literal('on-duty'), z.array(id).min(1).max(20)]),
});
export type EscalationStep = z.infer<typeof escalationStepSchema>;

/** Who gets the report of every shift that is over, by mail. */
export const reportReceiversSchema = z.strictObject({
  contacts: z.array(id).min(1).max(50),
  /** Lines whose shifts they hear of; none for all. */
  lines: z.array(z.string().min(1).max(64)).max(50).default([]),
});
export type ReportReceivers = z.infer<typeof reportReceiversSchema>;

export const noticeSetupSchema = z
  .strictObject({
    /** Address at which receivers reach the pages; links are left out without it. */
    pagesUrl: z.union([httpUrl, z.literal('')]).default(''),
    /** Least urgent incident that anybody is told of. */
    priority: z.union(ALARM_PRIORITIES.map((p) => z.literal(p))).default(2),
    /** Whether those who were told hear of the end too. */
    tellClosed: z.boolean().default(false),
    channels: z.array(noticeChannelSchema).max(20).default([]),
    contacts: z.array(noticeContactSchema).max(200).default([]),
    duties: z.array(dutySchema).max(200).default([]),
    escalation: z.array(escalationStepSchema).max(6).default([]),
    reports: z.array(reportReceiversSchema).max(50).default([]),
    /** Webhook by which a maintenance system gets work orders; empty for none. */
    cmms: z.union([id, z.literal('')]).default(''),
  })
  .superRefine(({ channels, contacts, duties, escalation, reports, cmms }, context) => {
    const problem = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const unique = (what: 'channels' | 'contacts', ids: string[]) =>
      ids.forEach((one, at) => {
        if (ids.indexOf(one) < at) problem([what, at, 'id'], `"${one}" is there twice`);
      });
    const channelIds = channels.map((one) => one.id);
    const contactIds = contacts.map((one) => one.id);
    unique('channels', channelIds);
    unique('contacts', contactIds);
    contacts.forEach(({ routes }, at) =>
      routes.forEach(({ channel, address }, hop) => {
        const kind = channels.find((one) => one.id === channel)?.kind;
        const path = ['contacts', at, 'routes', hop];
        if (!kind) problem([...path, 'channel'], `there is no channel "${channel}"`);
        if (kind === 'email' && !z.email().safeParse(address).success)
          problem([...path, 'address'], 'give a mail address');
        if (kind === 'sms' && !/^\+?[\d -]{5,20}$/.test(address))
          problem([...path, 'address'], 'give a phone number');
      }),
    );
    const known = (ids: readonly string[], path: (string | number)[]) =>
      ids.forEach((one) => {
        if (!contactIds.includes(one)) problem(path, `there is no contact "${one}"`);
      });
    duties.forEach(({ contacts }, at) => known(contacts, ['duties', at, 'contacts']));
    const mails = new Set(channels.filter(({ kind }) => kind === 'email').map((one) => one.id));
    reports.forEach(({ contacts: receivers }, at) => {
      known(receivers, ['reports', at, 'contacts']);
      for (const receiver of receivers) {
        const contact = contacts.find((one) => one.id === receiver);
        if (contact && !contact.routes.some(({ channel }) => mails.has(channel)))
          problem(['reports', at, 'contacts'], `"${receiver}" has no mail address; reports go by mail`);
      }
    });
    if (cmms && channels.find(({ id }) => id === cmms)?.kind !== 'webhook')
      problem(['cmms'], `there is no webhook "${cmms}"`);
    escalation.forEach(({ to }, at) => {
      if (to !== 'on-duty') known(to, ['escalation', at, 'to']);
    });
  });
export type NoticeSetup = z.infer<typeof noticeSetupSchema>;

/** The setup as it is shown: secrets only say whether they are there. */
export interface ShownNoticeSetup {
  setup: NoticeSetup;
  /** Ids of channels that have a secret. */
  withSecret: string[];
  changedAt: number | null;
  changedBy: string | null;
}

/**
 * Why somebody is told: it opened, its cause became another, it got more urgent, nobody acknowledged it, it is over. A change
 * of a work order goes the same way to the maintenance system, and the report of a shift to whoever gets it.
 */
export const NOTICE_OCCASIONS = [
  'opened',
  'cause-changed',
  'more-urgent',
  'escalated',
  'closed',
  'work-order',
  'shift-report',
] as const;
export type NoticeOccasion = (typeof NOTICE_OCCASIONS)[number];

export const NOTICE_STATES = ['waiting', 'sending', 'sent', 'failed', 'cancelled'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** A notice as the list of them shows it. */
export interface NoticeReport {
  id: string;
  /** What it is about: an incident, or the shift of a report. */
  incident: string;
  occasion: NoticeOccasion;
  contact: string;
  state: NoticeState;
  /** Subject in the receiver's language. */
  title: string;
  createdAt: number;
  dueAt: number;
  sentAt: number | null;
  /** Channel that took it. */
  channel: string | null;
  /** Failed attempts, oldest first. */
  attempts: { at: number; channel: string; error: string }[];
}

export const noticeTestSchema = z.strictObject({
  channel: noticeChannelSchema,
  address: z.string().trim().max(200).default(''),
  language: z.enum(['zh', 'en']).default('zh'),
});
export type NoticeTest = z.infer<typeof noticeTestSchema>;

/**
 * Why a message was not taken. `unreachable`: there is no connection to the service. `no-answer`: it is too slow. `refused`: it answered
 * with an error.
 */
export const CHANNEL_FAILURES = ['unreachable', 'no-answer', 'refused'] as const;
export type ChannelFailure = (typeof CHANNEL_FAILURES)[number];

/** What came of a test message, in the service's own words where it refused. */
export interface NoticeTestAnswer {
  ok: boolean;
  tookMs: number;
  error: string | null;
  failure: ChannelFailure | null;
}
