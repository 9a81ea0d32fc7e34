import { STATISTIC_PERCENTS, type SignalStatistics } from '@linetwin/contracts';
import type { Signal } from '@linetwin/model';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import {
  formatCount,
  formatMoment,
  formatNumber,
  formatPercent,
  NO_VALUE,
  unitText,
} from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable, type Column } from '../../ui/stack-table.tsx';
import { setText, valueText } from '../shared/live-value.tsx';
import type { Lane } from './lane-scales.ts';
import type { Readout } from './readout.ts';
import type { SignalView } from './signal-view.ts';

interface Row {
  signal: Signal;
  lane: Lane;
  position: number;
  figures: SignalStatistics | undefined;
}

/** Legend, values at the cursor and statistics of what is visible, a row for each signal. */
export function SignalTable(props: {
  signals: readonly Signal[];
  lanes: readonly Lane[];
  figures: readonly SignalStatistics[] | undefined;
  readout: Readout;
  view: SignalView;
  onRemove: (address: string) => void;
}) {
  const { signals, lanes, figures, readout, view, onRemove } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language } = usePreferences();
  const { t: common } = useTranslation();
  const number = (value: number | null | undefined, { signal }: Row) =>
    value == null ? NO_VALUE : valueText(signal, value, language, common);
  const columns: Column<Row>[] = [
    {
      title: t('statistics.signal'),
      cell: ({ lane, signal }) => (
        <span className="lane-name">
          <i
            style={{ borderTopColor: lane.colour, borderTopStyle: lane.dash.length > 0 ? 'dashed' : 'solid' }}
          />
          <span>{lane.name}</span>
          <small className="muted">{unitText(signal.unit)}</small>
        </span>
      ),
    },
    {
      title: t('statistics.value'),
      className: 'number',
      cell: (row) => <ValueAtCursor {...row} readout={readout} view={view} />,
    },
    {
      title: t('statistics.count'),
      className: 'number',
      cell: ({ figures: one }) => (one ? formatCount(one.count, language) : NO_VALUE),
    },
    { title: t('statistics.min'), className: 'number', cell: (row) => number(row.figures?.min, row) },
    { title: t('statistics.max'), className: 'number', cell: (row) => number(row.figures?.max, row) },
    {
      title: t('statistics.mean'),
      className: 'number',
      cell: (row) => (row.signal.values ? NO_VALUE : number(row.figures?.mean, row)),
    },
    {
      title: t('statistics.deviation'),
      className: 'number',
      cell: ({ signal, figures: one }) =>
        one?.standardDeviation == null || signal.values
          ? NO_VALUE
          : formatNumber(one.standardDeviation, language),
    },
    ...STATISTIC_PERCENTS.map((percent, i): Column<Row> => ({
      title: t('statistics.percentile', { percent }),
      className: 'number',
      cell: (row) => number(row.figures?.percentiles?.[i], row),
    })),
    {
      title: t('statistics.gaps'),
      className: 'number',
      cell: ({ figures: one }) => (one ? formatPercent(one.gapShare, language) : NO_VALUE),
    },
    {
      title: '',
      cell: ({ lane }) => (
        <button
          type="button"
          className="quiet-button"
          aria-label={t('statistics.remove', { name: lane.name })}
          onClick={() => onRemove(lane.address)}
        >
          <Icon name="close" />
        </button>
      ),
    },
  ];
  const rows = lanes.map((lane, position) => ({
    lane,
    position,
    signal: signals[position],
    figures: figures?.find(({ signal }) => signal === lane.address),
  }));
  return <StackTable columns={columns} rows={rows} rowKey={({ lane }) => lane.address} />;
}

/** Writes into its own text, with every move of the pointer. */
function ValueAtCursor(props: Row & { readout: Readout; view: SignalView }) {
  const { signal, position, readout, view } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const paint = () => {
      const at = readout.time ?? view.window.to;
      const value = readout.valueAt(position, at, signal.periodMs);
      const isSingle = signal.values === undefined || Number.isInteger(value);
      setText(
        text.current!,
        value === undefined
          ? NO_VALUE
          : isSingle
            ? valueText(signal, value, language, t)
            : formatNumber(value, language, 2),
      );
    };
    paint();
    return readout.subscribe(paint);
  }, [signal, position, readout, view, language, t]);
  return <span ref={text} />;
}

/** Says which time the values of the table are of. */
export function CursorTime({ readout, view }: { readout: Readout; view: SignalView }) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const paint = () => {
      const { time } = readout;
      const words = time === null ? t('latest') : t('cursor');
      setText(text.current!, `${words} ${formatMoment(time ?? view.window.to, zone)}`);
    };
    paint();
    return readout.subscribe(paint);
  }, [readout, view, zone, t]);
  return <span ref={text} className="muted" />;
}
