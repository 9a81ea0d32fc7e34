import type { SourceReport } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { recordKeepingApi } from '../../live/api/record-keeping-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatCount, formatMoment, formatNumber, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';

const REFRESH_MS = 5000;
/** A plant has a gateway or two for each line; where every machine counts as a sender, those that need eyes come first. */
const SHOWN = 100;

/** Who sends, and how far their clocks are from the server's. */
export function SourcesPanel() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const sources = useFetched('sources', (abort) => recordKeepingApi.sources(abort), REFRESH_MS);
  const limitS = (sources.data?.flaggedFromMs ?? 0) / 1000;
  const limit = sources.data && formatQuantity(limitS, 's', language, Number.isInteger(limitS) ? 0 : 1);
  return (
    <Panel
      title={t('sources.title')}
      extra={limit && <span className="muted">{t('sources.hint', { limit })}</span>}
      flush
      className="system-wide"
    >
      {sources.loading ? (
        <Loading rows={4} />
      ) : !sources.data ? (
        <Failure what={t('system.loadFailed')} detail={sources.error?.message} retry={sources.retry} />
      ) : sources.data.sources.length === 0 ? (
        <Empty>{t('sources.empty')}</Empty>
      ) : (
        <SourceTable sources={sources.data.sources} />
      )}
    </Panel>
  );
}

function SourceTable({ sources }: { sources: readonly SourceReport[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const urgent = (source: SourceReport) => (source.flagged ? 0 : source.connected === false ? 1 : 2);
  const shown = sources.toSorted((a, b) => urgent(a) - urgent(b)).slice(0, SHOWN);
  return (
    <>
      <StackTable
        rows={shown}
        rowKey={({ source }) => source}
        rowProps={({ source }) => ({ 'data-source': source })}
        columns={[
          {
            title: t('sources.source'),
            cell: ({ source, kind }) => (
              <>
                <strong className="code">{source}</strong>
                <small className="muted block">{t(`sources.kind.${kind}`)}</small>
              </>
            ),
          },
          { title: t('sources.state'), cell: (source) => <SourceState source={source} /> },
          { title: t('sources.skew'), className: 'num', cell: (source) => <Skew source={source} /> },
          {
            title: t('sources.lines'),
            cell: ({ lines, machines }) => (
              <>
                {lines.map((line) => index.line(line)?.name[language] ?? line).join(', ')}
                <small className="muted block">{t('sources.machines', { count: machines })}</small>
              </>
            ),
          },
          {
            title: t('sources.rate'),
            className: 'num',
            cell: ({ messagesPerS }) => formatNumber(messagesPerS, language, 1),
          },
          {
            title: t('sources.last'),
            className: 'nowrap',
            cell: ({ lastMessageAt }) => formatMoment(lastMessageAt, index.model.site.timeZone, live.now()),
          },
          {
            title: t('sources.late'),
            className: 'num',
            cell: ({ lateValues }) => formatCount(lateValues, language),
          },
        ]}
      />
      {shown.length < sources.length && (
        <p className="muted padded">
          {t('sources.more', { shown: shown.length, all: formatCount(sources.length, language) })}
        </p>
      )}
    </>
  );
}

function SourceState({ source }: { source: SourceReport }) {
  const { t } = useTranslation();
  const [tone, text] = source.flagged
    ? (['bad', t('sources.wrongClock')] as const)
    : source.connected === false
      ? (['wait', t('sources.disconnected')] as const)
      : source.skewMs === null
        ? (['wait', t('sources.measuring')] as const)
        : (['on', t('sources.clockRight')] as const);
  return (
    <span className="state-tag" data-tone={tone}>
      {text}
    </span>
  );
}

/** Seconds with a sign, and which way in words. */
function Skew({ source: { skewMs, flagged } }: { source: SourceReport }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  if (skewMs === null) return NO_VALUE;
  const seconds = formatQuantity(Math.abs(skewMs) / 1000, 's', language, 2);
  return (
    <span className={flagged ? 'tone-fault' : undefined}>
      {t(skewMs > 0 ? 'sources.ahead' : 'sources.behind', { seconds })}
    </span>
  );
}
