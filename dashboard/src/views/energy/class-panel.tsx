import { ENERGY_CLASSES, type EnergyAttribution } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatPercent, formatQuantity } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { classColours } from './chart-look.ts';
import { kgOf, totalOf } from './energy-data.ts';
import { formatEnergy } from './format-energy.ts';

/** What machines did with the energy, line by line: a bar of its classes, and the figures below it. */
export function ClassPanel({ rows }: { rows: readonly EnergyAttribution[] }) {
  const { t } = useTranslation();
  const { index } = usePlant();
  return (
    <Panel title={t('energy.byState')} extra={<span className="muted">{t('energy.byStateHint')}</span>}>
      {index.model.lines.map(({ id }) => (
        <LineClasses key={id} line={id} rows={rows.filter(({ key }) => key.meter.startsWith(`${id}/`))} />
      ))}
    </Panel>
  );
}

function LineClasses({ line, rows }: { line: string; rows: readonly EnergyAttribution[] }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const colours = classColours(theme);
  const all = rows.reduce((sum, { kwh }) => sum + totalOf(kwh), 0);
  const parts = ENERGY_CLASSES.map((name) => ({
    name,
    kwh: rows.reduce((sum, { kwh }) => sum + kwh[name], 0),
    yuan: rows.reduce((sum, { yuan }) => sum + yuan[name], 0),
    kgCo2: rows.reduce((sum, row) => sum + kgOf(row, name), 0),
  }));
  // Nothing was heard of the line: that is no 0 kWh.
  if (rows.length === 0)
    return (
      <section className="energy-classes">
        <h3>{index.line(line)!.name[language]}</h3>
        <p className="muted">{t('energy.nothingOfLine')}</p>
      </section>
    );
  return (
    <section className="energy-classes">
      <h3>
        {index.line(line)!.name[language]} <span className="muted">{formatEnergy(all, language)}</span>
      </h3>
      <div className="class-bar" aria-hidden="true">
        {parts.map(({ name, kwh }) => (
          <i key={name} style={{ flexGrow: all > 0 ? kwh / all : 0, background: colours[name] }} />
        ))}
      </div>
      <ul className="class-list">
        {parts
          .filter(({ kwh }) => kwh > 0)
          .map(({ name, kwh, yuan, kgCo2 }) => (
            <li key={name}>
              <i style={{ background: colours[name] }} aria-hidden="true" />
              <span>{t(`energy.classes.${name}`)}</span>
              <b>{formatPercent(kwh / all, language)}</b>
              <span className="muted">
                {formatEnergy(kwh, language)} · {formatQuantity(yuan, t('energy.yuan'), language)} ·{' '}
                {formatQuantity(kgCo2, 'kg CO₂', language)}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}
