import type { Finding } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isActionable } from '../../live/record-store.ts';
import { usePlant } from '../../live/session-context.ts';
import { formatPercent } from '../../ui/format.ts';
import { Glyph } from '../../ui/glyph-sprite.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { AgeOf } from './alarm-rows.tsx';
import { verdictText } from './finding-text.ts';

/** How a verdict is to be taken: something to act on, a clean bill, or no word at all. */
export function findingTone(finding: Finding): 'fault' | 'good' | 'none' {
  if (isActionable(finding)) return 'fault';
  return finding.verdict === 'healthy' ? 'good' : 'none';
}

export function VerdictTag({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  return (
    <span className="verdict" data-tone={findingTone(finding)}>
      {verdictText(finding, language, t)}
    </span>
  );
}

/** Findings as rows that lead to their evidence. */
export function FindingRows(props: {
  findings: readonly Finding[];
  withMachine?: boolean;
  selected?: string;
}) {
  const { findings, withMachine, selected } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  return (
    <ul className="rows">
      {findings.map((finding) => {
        const equipment = index.equipment(finding.equipment);
        return (
          <li key={finding.id}>
            <Link
              className="row finding-row"
              data-tone={findingTone(finding)}
              aria-current={finding.id === selected || undefined}
              to={linkTo('/findings', { id: finding.id })}
            >
              <span className="finding-glyph">
                <Glyph name="finding" size={18} />
              </span>
              <div className="row-main">
                <div className="row-title">
                  <VerdictTag finding={finding} /> {finding.componentName[language]}
                </div>
                <div className="row-detail">
                  {withMachine && (
                    <span>
                      {equipment?.id ?? finding.equipment} {equipment?.name[language]}
                    </span>
                  )}
                  {finding.confidence > 0 && (
                    <span>
                      {t('findings.confidenceOf', { share: formatPercent(finding.confidence, language, 0) })}
                    </span>
                  )}
                  <AgeOf time={finding.lastSeenAt} />
                </div>
              </div>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
