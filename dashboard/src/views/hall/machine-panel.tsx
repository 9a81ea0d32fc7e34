import { type Equipment, isWaveform, type Signal } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { AlarmRows } from '../shared/alarm-rows.tsx';
import { FindingRows } from '../shared/finding-rows.tsx';
import { LiveRangeBar, LiveValue } from '../shared/live-value.tsx';
import { MachineGlyph, MachineStateText } from '../shared/machine-glyph.tsx';
import { TrendPanel, TrendRangePicker } from '../shared/trend-panel.tsx';
import { mainSignal, useAlarmsOf, useFindingsOf, useMachines } from '../shared/use-machines.ts';
import { CutawayButton } from '../cutaway/cutaway-button.tsx';
import { SeamPanel } from '../equipment/seam-panel.tsx';

/** The chosen machine beside the hall: state, what matters of its values, one trend, alarms, findings. */
export default function MachinePanel({ machine, onClose }: { machine: Equipment; onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const signals = useMemo(() => index.signalsOf(machine), [index, machine]);
  const [trended, values] = useMemo(() => {
    const main = mainSignal(signals);
    return [main ? [main] : [], signals.filter(isShown)];
  }, [signals]);
  const alarms = useAlarmsOf(machine.address);
  const findings = useFindingsOf(machine.address);
  const live = useMachines().get(machine.address)!;
  return (
    <div className="detail">
      <header className="detail-head">
        <MachineGlyph machine={live} size={22} />
        <div className="detail-title">
          <h1>
            <span className="tree-id">{machine.id}</span> {machine.name[language]}
          </h1>
          <p className="detail-sub">
            <MachineStateText machine={live} age />
            <Link to={linkTo(`/equipment/${machine.address}`)}>{t('common.openMachine')}</Link>
          </p>
        </div>
        <button type="button" className="tool icon-only" onClick={onClose} aria-label={t('common.close')}>
          <Icon name="close" size={16} />
        </button>
      </header>
      {alarms.length > 0 && (
        <Panel flush title={t('machine.alarms')}>
          <AlarmRows alarms={alarms} />
        </Panel>
      )}
      {findings.length > 0 && (
        <Panel flush title={t('machine.findings')}>
          <FindingRows findings={findings} />
          {findings.map((finding) => (
            <CutawayButton key={finding.id} finding={finding} />
          ))}
        </Panel>
      )}
      {trended.length > 0 && (
        <Panel title={t('machine.trend')} extra={<TrendRangePicker />}>
          <TrendPanel signals={trended} height={150} />
        </Panel>
      )}
      <SeamPanel equipment={machine.address} compact />
      <Panel flush title={t('machine.live')}>
        {values.length === 0 ? (
          <Empty>{t('machine.noSignals')}</Empty>
        ) : (
          <ul className="value-list">
            {values.map((signal) => (
              <li key={signal.address}>
                <span className="value-name">{signal.name[language]}</span>
                <LiveRangeBar signal={signal} />
                <LiveValue signal={signal} />
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {alarms.length + findings.length === 0 && (
        <p className="hint muted">
          {t('machine.noAlarms')} {machine.bearings.length > 0 && t('machine.noFindings')}
        </p>
      )}
    </div>
  );
}

/** State and mode stand in the head; a waveform has no single value. */
function isShown(signal: Signal): boolean {
  return signal.role !== 'state' && !isWaveform(signal);
}
