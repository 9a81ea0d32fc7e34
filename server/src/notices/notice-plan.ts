import type { NoticeContact, NoticeOccasion, NoticeSetup } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import { evidenceIn, type EvidenceInAllLanguages } from './evidence/evidence.ts';
import { LINK_LIFE_MS, linkToken } from './notice-link.ts';
import type { Escalation, IncidentNews, Notice } from './notice.ts';
import type { StoredSetup } from './notice-store.port.ts';
import { linkText, noticeText } from './notice-text.ts';
import { onDuty } from './on-duty.ts';

const MINUTE_MS = 60_000;

/** Something about an incident that people may have to hear. `key` tells one change of cause or urgency from the next. */
export interface NoticeOrder {
  news: IncidentNews;
  occasion: NoticeOccasion;
  key: string;
  /** When it was seen, ms since 1970 UTC. */
  at: number;
}

/** Whoever a step of the escalation tells of a line at a moment. Without any step, whoever is on duty is told at once. */
export function recipientsOf(
  setup: NoticeSetup,
  step: number,
  line: string,
  at: number,
  zone: string,
): string[] {
  const { to } = setup.escalation[step] ?? { to: 'on-duty' };
  return to === 'on-duty' ? onDuty(setup.duties, line, at, zone) : [...new Set(to)];
}

/** The steps of the escalation that are due at once. */
export function firstSteps(setup: NoticeSetup): number[] {
  if (setup.escalation.length === 0) return [0];
  return setup.escalation.flatMap(({ afterMin }, step) => (afterMin === 0 ? [step] : []));
}

/** The next step after one, and when it is due; `undefined` after the last. */
export function nextStep(
  setup: NoticeSetup,
  after: number,
  openedAt: number,
): Pick<Escalation, 'step' | 'dueAt'> | undefined {
  const later = setup.escalation
    .map(({ afterMin }, step) => ({ step, dueAt: openedAt + afterMin * MINUTE_MS }))
    .filter(({ step }) => step > after && setup.escalation[step].afterMin > 0);
  return later[0];
}

/** One notice for each contact, in the contact's language, on the routes whose channels are in use. */
export function planNotices(
  order: NoticeOrder,
  contacts: readonly string[],
  stored: Pick<StoredSetup, 'setup' | 'linkKey'>,
  index: ModelIndex,
  evidence: EvidenceInAllLanguages | null,
): Notice[] {
  return contacts.flatMap((id) => {
    const contact = stored.setup.contacts.find((one) => one.id === id);
    return contact ? planOne(order, contact, stored, index, evidence) : [];
  });
}

function planOne(
  { news, occasion, key, at }: NoticeOrder,
  contact: NoticeContact,
  { setup, linkKey }: Pick<StoredSetup, 'setup' | 'linkKey'>,
  index: ModelIndex,
  evidence: EvidenceInAllLanguages | null,
): Notice[] {
  const routes = contact.routes.filter(({ channel }) =>
    setup.channels.some(({ id, enabled }) => id === channel && enabled),
  );
  if (routes.length === 0) return [];
  const id = [news.id, contact.id, occasion, key].filter(Boolean).join('.');
  const pages = setup.pagesUrl.replace(/\/$/, '');
  const url = `${pages}/n/${linkToken(id, at + LINK_LIFE_MS, linkKey)}`;
  return [
    {
      id,
      incident: news.id,
      occasion,
      contact: contact.id,
      state: 'waiting',
      content: {
        ...noticeText(news, occasion, contact.language, index),
        link: pages && occasion !== 'closed' ? { url, text: linkText(contact.language) } : null,
        evidence: evidence && evidenceIn(evidence, contact.language),
      },
      routes,
      hop: 0,
      tries: 0,
      attempts: [],
      createdAt: at,
      dueAt: at,
      sentAt: null,
      sentOn: null,
    },
  ];
}
