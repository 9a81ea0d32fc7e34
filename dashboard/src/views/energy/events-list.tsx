import type { NonRoutineEventAnswer } from '@linetwin/contracts';
import type { MeterTree } from '@linetwin/model';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { energyApi } from '../../live/api/energy-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { formatEnergy } from './format-energy.ts';

/** Non-routine events with what they do to savings; whoever may enter them may withdraw them. */
export function EventsList(props: {
  events: readonly NonRoutineEventAnswer[];
  tree: MeterTree;
  onChanged: () => void;
}) {
  const { events, tree, onChanged } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { message } = App.useApp();
  const refused = useReasonAgainst('engineer');
  const zone = index.model.site.timeZone;
  const withdraw = async (id: string) => {
    try {
      await energyApi.withdrawEvent(id);
      onChanged();
    } catch (error) {
      void message.error((error as Error).message);
    }
  };
  return (
    <section className="energy-classes">
      <h3>{t('energy.events')}</h3>
      <StackTable
        rows={events.toSorted((a, b) => b.from - a.from)}
        rowKey={({ id }) => id}
        columns={[
          { title: t('energy.eventReason'), cell: ({ reason }) => <strong>{reason}</strong> },
          {
            title: t('energy.meter'),
            cell: ({ meter }) => tree.meter(meter)?.name[language] ?? meter,
          },
          {
            title: t('energy.time'),
            cell: ({ from, to }) =>
              `${formatMoment(from, zone).slice(0, 16)} – ${formatMoment(to, zone).slice(0, 16)}`,
          },
          {
            title: t('energy.eventEffect'),
            cell: ({ kwh }) =>
              kwh === null
                ? t('energy.eventEffects.days')
                : t(kwh < 0 ? 'energy.eventSpared' : 'energy.eventTook', {
                    energy: formatEnergy(Math.abs(kwh), language),
                  }),
          },
          {
            title: t('energy.enteredBy'),
            cell: ({ by, at }) => (
              <>
                {by}
                <small className="muted block">{formatMoment(at, zone)}</small>
              </>
            ),
          },
          {
            title: '',
            className: 'col-action',
            cell: ({ id }) => (
              <Button
                size="small"
                disabled={refused !== undefined}
                title={refused}
                onClick={() => void withdraw(id)}
              >
                {t('energy.withdraw')}
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}
