import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { toPlantTime } from '../production/plant-time.ts';
import { MomentField } from './time-field/time-field.tsx';

interface Span {
  from: number;
  to: number;
}

/** Any time by the clock of the plant; the last day where none is chosen yet. */
export function CustomSpan({ span, choose }: { span: Span | undefined; choose: (span: Span) => void }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const zone = index.model.site.timeZone;
  const [from, setFrom] = useState(toPlantTime.text(span?.from ?? live.now() - 24 * 3_600_000, zone));
  const [to, setTo] = useState(toPlantTime.text(span?.to ?? live.now(), zone));
  const begin = toPlantTime.instant(from, zone);
  const end = toPlantTime.instant(to, zone);
  const problem = problemOf(begin, end, live.now());
  const isSpan = begin !== undefined && end !== undefined && !problem;
  return (
    <div className="custom-span">
      <MomentField label={t('production.from')} value={from} onChange={setFrom} isWrong={!!problem} />
      <span>–</span>
      <MomentField label={t('production.to')} value={to} onChange={setTo} isWrong={!!problem} />
      <Button
        size="small"
        type="primary"
        disabled={!isSpan}
        onClick={() => isSpan && choose({ from: begin, to: end })}
      >
        {t('production.period.show')}
      </Button>
      {problem && (
        <span className="tone-warn" role="alert">
          {t(`production.period.${problem}`)}
        </span>
      )}
    </div>
  );
}

/** Why a time cannot be shown; nothing is said of one that is not whole yet. */
function problemOf(
  begin: number | undefined,
  end: number | undefined,
  now: number,
): 'endsBeforeBegin' | 'notYet' | undefined {
  if (begin === undefined || end === undefined) return undefined;
  if (end <= begin) return 'endsBeforeBegin';
  return begin > now ? 'notYet' : undefined;
}
