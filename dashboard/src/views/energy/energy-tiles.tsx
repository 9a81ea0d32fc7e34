import type { EnergyAnswer, EnergyAttribution, EnergySeries } from '@linetwin/contracts';
import type { MeterTree } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent, formatQuantity } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { maximumDemand, totalOf } from './energy-data.ts';

/** The figures a manager looks at first, each with what it rests on. */
export function EnergyTiles(props: {
  answer: EnergyAnswer;
  rows: readonly EnergyAttribution[];
  tree: MeterTree;
  series: EnergySeries | undefined;
}) {
  const { answer, rows, tree, series } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const site = answer.meters.find(({ meter }) => meter === tree.root.id);
  if (!site) return null;
  const all = rows.reduce((sum, { kwh }) => sum + totalOf(kwh), 0);
  const lost = rows.reduce((sum, { kwh }) => sum + kwh.idle + kwh.standby, 0);
  const lostYuan = rows.reduce((sum, { yuan }) => sum + yuan.idle + yuan.standby, 0);
  const peakKw = series ? maximumDemand(series) : null;
  const { contractKw } = tree.root;
  const factor = answer.carbon.at(-1);
  return (
    <div className="energy-tiles">
      <Tile
        label={t('energy.used')}
        value={formatNumber(site.kwh, language)}
        unit="kWh"
        note={site.missing > 0.005 && t('energy.missing', { share: formatPercent(site.missing, language) })}
        warn
      />
      <Tile
        label={t('energy.cost')}
        value={formatNumber(site.yuan, language)}
        unit={t('energy.yuan')}
        note={
          answer.unpricedKwh > 0
            ? t('energy.unpriced', { energy: formatQuantity(answer.unpricedKwh, 'kWh', language) })
            : t('energy.meanPrice', {
                price: formatNumber(site.kwh > 0 ? site.yuan / site.kwh : NaN, language),
              })
        }
        warn={answer.unpricedKwh > 0}
      />
      <Tile
        label={t('energy.carbon')}
        value={formatNumber(site.kgCo2 / 1000, language)}
        unit="t CO₂"
        note={
          factor &&
          t(factor.exact ? 'energy.factor' : 'energy.factorOfOtherYear', {
            year: factor.factorYear,
            factor: formatNumber(factor.kgPerKwh, language),
          })
        }
      />
      <Tile
        label={t('energy.nothingMade')}
        value={formatPercent(all > 0 ? lost / all : null, language)}
        note={t('energy.nothingMadeCost', { cost: formatNumber(lostYuan, language) })}
      />
      <Tile
        label={t('energy.peak')}
        value={peakKw === null ? '–' : formatNumber(peakKw, language)}
        unit="kW"
        note={
          contractKw !== undefined &&
          peakKw !== null &&
          t('energy.ofContract', {
            share: formatPercent(peakKw / contractKw, language),
            contract: formatNumber(contractKw, language),
          })
        }
        warn={contractKw !== undefined && peakKw !== null && peakKw > 0.95 * contractKw}
      />
    </div>
  );
}

function Tile(props: {
  label: string;
  value: string;
  unit?: string;
  note?: string | false | undefined;
  warn?: boolean;
}) {
  const { label, value, unit, note, warn } = props;
  return (
    <Panel>
      <div className="big-fact">
        <span className="fact-label">{label}</span>
        <span className="big-value">
          {value}
          {unit && <small>{unit}</small>}
        </span>
        {note && <span className={warn ? 'fact-foot tone-warn' : 'fact-foot'}>{note}</span>}
      </div>
    </Panel>
  );
}
