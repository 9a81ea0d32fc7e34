import type { Gap } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { recordKeepingApi } from '../../live/api/record-keeping-api.ts';
import { useGapsChanged, usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatAge, formatMoment } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';

/** Changes are told; this is for how much late values have filled, and for ages. */
const REFRESH_MS = 10_000;
const WEEK_MS = 7 * 86_400_000;
const SHOWN = 20;

/** The latest times for which values did not come, and why. */
export function GapsPanel() {
  const { t } = useTranslation();
  const { live } = usePlant();
  const gaps = useFetched(
    'gaps',
    (abort) => recordKeepingApi.gaps({ from: live.now() - WEEK_MS, limit: SHOWN }, abort),
    REFRESH_MS,
  );
  useGapsChanged(gaps.retry);
  return (
    <Panel
      title={t('gaps.title')}
      extra={<span className="muted">{t('gaps.hint')}</span>}
      flush
      className="system-wide"
    >
      {gaps.loading ? (
        <Loading rows={4} />
      ) : !gaps.data ? (
        <Failure what={t('system.loadFailed')} detail={gaps.error?.message} retry={gaps.retry} />
      ) : gaps.data.length === 0 ? (
        <Empty>{t('gaps.empty')}</Empty>
      ) : (
        <GapTable gaps={gaps.data} />
      )}
    </Panel>
  );
}

function GapTable({ gaps }: { gaps: readonly Gap[] }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const zone = index.model.site.timeZone;
  const now = live.now();
  return (
    <StackTable
      rows={gaps}
      rowKey={({ scope, from }) => `${scope}@${from}`}
      rowProps={({ scope }) => ({ 'data-gap': scope })}
      columns={[
        { title: t('gaps.scope'), cell: (gap) => <GapScope gap={gap} /> },
        { title: t('gaps.cause'), cell: ({ cause }) => t(`gaps.causes.${cause}`) },
        { title: t('gaps.from'), className: 'nowrap', cell: ({ from }) => formatMoment(from, zone, now) },
        {
          title: t('gaps.to'),
          className: 'nowrap',
          cell: ({ to }) => (to === null ? t('gaps.lasts') : formatMoment(to, zone, now)),
        },
        { title: t('gaps.length'), className: 'num', cell: ({ from, to }) => formatAge((to ?? now) - from) },
        { title: t('gaps.state'), cell: (gap) => <GapState gap={gap} /> },
      ]}
    />
  );
}

/** What is missing, by name, with its address below. */
function GapScope({ gap }: { gap: Gap }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const signal = gap.level === 'signal' ? index.signal(gap.scope) : undefined;
  const machine = index.equipment(signal?.equipment ?? gap.scope);
  const line = index.line(gap.line);
  const name = signal
    ? `${machine?.id} · ${signal.name[language]}`
    : machine
      ? `${machine.id} ${machine.name[language]}`
      : t('gaps.wholeLine', { line: line?.name[language] ?? gap.line });
  return (
    <>
      <Link to={linkTo(machine ? `/equipment/${machine.address}` : `/lines/${gap.line}`)}>
        <strong>{name}</strong>
      </Link>
      <small className="muted block code">{gap.scope}</small>
    </>
  );
}

function GapState({ gap }: { gap: Gap }) {
  const { t } = useTranslation();
  const [tone, text] =
    gap.missingMs === null
      ? (['bad', t('gaps.open')] as const)
      : gap.missingMs === 0
        ? (['on', t('gaps.filled')] as const)
        : (['wait', t('gaps.missing', { time: formatAge(gap.missingMs) })] as const);
  return (
    <span className="state-tag" data-tone={tone}>
      {text}
    </span>
  );
}
