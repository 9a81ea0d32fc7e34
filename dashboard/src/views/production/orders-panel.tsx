import type { OrderChange, OrderProgress } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productionApi } from '../../live/api/production-api.ts';
import { useIsReplay, usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { BulletBar } from '../../ui/bullet-bar.tsx';
import { formatCount, formatMoment, formatPercent } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { movesOf, type OrderMove } from './order-moves.ts';
import { NewOrderDialog } from './new-order-dialog.tsx';

const REFRESH_MS = 15_000;

/** What the line is to make: orders with their progress; started and ended by operators, planned by engineers. */
export function OrdersPanel({ line }: { line: Line }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const { message } = App.useApp();
  const mayNotPlan = useReasonAgainst('engineer');
  const mayNotRun = useReasonAgainst('operator');
  const replaying = useIsReplay();
  const [planning, setPlanning] = useState(false);
  const orders = useFetchedAt(
    `orders ${line.id}`,
    (at, abort) => productionApi.orders(line.id, at, abort),
    REFRESH_MS,
  );
  const change = async (id: string, what: OrderChange) => {
    try {
      await productionApi.changeOrder(id, what);
      orders.retry();
    } catch (failure) {
      void message.error(t('production.changeFailed', { detail: (failure as Error).message }));
    }
  };
  const zone = index.model.site.timeZone;
  const action = (order: OrderProgress) =>
    movesOf(order).length > 0 && (
      <span className="order-actions">
        {movesOf(order).map((state) => (
          <MoveButton
            key={state}
            order={order.id}
            move={state}
            refused={state === 'cancelled' ? mayNotPlan : mayNotRun}
            onMove={() => void change(order.id, { state })}
          />
        ))}
      </span>
    );
  return (
    <Panel
      flush
      title={t('production.orders')}
      extra={
        <>
          {replaying && <span className="present-note">{t('production.ordersNow')}</span>}
          <Button size="small" disabled={!!mayNotPlan} title={mayNotPlan} onClick={() => setPlanning(true)}>
            {t('production.newOrder')}
          </Button>
        </>
      }
      className="production-wide"
    >
      {orders.loading ? (
        <Loading rows={3} />
      ) : !orders.data ? (
        <Failure what={t('production.loadFailed')} detail={orders.error?.message} retry={orders.retry} />
      ) : orders.data.length === 0 ? (
        <Empty>{t('production.noOrders')}</Empty>
      ) : (
        <StackTable
          rows={orders.data}
          rowKey={({ id }) => id}
          columns={[
            { title: t('production.orderId'), cell: ({ id }) => <b>{id}</b> },
            {
              title: t('production.product'),
              cell: ({ product }) =>
                index.model.production.products.find(({ id }) => id === product)?.name[language] ?? product,
            },
            { title: t('production.state'), cell: ({ state }) => t(`production.orderState.${state}`) },
            {
              title: t('production.progress'),
              cell: ({ good, quantity }) => (
                <span className="order-progress">
                  <BulletBar value={good} max={quantity} label={`${good} / ${quantity}`} />
                  {formatCount(good, language)} / {formatCount(quantity, language)} (
                  {formatPercent(good / quantity, language, 0)})
                </span>
              ),
            },
            {
              title: t('production.due'),
              className: 'nowrap',
              cell: ({ dueAt, state }) => (
                <span>
                  {formatMoment(dueAt, zone).slice(0, 16)}
                  {dueAt < live.now() && (state === 'planned' || state === 'running') && (
                    <small className="tone-warn"> {t('production.late')}</small>
                  )}
                </span>
              ),
            },
            { title: '', className: 'col-action', cell: action },
          ]}
        />
      )}
      {planning && (
        <NewOrderDialog
          line={line}
          onClose={() => setPlanning(false)}
          onDone={() => {
            setPlanning(false);
            orders.retry();
          }}
        />
      )}
    </Panel>
  );
}

const MOVE_TEXTS = { running: 'start', done: 'finish', cancelled: 'cancelOrder' } as const;

/** Starts an order at once; what cannot be undone asks first. */
function MoveButton(props: {
  order: string;
  move: OrderMove;
  /** Why whoever looks may not. */
  refused: string | undefined;
  onMove: () => void;
}) {
  const { order, move, refused, onMove } = props;
  const { t } = useTranslation();
  const text = t(`production.${MOVE_TEXTS[move]}`);
  const button = (onClick?: () => void) => (
    <Button
      size="small"
      type={move === 'cancelled' ? 'text' : 'default'}
      disabled={refused !== undefined}
      title={refused}
      onClick={onClick}
    >
      {text}
    </Button>
  );
  if (move === 'running') return button(onMove);
  return (
    <Popconfirm
      title={t(move === 'done' ? 'production.finishQuestion' : 'production.cancelQuestion', { id: order })}
      okText={text}
      cancelText={t('common.close')}
      disabled={refused !== undefined}
      onConfirm={onMove}
    >
      {button()}
    </Popconfirm>
  );
}
