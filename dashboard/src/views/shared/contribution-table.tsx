import type { MonitorContribution } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/** Which signals make a machine unusual: their shares of Q, and how far each is from its healthy mean. */
export function ContributionTable(props: {
  equipment: string;
  contributions: readonly MonitorContribution[];
}) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  return (
    <div className="table-scroll">
      <table className="table compact contribution-table">
        <thead>
          <tr>
            <th>{t('condition.signal')}</th>
            <th className="col-share">{t('condition.share')}</th>
            <th className="num" />
            <th className="num">{t('condition.deviation')}</th>
          </tr>
        </thead>
        <tbody>
          {props.contributions.map(({ signal, share, deviation }) => (
            <tr key={signal}>
              <td>{index.signal(`${props.equipment}/${signal}`)?.name[language] ?? signal}</td>
              <td className="col-share">
                <i className="share-bar" style={{ width: `${Math.max(1, 100 * share)}%` }} />
              </td>
              <td className="num">{formatPercent(share, language, 0)}</td>
              <td className="num">
                {deviation > 0 ? '+' : ''}
                {formatNumber(deviation, language, 1)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
