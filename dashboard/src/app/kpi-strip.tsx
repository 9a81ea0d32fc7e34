import type { Line } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useConnection, useKpi, usePlant } from '../live/session-context.ts';
import { BulletBar } from '../ui/bullet-bar.tsx';
import { formatCount, formatNumber, formatPercent, NO_VALUE } from '../ui/format.ts';
import { usePreferences } from '../ui/preferences.tsx';
import { useLinkTo } from '../ui/use-url-state.ts';

/** Per line: output against plan, expected by shift end, OEE so far, power. */
export function KpiStrip() {
  const { index } = usePlant();
  return (
    <div className="kpi-strip">
      {index.model.lines.map((line) => (
        <LineStrip key={line.id} line={line} />
      ))}
    </div>
  );
}

function LineStrip({ line }: { line: Line }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const kpi = useKpi(line.id);
  const live = useConnection().phase === 'live';
  const linkTo = useLinkTo();
  const shift = line.shifts.find(({ id }) => id === kpi?.shift);
  const count = (value: number | null | undefined) =>
    value == null ? NO_VALUE : formatCount(value, language);
  const planned = kpi?.planned ?? null;
  // What no machine ever told is not zero.
  const known = kpi !== undefined && kpi.coverage > 0;
  const power = known ? kpi.powerKw : null;
  return (
    <Link className="line-strip" data-stale={!live} to={linkTo(`/lines/${line.id}`)}>
      <div className="line-strip-name">
        <strong>{line.name[language]}</strong>
        <span className="muted">{shift ? shift.name[language] : kpi ? t('kpi.noShift') : NO_VALUE}</span>
      </div>
      <div className="fact fact-wide">
        <span className="fact-label">
          {t('kpi.output')} / {t('kpi.plan')}
        </span>
        <span className="fact-value">
          <b>{count(known ? kpi.good : null)}</b>
          <span className="muted"> / {count(planned)}</span>
          {kpi && <span className="unit">{t('common.parts')}</span>}
        </span>
        {known && planned !== null && (
          <BulletBar
            value={kpi.good}
            max={Math.max(planned, kpi.expectedByShiftEnd ?? 0) * 1.05}
            target={planned}
            outlook={kpi.expectedByShiftEnd}
            label={`${t('kpi.output')} ${count(kpi.good)} / ${count(planned)}`}
          />
        )}
      </div>
      <div className="fact">
        <span className="fact-label">{t('kpi.expected')}</span>
        <span className="fact-value">
          <b>{count(kpi?.expectedByShiftEnd)}</b>
          {kpi?.expectedByShiftEnd != null && <span className="unit">{t('common.parts')}</span>}
        </span>
      </div>
      <div className="fact">
        <span className="fact-label">
          {t('kpi.oeeShort')} <span className="fact-sub">{t('kpi.soFar')}</span>
        </span>
        <span className="fact-value">
          <b>{formatPercent(kpi?.oee ?? null, language)}</b>
        </span>
      </div>
      <div className="fact">
        <span className="fact-label">{t('kpi.power')}</span>
        <span className="fact-value">
          <b>{power === null ? NO_VALUE : formatNumber(power, language)}</b>
          {power !== null && <span className="unit">kW</span>}
        </span>
      </div>
    </Link>
  );
}
