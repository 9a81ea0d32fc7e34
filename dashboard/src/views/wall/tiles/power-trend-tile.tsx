import type { Line } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../live/api/api.ts';
import { useConnection, usePlant } from '../../../live/session-context.ts';
import { useFetched } from '../../../live/use-fetched.ts';
import { roundTop, sparklinePath } from '../../../plots/sparkline-geometry.ts';
import { formatMinute, formatNumber } from '../../../ui/format.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import { LiveValue } from '../../shared/live-value.tsx';
import { slotsOf } from '../demand.ts';
import { NoFigure, Tile, useStaleSince } from '../tile.tsx';
import { metersOf, type LineMeter } from './meters.ts';

const SPAN_MS = 2 * 3_600_000;
const SLOT_MS = 60_000;
const SLOTS = SPAN_MS / SLOT_MS;
const REFRESH_MS = 15_000;
const WIDTH = 480;
const HEIGHT = 150;

/** Power of the last two hours, minute by minute; minutes that nobody measured are holes. */
export function PowerTrendTile({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const connected = useConnection().phase === 'live';
  const meters = useMemo(() => metersOf(index, lines), [index, lines]);
  const addresses = meters.map(({ power }) => power.address);
  const { data, error } = useFetched(
    addresses.length > 0 ? `power ${addresses.join()} ${connected}` : null,
    (abort) => {
      // Whole minutes, so that every answer has the same slots.
      const end = (Math.floor(live.now() / SLOT_MS) + 1) * SLOT_MS;
      return api.history({ signals: addresses, from: end - SPAN_MS, to: end - 1, points: SLOTS }, abort);
    },
    REFRESH_MS,
  );
  const staleSince = useStaleSince();
  return (
    <Tile
      name="power-trend"
      title={t('wall.tile.power-trend')}
      note={t('wall.lastHours')}
      staleSince={staleSince}
    >
      {meters.length === 0 ? (
        <NoFigure>{t('wall.noMeter')}</NoFigure>
      ) : data ? (
        meters.map((meter) => {
          const series = data.series.find(({ signal }) => signal === meter.power.address);
          return (
            <PowerLine
              key={meter.line.id}
              meter={meter}
              from={data.from}
              values={series ? slotsOf(series, data.from, SLOT_MS, SLOTS) : []}
            />
          );
        })
      ) : (
        <NoFigure>{error ? t('wall.historyAway') : t('common.loading')}</NoFigure>
      )}
    </Tile>
  );
}

function PowerLine(props: { meter: LineMeter; from: number; values: readonly (number | null)[] }) {
  const { meter, from, values } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const known = values.filter((value) => value !== null);
  const top = roundTop(values, 10);
  const limit = meter.limit !== undefined && meter.limit <= top ? meter.limit : undefined;
  return (
    <figure className="wall-trend" data-line={meter.line.id} data-known={known.length}>
      <figcaption>
        <h3>{meter.line.name[language]}</h3>
        <span className="wall-mid">
          <LiveValue signal={meter.power} />
        </span>
      </figcaption>
      <span className="wall-trend-top">{t('wall.kw', { value: formatNumber(top, language) })}</span>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('wall.powerFrom', {
          from: formatMinute(from, zone),
          to: formatMinute(from + SPAN_MS, zone),
        })}
      >
        <path className="wall-trend-base" d={`M0 ${HEIGHT}H${WIDTH}`} />
        {limit !== undefined && (
          <path className="wall-trend-limit" d={`M0 ${HEIGHT * (1 - limit / top)}H${WIDTH}`} />
        )}
        <path className="wall-trend-line" d={sparklinePath(values, SLOTS, top, WIDTH, HEIGHT)} />
      </svg>
      <div className="wall-trend-axis">
        <span>{formatMinute(from, zone)}</span>
        <span>{t('wall.now')}</span>
      </div>
    </figure>
  );
}
