import type { RunSummary } from '@linetwin/contracts';
import { Button, Switch } from 'antd';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { runsApi } from '../../live/api/runs-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { faultName, machineName } from '../runs/run-texts.ts';
import type { PlotNotes } from './lane-plot.tsx';
import { windowWith, type NoteMark } from './note-marks.ts';
import type { SignalView } from './signal-view.ts';

/** What was really wrong in a run, on its axis of time: shown only when asked for, so that one can judge without knowing it. */
export function useLabelMarks(run: RunSummary | undefined, view: SignalView) {
  const [told, tell] = useUrlState('labels', '');
  const [chosen, choose] = useUrlState('label', '');
  const isOn = told !== '';
  const fetched = useFetched(run && isOn ? `labels of ${run.id}` : null, (abort) =>
    runsApi.labels(run!.id, abort),
  );
  const { data } = fetched;
  const marks = useMemo(
    (): NoteMark[] =>
      isOn && run
        ? (data ?? []).map(({ from, to }, i) => {
            const number = String(i + 1);
            return { id: number, from, to: to ?? run.endAt, number };
          })
        : [],
    [isOn, data, run],
  );
  const look = useCallback(
    (id: string) => {
      choose(id);
      const mark = marks.find((one) => one.id === id);
      const next = mark ? windowWith(mark, view.window) : view.window;
      if (next !== view.window) view.show(next, true);
    },
    [choose, marks, view],
  );
  const plot = useMemo(
    (): PlotNotes => ({ marks, chosen, onChoose: choose, onAsk: () => undefined }),
    [marks, chosen, choose],
  );
  return {
    plot,
    panel: { isOn, tell: (on: boolean) => tell(on ? '1' : null), fetched, marks, chosen, look },
  };
}

/** The labels of a run in words, under the numbers of their flags in the plot. */
export function RunLabels(props: ReturnType<typeof useLabelMarks>['panel']) {
  const { isOn, tell, fetched, marks, chosen, look } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'runs.look' });
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  return (
    <Panel
      title={t('labels')}
      extra={<Switch checked={isOn} onChange={tell} aria-label={t('labels')} title={t('labelsHint')} />}
    >
      {!isOn ? (
        <p className="note">{t('labelsHint')}</p>
      ) : fetched.error ? (
        <Failure what={t('labels')} detail={fetched.error.message} retry={fetched.retry} />
      ) : !fetched.data ? (
        <Loading rows={1} />
      ) : fetched.data.length === 0 ? (
        <p className="muted">{t('noLabels')}</p>
      ) : (
        <ol className="label-list">
          {fetched.data.map(({ label, equipment, from, to }, i) => (
            <li key={marks[i].id}>
              <Button
                type={marks[i].id === chosen ? 'primary' : 'text'}
                size="small"
                onClick={() => look(marks[i].id)}
              >
                {marks[i].number}
              </Button>{' '}
              {equipment === ''
                ? faultName(label, language)
                : t('label', {
                    label: faultName(label, language),
                    equipment: machineName(equipment, index, language),
                  })}{' '}
              <small className="muted">
                {formatMoment(from, zone)}
                {to !== null && ` – ${formatMoment(to, zone)}`}
              </small>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
