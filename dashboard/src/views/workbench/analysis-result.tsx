import type { Signal } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatCount } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { AnalysisChart, type AxisName } from './analysis-charts.tsx';
import { MAX_ANALYSED_VALUES } from './analysis-limits.ts';
import { expectedMarks } from './expected-marks.ts';
import type { Analysed } from './use-analysis.ts';
import { signalName } from './use-lanes.ts';

/** What came out of an analysis, or why nothing did. */
export function AnalysisResult(props: {
  analysed: Analysed;
  of: Signal | undefined;
  against: Signal | undefined;
  isBurst: boolean;
}) {
  const { analysed, of, against, isBurst } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { answer, isRunning } = analysed;
  const result = answer && 'result' in answer ? answer.result : undefined;
  const nameOf = (signal: Signal | undefined): AxisName => ({
    name: signal ? signalName(signal, index, language) : '',
    unit: signal?.unit ?? '',
  });
  const [x, y] = [nameOf(of), nameOf(against)];
  const speed = result && 'speedRpm' in result ? result.speedRpm : null;
  const marks = useMemo(() => {
    const machine = of && index.equipment(of.equipment);
    if (!isBurst || !machine || speed === null || !result) return [];
    return expectedMarks(machine, of.id, result.kind === 'order' ? 60 : speed, theme);
  }, [isBurst, of, index, speed, result, theme]);
  return (
    <div className="analysis-result" aria-busy={isRunning}>
      <p className="note" role="status">
        {isRunning
          ? t('analysis.running')
          : answer && 'problem' in answer
            ? t('analysis.failed', {
                detail: t(`analysis.problems.${answer.problem}`, {
                  max: formatCount(MAX_ANALYSED_VALUES, language),
                  detail: answer.detail,
                }),
              })
            : ''}
      </p>
      {result && <AnalysisChart result={result} x={x} y={y} marks={marks} />}
    </div>
  );
}
