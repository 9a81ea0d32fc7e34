import { type Equipment, isWaveform, type Signal } from '@linetwin/model';
import { Checkbox } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { MAX_TREND_LINES } from '../../plots/trend-data.ts';
import { formatAge, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { FindingDetailPanel } from '../findings/finding-detail.tsx';
import { kindName } from '../shared/kind-name.ts';
import { AlarmRows } from '../shared/alarm-rows.tsx';
import { FindingRows } from '../shared/finding-rows.tsx';
import { LiveAge, LiveRangeBar, LiveValue } from '../shared/live-value.tsx';
import { MachineGlyph, MachineStateText } from '../shared/machine-glyph.tsx';
import { TrendPanel, TrendRangePicker } from '../shared/trend-panel.tsx';
import { mainSignal, shortPath, useAlarmsOf, useFindingsOf, useMachines } from '../shared/use-machines.ts';
import { isActionable } from '../../live/record-store.ts';
import { BearingPanel } from './bearing-panel.tsx';
import { MonitorPanel } from './monitor-panel.tsx';
import { SeamPanel } from './seam-panel.tsx';

/** Everything about one machine. */
export default function EquipmentPage() {
  const { t } = useTranslation();
  const { '*': address = '' } = useParams();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const machine = index.equipment(address);
  if (!machine) {
    return (
      <div className="page">
        <Empty>
          <strong>{t('machine.notFound', { address })}</strong>
          <br />
          {t('machine.notFoundHint')} <Link to={linkTo('/')}>{t('common.backToHall')}</Link>
        </Empty>
      </div>
    );
  }
  return <MachinePage key={address} machine={machine} />;
}

function MachinePage({ machine }: { machine: Equipment }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const line = index.line(machine.line);
  const live = useMachines().get(machine.address)!;
  const signals = useMemo(() => index.signalsOf(machine), [index, machine]);
  const alarms = useAlarmsOf(machine.address);
  const findings = useFindingsOf(machine.address);
  const [chosen, toggle] = useChosenSignals(signals);
  const proof = findings.find(isActionable) ?? findings[0];
  // A fault and its proof come before everything else; a clean bill can wait below.
  const urgent = proof !== undefined && isActionable(proof);
  const evidence = proof && (
    <Panel title={t('maintenance.proof')}>
      <FindingDetailPanel id={proof.id} />
    </Panel>
  );

  return (
    <div className="page machine-page">
      <header className="page-head">
        <Link
          className="tool icon-only"
          to={linkTo('/', { sel: shortPath(machine) })}
          aria-label={t('common.backToHall')}
        >
          <Icon name="back" size={18} />
        </Link>
        <MachineGlyph machine={live} size={26} />
        <div>
          <h1>
            <span className="tree-id">{machine.id}</span> {machine.name[language]}
          </h1>
          <p className="page-sub">
            <MachineStateText machine={live} age />
            <Link to={linkTo(`/lines/${machine.line}`)}>{line?.name[language]}</Link>
            <span className="muted">{machine.address}</span>
          </p>
        </div>
        <HeadFacts machine={machine} signals={signals} />
      </header>
      <div className="machine-grid">
        <div className="machine-main">
          {urgent && evidence}
          <Panel title={t('machine.trend')} extra={<TrendRangePicker />}>
            <TrendPanel signals={chosen} height={200} />
          </Panel>
          {!urgent && evidence}
          <BearingPanel machine={machine} />
          <MonitorPanel machine={machine} />
          <SeamPanel equipment={machine.address} />
          <Panel
            flush
            title={t('machine.allSignals')}
            extra={<span className="muted">{t('machine.chosen')}</span>}
          >
            <SignalTable signals={signals} chosen={chosen} onToggle={toggle} />
          </Panel>
        </div>
        <div className="machine-side">
          <Panel flush title={t('machine.alarms')}>
            {alarms.length > 0 ? <AlarmRows alarms={alarms} /> : <Empty>{t('machine.noAlarms')}</Empty>}
          </Panel>
          <Panel flush title={t('machine.findings')}>
            {findings.length > 0 ? (
              <FindingRows findings={findings} />
            ) : (
              <Empty>{machine.bearings.length > 0 ? t('machine.noFindings') : t('machine.noBearings')}</Empty>
            )}
          </Panel>
          <About machine={machine} />
        </div>
      </div>
    </div>
  );
}

function HeadFacts({ machine, signals }: { machine: Equipment; signals: readonly Signal[] }) {
  const { t } = useTranslation();
  const { index } = usePlant();
  const { language } = usePreferences();
  const station = index.line(machine.line)?.stations.find(({ id }) => id === machine.station);
  const wanted = ['power', 'goodCount', 'scrapCount'] as const;
  const facts = wanted.map((role) => signals.find((signal) => signal.role === role));
  const buffer = signals.find(({ id }) => id === 'buffer_out');
  return (
    <div className="head-facts">
      {facts.map(
        (signal) =>
          signal && (
            <div key={signal.id} className="fact">
              <span className="fact-label">{signal.name[language]}</span>
              <span className="fact-value">
                <LiveValue signal={signal} />
              </span>
            </div>
          ),
      )}
      {buffer && station && station.bufferAfter > 0 && (
        <div className="fact">
          <span className="fact-label">{t('machine.buffer')}</span>
          <span className="fact-value">
            <LiveValue signal={buffer} />
            <span className="muted"> / {station.bufferAfter}</span>
          </span>
        </div>
      )}
    </div>
  );
}

/** Which signals the trend shows: in the URL, or the machine's main signal. */
function useChosenSignals(signals: readonly Signal[]): [readonly Signal[], (signal: Signal) => void] {
  const [ids, setIds] = useUrlState('signals', '');
  const chosen = useMemo(() => {
    const named = ids.split(',').flatMap((id) => signals.find((signal) => signal.id === id) ?? []);
    if (named.length > 0) return named.slice(0, MAX_TREND_LINES);
    const main = mainSignal(signals);
    return main ? [main] : [];
  }, [ids, signals]);
  const toggle = (signal: Signal) => {
    const next = chosen.includes(signal) ? chosen.filter((s) => s !== signal) : [...chosen, signal];
    setIds(next.map(({ id }) => id).join(',') || null);
  };
  return [chosen, toggle];
}

function SignalTable(props: {
  signals: readonly Signal[];
  chosen: readonly Signal[];
  onToggle: (signal: Signal) => void;
}) {
  const { signals, chosen, onToggle } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const full = chosen.length >= MAX_TREND_LINES;
  if (signals.length === 0) return <Empty>{t('machine.noSignals')}</Empty>;
  return (
    <div className="table-scroll">
      <table className="table signal-table">
        <thead>
          <tr>
            <th className="col-check" aria-label={t('machine.trend')} />
            <th>{t('machine.signal')}</th>
            <th className="num">{t('machine.value')}</th>
            <th className="col-range">{t('machine.normal')}</th>
            <th className="col-age">{t('common.ageColumn')}</th>
            <th className="col-id">ID</th>
          </tr>
        </thead>
        <tbody>
          {signals.map((signal) => {
            const waveform = isWaveform(signal);
            const colour = chosen.indexOf(signal);
            return (
              <tr key={signal.address}>
                <td className="col-check">
                  {!waveform && (
                    <Checkbox
                      checked={colour >= 0}
                      disabled={colour < 0 && full}
                      aria-label={`${t('machine.addTrend')}: ${signal.name[language]}`}
                      onChange={() => onToggle(signal)}
                    />
                  )}
                </td>
                <td>
                  {colour >= 0 && <i className="chip" style={{ background: `var(--series-${colour})` }} />}
                  {signal.name[language]}
                  {waveform && <span className="muted small"> · {t('machine.waveform')}</span>}
                </td>
                <td className="num">{waveform ? NO_VALUE : <LiveValue signal={signal} />}</td>
                <td className="col-range">
                  <LiveRangeBar signal={signal} />
                </td>
                <td className="col-age muted">
                  <LiveAge signal={signal} />
                </td>
                <td className="col-id muted">
                  {signal.id}
                  {signal.periodMs !== undefined && signal.periodMs < 1000 && (
                    <span className="small">
                      {' '}
                      {t('machine.period', { period: `${signal.periodMs}\u2009ms` })}
                    </span>
                  )}
                  {signal.periodMs !== undefined && signal.periodMs > 1000 && (
                    <span className="small">
                      {' '}
                      {t('machine.period', { period: formatAge(signal.periodMs) })}
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function About({ machine }: { machine: Equipment }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const station = index.line(machine.line)?.stations.find(({ id }) => id === machine.station);
  const number = (value: number, unit: string) => formatQuantity(value, unit, language, value < 10 ? 1 : 0);
  const { base, running, peak } = machine.powerKw;
  return (
    <Panel title={t('machine.about')}>
      <dl className="facts">
        <dt>{t('machine.station')}</dt>
        <dd>
          {machine.station} {station?.name[language]}
        </dd>
        <dt>{t('machine.kind')}</dt>
        <dd>{kindName(machine, language)}</dd>
        {machine.serial && (
          <>
            <dt>{t('machine.serial')}</dt>
            <dd>{machine.serial}</dd>
          </>
        )}
        {machine.cycleS !== undefined && (
          <>
            <dt>{t('machine.cycle')}</dt>
            <dd>{formatQuantity(machine.cycleS, 's', language, 1)}</dd>
          </>
        )}
        {machine.ratedSpeedRpm !== undefined && (
          <>
            <dt>{t('machine.speed')}</dt>
            <dd>{formatQuantity(machine.ratedSpeedRpm, 'r/min', language, 0)}</dd>
          </>
        )}
        <dt>{t('machine.powerRating')}</dt>
        <dd>
          {number(base, '')} / {number(running, '')} / {number(peak, 'kW')}
        </dd>
        {machine.bearings.map((bearing) => (
          <BearingFacts
            key={bearing.id}
            name={bearing.name[language]}
            text={bearing.designation}
            balls={bearing.elements}
          />
        ))}
        {machine.spareParts.length > 0 && (
          <>
            <dt>{t('machine.spares')}</dt>
            <dd>
              {machine.spareParts.map(({ id, name }) => (
                <div key={id}>{name[language]}</div>
              ))}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

function BearingFacts({ name, text, balls }: { name: string; text: string; balls: number }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {text}, {balls} {t('machine.elements')}
      </dd>
    </>
  );
}
