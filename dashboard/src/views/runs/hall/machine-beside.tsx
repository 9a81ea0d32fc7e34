import { isWaveform, type Equipment } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import type { LiveSession } from '../../../live/live-session.ts';
import { usePlant } from '../../../live/session-context.ts';
import { NO_VALUE } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { usePreferences } from '../../../ui/preferences.tsx';
import { LiveValue } from '../../shared/live-value.tsx';
import { RunContexts } from './run-pane.tsx';

/** All values of one machine at the cursor, in each future. */
export function MachineBeside(props: {
  machine: Equipment;
  sessions: readonly LiveSession[];
  names: readonly string[];
  onClose: () => void;
}) {
  const { machine, sessions, names, onClose } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  // Of a waveform there are bursts, but no values.
  const signals = index.signalsOf(machine).filter((signal) => !isWaveform(signal));
  return (
    <Panel
      title={`${machine.id} ${machine.name[language]}`}
      extra={
        <button type="button" className="quiet-button" onClick={onClose}>
          {t('common.close')}
        </button>
      }
    >
      <div className="run-table">
        <table className="run-figures">
          <thead>
            <tr>
              <th scope="col">{t('machine.value')}</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {signals.map((signal) => (
              <tr key={signal.address}>
                <th scope="row">{signal.name[language]}</th>
                {sessions.map((session, side) => (
                  <td key={side}>
                    <RunContexts session={session} waiting={NO_VALUE}>
                      <LiveValue signal={signal} />
                    </RunContexts>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
