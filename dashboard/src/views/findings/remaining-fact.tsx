import type { Finding } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { conditionApi } from '../../live/api/condition-api.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { RemainingLifeText } from '../shared/remaining-life.tsx';

/** Stage of the bearing that an open finding is about, and from stage 3 on what is left of it. */
export function RemainingFact({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const { data } = useFetchedAt(`${finding.equipment} ${finding.lastSeenAt}`, (at, abort) =>
    conditionApi.bearings(finding.equipment, at, abort),
  );
  const health = data?.find(({ bearing }) => bearing === finding.component);
  if (!health || health.stage === null) return null;
  return (
    <>
      <li className="fact">
        <span className="fact-label">{t('condition.stage')}</span>
        <span className="fact-value">
          <b>{health.stage}</b>{' '}
          <span className="muted small">{t(`condition.stageHint.s${health.stage}`)}</span>
        </span>
      </li>
      {health.baseline && health.stage >= 3 && (
        <li className="fact">
          <span className="fact-label">{t('condition.remaining')}</span>
          <span className="fact-value small">
            <RemainingLifeText remaining={health.remaining} />
          </span>
        </li>
      )}
    </>
  );
}
