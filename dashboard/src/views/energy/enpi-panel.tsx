import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { energyApi, type EnergySpan } from '../../live/api/energy-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { EChart } from '../../plots/echart.tsx';
import { formatQuantity } from '../../ui/format.ts';
import { Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { chartLook } from './chart-look.ts';
import { daysOf } from './energy-data.ts';
import { zoneOffset } from './plant-offset.ts';

/** A day of which less than this is known says nothing of its specific consumption. */
const MIN_KNOWN_QUARTERS = 24;

/** Energy per good part, day by day and line by line. */
export function EnpiPanel({ span }: { span: EnergySpan }) {
  const { t } = useTranslation();
  const { index } = usePlant();
  return (
    <Panel title={t('energy.enpi')} extra={<span className="muted">{t('energy.enpiHint')}</span>}>
      {index.model.lines.map(({ id }) => (
        <LineEnpi key={id} line={id} span={span} />
      ))}
    </Panel>
  );
}

function LineEnpi({ line, span }: { line: string; span: EnergySpan }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { timeZone } = index.model.site;
  const meter = index.model.energy.meters.find((one) => one.level === 'line' && one.line === line);
  const series = useFetched(meter ? `energy of ${meter.id} ${span.from}` : null, (abort) =>
    energyApi.series(span, meter!.id, abort),
  );
  const days = useMemo(
    () =>
      series.data &&
      daysOf(series.data, zoneOffset(timeZone)).filter(
        ({ known, good }) => known >= MIN_KNOWN_QUARTERS && good > 0,
      ),
    [series.data, timeZone],
  );
  const option = useMemo(() => {
    if (!days) return undefined;
    const look = chartLook(theme);
    return {
      grid: { ...look.grid, top: 12 },
      tooltip: {
        ...look.tooltip,
        trigger: 'axis',
        valueFormatter: (value: number) => formatQuantity(value, 'kWh', language),
      },
      xAxis: { type: 'category', data: days.map(({ day }) => day.slice(5)), ...look.axis },
      yAxis: { type: 'value', scale: true, ...look.axis },
      series: [
        {
          type: 'line',
          symbolSize: 5,
          lineStyle: { color: look.palette.series[0], width: 1.5 },
          itemStyle: { color: look.palette.series[0] },
          data: days.map(({ kwh, good }) => kwh / good),
        },
      ],
    };
  }, [days, theme, language]);
  const kwh = days?.reduce((sum, day) => sum + day.kwh, 0) ?? 0;
  const good = days?.reduce((sum, day) => sum + day.good, 0) ?? 0;
  const { name, product } = index.line(line)!;
  return (
    <section className="energy-classes">
      <h3>
        {name[language]} · {product[language]}{' '}
        <span className="muted">
          {good > 0 ? t('energy.perGoodPart', { energy: formatQuantity(kwh / good, 'kWh', language) }) : '–'}
        </span>
      </h3>
      {!option ? (
        <Loading rows={3} />
      ) : days!.length === 0 ? (
        <p className="muted">{t('energy.noEnpi')}</p>
      ) : (
        <EChart option={option} height={130} label={`${t('energy.enpi')} ${name[language]}`} />
      )}
    </section>
  );
}
