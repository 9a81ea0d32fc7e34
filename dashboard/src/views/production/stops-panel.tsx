import type { ProductionStop } from '@linetwin/contracts';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productionApi, type LineSpan } from '../../live/api/production-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useFollow } from '../../live/use-fetched-at.ts';
import { formatMoment } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { ExplainDialog } from './explain-dialog.tsx';
import { durationText, stopReason } from './reason-text.ts';
import { endOf } from './use-period.ts';

const REFRESH_MS = 15_000;
/** Rows drawn at once; more is a matter for the export. */
const MAX_ROWS = 60;

/** Stops that wait for a reason first, and all others on request. */
export function StopsPanel(props: {
  span: LineSpan;
  stops: readonly ProductionStop[] | undefined;
  onExplained: () => void;
}) {
  const { span, stops, onExplained } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const { message } = App.useApp();
  const refused = useReasonAgainstAcknowledging();
  const [shown, setShown] = useState<'asked' | 'all'>('asked');
  const [open, setOpen] = useState<ProductionStop>();
  const asked = useFetched(
    `asked ${span.line} ${span.from}`,
    (abort) => productionApi.stops(span, true, abort),
    REFRESH_MS,
  );
  useFollow(endOf(span), asked);
  const rows = (shown === 'asked' ? asked.data : stops)?.slice(0, MAX_ROWS);
  const zone = index.model.site.timeZone;
  const minutes = Math.round(index.model.production.microStopS / 60);
  return (
    <Panel
      flush
      title={
        asked.data && asked.data.length > 0
          ? t('production.asked', { count: asked.data.length })
          : t('production.stops')
      }
      extra={
        <Segmented
          size="small"
          value={shown}
          options={[
            { value: 'asked', label: t('production.showAsked') },
            { value: 'all', label: t('production.showAll') },
          ]}
          onChange={setShown}
        />
      }
      className="production-wide"
    >
      {asked.error && shown === 'asked' ? (
        <Failure what={t('production.loadFailed')} detail={asked.error.message} retry={asked.retry} />
      ) : rows === undefined ? (
        <Loading rows={4} />
      ) : rows.length === 0 ? (
        <Empty>{t(shown === 'asked' ? 'production.allExplained' : 'production.noStops')}</Empty>
      ) : (
        <StackTable
          rows={rows}
          rowKey={({ machine, from }) => `${machine} ${from}`}
          columns={[
            {
              title: t('production.machine'),
              cell: ({ machine }) => {
                const equipment = index.equipment(machine);
                return (
                  <span>
                    <b>{equipment?.id ?? machine}</b> {equipment?.name[language]}
                  </span>
                );
              },
            },
            {
              title: t('production.from'),
              className: 'nowrap',
              cell: ({ from }) => formatMoment(from, zone, live.now()),
            },
            {
              title: t('production.duration'),
              className: 'nowrap',
              cell: ({ seconds, to }) => (
                <span>
                  {durationText(seconds)}
                  {to === null && <small className="tone-warn"> {t('production.running')}</small>}
                </span>
              ),
            },
            {
              title: t('production.kind'),
              className: 'nowrap',
              cell: (stop) => t(`production.class.${stop.class}`),
            },
            { title: t('production.why'), cell: (stop) => stopReason(stop, index, language, t) },
            {
              title: '',
              className: 'col-action',
              cell: (stop) =>
                (stop.asked || stop.explanation !== null || !stop.micro) && (
                  <Button
                    size="small"
                    type={stop.asked ? 'primary' : 'default'}
                    disabled={refused !== undefined}
                    title={refused}
                    onClick={() => setOpen(stop)}
                  >
                    {t(stop.explanation ? 'production.change' : 'production.explain')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {shown === 'asked' && <p className="muted panel-note">{t('production.askedHint', { minutes })}</p>}
      {open && (
        <ExplainDialog
          stop={open}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            void message.success(t('production.saved'));
            asked.retry();
            onExplained();
          }}
        />
      )}
    </Panel>
  );
}
