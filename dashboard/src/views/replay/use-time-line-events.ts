import type { TimeNote } from '@linetwin/contracts';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api/api.ts';
import { findingHistoryApi } from '../../live/api/finding-history-api.ts';
import { productionApi } from '../../live/api/production-api.ts';
import { recordKeepingApi } from '../../live/api/record-keeping-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

const MOST_ALARMS = 500;
const MOST_GAPS = 500;
const MOST_FINDINGS = 200;
const REFRESH_MS = 60_000;

/** What has a row of its own on the time bar, from top to bottom. */
export const MARK_KINDS = ['alarms', 'findings', 'stops', 'orders', 'gaps', 'notes'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

export interface Mark {
  from: number;
  to: number;
  /** The most urgent of those that share a pixel is drawn. */
  rank: number;
  title: string;
}

/** Everything that happened between two times, as marks. */
export function useTimeLineEvents(from: number, to: number, notes: readonly TimeNote[]) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { lines, site } = index.model;
  const [asked] = useState(() => Math.random());
  const events = useFetched(
    `${from} ${to} ${asked}`,
    async (abort) => {
      const ofLines = <T>(ask: (line: string) => Promise<T[]>) =>
        Promise.all(lines.map(({ id }) => ask(id))).then((all) => all.flat());
      const span = { from: Math.round(from), to: Math.round(to) };
      const [alarms, gaps, findings, stops, orders] = await Promise.all([
        api.alarmHistory({ ...span, limit: MOST_ALARMS }, abort),
        recordKeepingApi.gaps({ ...span, limit: MOST_GAPS }, abort),
        findingHistoryApi.page(span, MOST_FINDINGS, 0, abort),
        ofLines((line) => productionApi.stops({ line, ...span }, false, abort)),
        ofLines((line) => productionApi.orders(line, undefined, abort)),
      ]);
      return { alarms, gaps, findings: findings.findings, stops, orders };
    },
    REFRESH_MS,
  );
  const nameOf = useCallback(
    (address: string) => index.equipment(address)?.name[language] ?? address,
    [index, language],
  );
  const marks = useMemo((): Record<MarkKind, Mark[]> => {
    const { alarms, gaps, findings, stops, orders } = events.data ?? {};
    const mark = (begin: number, end: number | null, rank: number, title: string): Mark => ({
      from: begin,
      to: end ?? to,
      rank,
      title: `${formatMoment(begin, site.timeZone)} ${title}`,
    });
    return {
      alarms: (alarms ?? []).map((one) =>
        mark(
          one.raisedAt,
          one.clearedAt,
          one.priority,
          `${nameOf(one.equipment)}: ${one.message?.[language] ?? one.signal}`,
        ),
      ),
      findings: (findings ?? []).map((one) =>
        mark(one.firstSeenAt, one.lastSeenAt, 1, `${nameOf(one.equipment)}: ${one.summary[language]}`),
      ),
      // A long stop hides a short one.
      stops: (stops ?? []).map((one) =>
        mark(
          one.from,
          one.to,
          one.micro ? 2 : 1,
          `${nameOf(one.machine)}: ${t(`replay.stopClasses.${one.class}`)}`,
        ),
      ),
      orders: (orders ?? []).flatMap((one) =>
        one.startedAt === null ? [] : [mark(one.startedAt, one.endedAt, 1, `${one.id} · ${one.product}`)],
      ),
      gaps: (gaps ?? []).map((one) => mark(one.from, one.to, 1, one.scope)),
      notes: notes.map((one) => mark(one.from, one.to, 1, `${one.author}: ${one.text}`)),
    };
  }, [events.data, language, nameOf, notes, site, t, to]);
  return { marks, failed: events.error !== undefined };
}
