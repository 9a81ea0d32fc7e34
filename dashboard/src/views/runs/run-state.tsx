import type { RunSummary } from '@linetwin/contracts';
import { Progress } from 'antd';
import { formatPercent } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { useRunTexts } from './run-texts.ts';

/** How a run stands, in words; how far it is while it runs, and why it did not come to its end. */
export function RunState({ run }: { run: RunSummary }) {
  const t = useRunTexts();
  const { language } = usePreferences();
  const percent = formatPercent(run.progress, language, 0);
  return (
    <span className="run-state" data-state={run.state}>
      <b>{t(`state.${run.state}`)}</b>
      {run.state === 'running' && (
        <Progress
          percent={Math.round(run.progress * 100)}
          size="small"
          format={() => percent}
          aria-label={t('look.percent', { percent })}
        />
      )}
      {run.reason && <small className="muted">{t(`reason.${run.reason}`)}</small>}
    </span>
  );
}
