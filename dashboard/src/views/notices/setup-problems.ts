import { noticeChannelSchema, noticeSetupSchema, type NoticeChannelSetup } from '@linetwin/contracts';
import type { NoticeSetup } from '@linetwin/contracts';
import type { TFunction } from 'i18next';

type Path = readonly PropertyKey[];

/** What keeps a setup from being saved, each with the place of the field and what belongs there. */
export function setupProblems(setup: NoticeSetup, t: TFunction): string[] {
  const checked = noticeSetupSchema.safeParse(setup);
  if (checked.success) return [];
  return once(
    checked.error.issues.map(({ path }) => `${placeOf(path, setup, t)}${fieldText(path, setup, t)}`),
  );
}

/** The same of one channel. */
export function channelProblems(channel: NoticeChannelSetup, t: TFunction): string[] {
  const checked = noticeChannelSchema.safeParse(channel);
  if (checked.success) return [];
  return once(checked.error.issues.map(({ path }) => fieldText(path, channel, t)));
}

const once = (texts: string[]) => [...new Set(texts)];

/** Which entry of which panel, by its name where it has one. */
function placeOf([list, at]: Path, setup: NoticeSetup, t: TFunction): string {
  if (typeof at !== 'number') return '';
  const panel = list as 'channels' | 'contacts' | 'duties' | 'escalation' | 'reports';
  const entry = setup[panel][at];
  const name = 'name' in entry && entry.name.trim() ? entry.name : String(at + 1);
  return t('notices.problem.place', { panel: t(`notices.${panel}`), name });
}

const FIELD_TEXTS = {
  name: 'notices.name',
  url: 'notices.url',
  host: 'notices.host',
  port: 'notices.port',
  from: 'notices.from',
  body: 'notices.body',
  secret: 'notices.secret',
  user: 'notices.user',
  login: 'notices.login',
  channel: 'notices.routes',
  address: 'notices.address',
  routes: 'notices.routes',
  days: 'notices.days',
  to: 'notices.to',
  lines: 'notices.lines',
  afterMin: 'notices.afterMin',
  pagesUrl: 'notices.pagesUrl',
  cmms: 'notices.cmms',
} as const;

/** The field, and what is wrong with it: nothing stands there, or something that does not fit. */
function fieldText(path: Path, whole: object, t: TFunction): string {
  const field = String(path.findLast((part) => typeof part === 'string'));
  return `${nameOf(field, path, t)}${t('notices.problem.colon')}${t(wrongOf(field, path, whole))}`;
}

function nameOf(field: string, [list]: Path, t: TFunction): string {
  if (field === 'contacts') return t(list === 'reports' ? 'notices.receivers' : 'notices.who');
  if (field === 'from' && list === 'duties') return t('notices.fromTime');
  if (field === 'to' && list === 'duties') return t('notices.toTime');
  return field in FIELD_TEXTS ? t(FIELD_TEXTS[field as keyof typeof FIELD_TEXTS]) : field;
}

function wrongOf(field: string, path: Path, whole: object) {
  const value = path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    whole,
  );
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (field === 'url' || field === 'pagesUrl') return 'notices.problem.url' as const;
  if (field === 'from') return 'notices.problem.mail' as const;
  if (field === 'address') return 'notices.problem.address' as const;
  return isEmpty ? ('notices.problem.empty' as const) : ('notices.problem.unfit' as const);
}
