import type { RuleSummary } from '@linetwin/contracts';
import { usePlant } from '../../live/session-context.ts';
import { formatMoment, formatPercent } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { scopeText, useRuleTexts } from './rule-texts.ts';

/** All rules with how they stand. */
export function RuleList(props: {
  rules: readonly RuleSummary[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const { rules, chosen, onChoose } = props;
  const t = useRuleTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  return (
    <ul className="rule-list">
      {rules.map(({ id, state, newest, live, backTest }) => (
        <li key={id}>
          <button type="button" aria-current={id === chosen} onClick={() => onChoose(id)}>
            <span className="rule-name">
              <strong>{newest.definition.name[language]}</strong>
              <span className={`rule-state ${state}`}>{t(`state.${state}`)}</span>
            </span>
            <span>{scopeText(newest.definition.scope, index, language, t)}</span>
            <span className="muted">
              v{newest.version} · {formatMoment(newest.at, zone)} · {newest.by}
              {live !== null &&
                live !== newest.version &&
                ` · ${t('liveVersion', { version: live })}, ${t('newer')}`}
            </span>
            {backTest && backTest.state !== 'failed' && (
              <span className="muted">
                {backTest.state === 'done'
                  ? `${t('column.test')}: ${t('raised', { count: backTest.raised ?? 0 })}`
                  : t('running', { percent: formatPercent(backTest.progress, language, 0) })}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
