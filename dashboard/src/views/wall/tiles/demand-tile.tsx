import type { HistorySeries } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../live/api/api.ts';
import { useConnection, usePlant } from '../../../live/session-context.ts';
import { useFetched } from '../../../live/use-fetched.ts';
import { formatMinute, formatNumber, NO_VALUE } from '../../../ui/format.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import { DEMAND_MS, demandOf, startOfDay } from '../demand.ts';
import { NoFigure, Tile, useStaleSince } from '../tile.tsx';
import { metersOf, type LineMeter } from './meters.ts';

const REFRESH_MS = 30_000;

/** Greatest mean power of 15 min today, and that of the quarter of an hour that runs, for each line with a meter. */
export function DemandTile({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const connected = useConnection().phase === 'live';
  const meters = useMemo(() => metersOf(index, lines), [index, lines]);
  const from = startOfDay(live.now(), index.model.site.timeZone);
  const addresses = meters.map(({ power }) => power.address);
  const { data, error } = useFetched(
    // Another key once the server is back: what it has by then is asked for at once.
    addresses.length > 0 ? `demand ${addresses.join()} ${from} ${connected}` : null,
    (abort) => {
      const quarters = Math.max(2, Math.ceil((live.now() - from) / DEMAND_MS));
      const to = from + quarters * DEMAND_MS - 1;
      return api.history({ signals: addresses, from, to, points: quarters }, abort);
    },
    REFRESH_MS,
  );
  const staleSince = useStaleSince();
  return (
    <Tile name="demand" title={t('wall.tile.demand')} note={t('wall.demandNote')} staleSince={staleSince}>
      {meters.length === 0 ? (
        <NoFigure>{t('wall.noMeter')}</NoFigure>
      ) : data ? (
        meters.map((meter) => (
          <DemandOf
            key={meter.line.id}
            meter={meter}
            series={data.series.find(({ signal }) => signal === meter.power.address)}
            from={from}
          />
        ))
      ) : (
        <NoFigure>{error ? t('wall.historyAway') : t('common.loading')}</NoFigure>
      )}
    </Tile>
  );
}

function DemandOf(props: { meter: LineMeter; series: HistorySeries | undefined; from: number }) {
  const { meter, series, from } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const demand = series && demandOf(series, from, live.now());
  const kw = (value: number | null | undefined) => (value == null ? NO_VALUE : formatNumber(value, language));
  const peakAt = demand?.peakAt == null ? undefined : formatMinute(demand.peakAt, index.model.site.timeZone);
  const most = Math.max(demand?.peak ?? 0, demand?.now ?? 0);
  return (
    <div className="wall-of-line" data-line={meter.line.id}>
      <h3>
        {meter.line.name[language]}
        {meter.limit !== undefined && (
          <span data-behind={most >= meter.limit}>{t('wall.demandLimit', { limit: kw(meter.limit) })}</span>
        )}
      </h3>
      <p className="wall-figures wall-spread">
        <span>
          <b className="wall-mid">{kw(demand?.peak)}</b>
          <span className="wall-unit">
            {peakAt === undefined ? t('wall.noPeakYet') : t('wall.kwPeakAt', { time: peakAt })}
          </span>
        </span>
        <span>
          <b className="wall-mid">{kw(demand?.now)}</b>
          <span className="wall-unit">{t('wall.kwQuarter')}</span>
        </span>
      </p>
    </div>
  );
}
