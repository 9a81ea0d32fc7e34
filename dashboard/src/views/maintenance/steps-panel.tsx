import type { Incident, Troubleshooting, WorkOrder } from '@linetwin/contracts';
import { STEP_RESULTS } from '@linetwin/contracts';
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { LiveValue } from '../shared/live-value.tsx';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { useChange } from './use-change.ts';

type Result = (typeof STEP_RESULTS)[number];

/** The guided search: what to measure in which order, with live values and answers; the first that is not so names the cause. */
export function StepsPanel(props: {
  incident: Incident;
  order: WorkOrder | null;
  trees: readonly Troubleshooting[];
  onChanged: () => void;
}) {
  const { incident, order, trees, onChanged } = props;
  const { language } = usePreferences();
  const { t } = useTranslation();
  return trees.slice(0, 2).map((tree) => (
    <Panel key={tree.tree} title={`${t('maintenance.steps')}: ${tree.title[language]}`} flush>
      <Steps tree={tree} incident={incident.id} order={order} onChanged={onChanged} />
    </Panel>
  ));
}

function Steps(props: {
  tree: Troubleshooting;
  incident: string;
  order: WorkOrder | null;
  onChanged: () => void;
}) {
  const { tree, incident, order, onChanged } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { change, busy } = useChange(incident, onChanged);
  const refused = useReasonAgainstAcknowledging();
  const answers = answersOf(tree.tree, order);
  const result = ({ id, known }: Troubleshooting['steps'][number]): Result | null => answers.get(id) ?? known;
  const found = tree.steps.find((step) => result(step) === 'not-as-expected');
  return (
    <ol className="steps">
      {tree.steps.map((step, at) => (
        <li key={step.id} data-result={result(step) ?? 'open'} data-found={step === found}>
          <div className="step-what">
            <b>{at + 1}</b>
            <div>
              <strong>{step.measure[language]}</strong>
              {step.expected && (
                <div className="muted">{t('maintenance.expected', { text: step.expected[language] })}</div>
              )}
              {step.signals.slice(0, 4).map((address) => {
                const signal = index.signal(address);
                return (
                  signal && (
                    <div key={address} className="step-value">
                      <span className="muted">{signal.name[language]}</span> <LiveValue signal={signal} />
                    </div>
                  )
                );
              })}
              {result(step) === 'not-as-expected' && (
                <div className="step-cause">
                  {t('maintenance.otherwise', { text: step.otherwise[language] })}
                </div>
              )}
              {step.known && !answers.has(step.id) && <small className="tag">{t('maintenance.known')}</small>}
            </div>
          </div>
          <Radio.Group
            size="small"
            block
            optionType="button"
            disabled={busy || refused !== undefined || order?.state === 'closed'}
            value={result(step)}
            options={STEP_RESULTS.map((value) => ({ value, label: t(`maintenance.result.${value}`) }))}
            onChange={({ target }) =>
              void change({
                change: 'answer-step',
                tree: tree.tree,
                step: step.id,
                result: target.value as Result,
              })
            }
          />
        </li>
      ))}
    </ol>
  );
}

/** The last answer to every step of a tree. */
function answersOf(tree: string, order: WorkOrder | null): Map<string, Result> {
  return new Map(
    (order?.events ?? []).flatMap(({ change }) =>
      change.change === 'answer-step' && change.tree === tree ? [[change.step, change.result] as const] : [],
    ),
  );
}
