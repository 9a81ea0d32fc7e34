import type { NoticeSetup } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { noticesApi } from '../../live/api/notices-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { Empty, Failure, Loading } from '../../ui/panel.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';

const REFRESH_MS = 10_000;

/** What was told in the last day, on which channel, and what failed before. */
export function SentNotices({ setup }: { setup: NoticeSetup | undefined }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const linkTo = useLinkTo();
  const { data, error, loading, retry } = useFetched(
    'sent notices',
    (abort) => noticesApi.list(abort),
    REFRESH_MS,
  );
  if (loading) return <Loading rows={6} />;
  if (!data) return <Failure what={t('notices.loadFailed')} detail={error?.message} retry={retry} />;
  if (data.length === 0) return <Empty>{t('notices.noSent')}</Empty>;
  const contactName = (id: string) =>
    id === 'cmms' ? t('notices.cmmsName') : (setup?.contacts.find((one) => one.id === id)?.name ?? id);
  const channelName = (id: string) => setup?.channels.find((one) => one.id === id)?.name ?? id;
  const moment = (at: number) => formatMoment(at, index.model.site.timeZone, live.now());
  return (
    <StackTable
      rows={data}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('notices.columns.what'),
          cell: ({ title, incident, occasion }) =>
            occasion === 'shift-report' ? (
              <Link to={linkTo('/production')}>{title}</Link>
            ) : (
              <Link to={linkTo(`/maintenance/${encodeURIComponent(incident)}`)}>{title}</Link>
            ),
        },
        { title: t('notices.columns.why'), cell: ({ occasion }) => t(`notices.occasion.${occasion}`) },
        {
          title: t('notices.columns.to'),
          cell: ({ contact, channel }) =>
            [contactName(contact), ...(channel ? [channelName(channel)] : [])].join(' · '),
        },
        { title: t('notices.columns.time'), className: 'nowrap', cell: ({ createdAt }) => moment(createdAt) },
        {
          title: t('notices.columns.state'),
          className: 'nowrap',
          cell: ({ state, sentAt }) => `${t(`notices.state.${state}`)}${sentAt ? ` ${moment(sentAt)}` : ''}`,
        },
        {
          title: t('notices.columns.tries'),
          cell: ({ attempts }) =>
            attempts.slice(-3).map(({ at, channel, error: why }) => (
              <small key={at} className="muted block">
                {channelName(channel)}: {why}
              </small>
            )),
        },
      ]}
    />
  );
}
