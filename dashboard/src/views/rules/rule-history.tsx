import type { RuleDefinition, RuleDetail, RuleVersion } from '@linetwin/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { scopeText, useRuleTexts } from './rule-texts.ts';

const FIELDS = [
  'name',
  'expression',
  'scope',
  'onDelayS',
  'offDelayS',
  'whileStates',
  'priority',
  'message',
  'action',
] as const;
type Field = (typeof FIELDS)[number];

/** Who changed what and why, newest first: versions with their differences, and what was switched. */
export function RuleHistory({
  rule,
  onRestore,
}: {
  rule: RuleDetail;
  onRestore: (version: RuleVersion) => void;
}) {
  const t = useRuleTexts();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const refused = useReasonAgainst('engineer');
  const rows = [
    ...rule.versions.map((version) => ({ at: version.at, version })),
    ...rule.switches.map((change) => ({ at: change.at, change })),
  ].sort((a, b) => b.at - a.at);
  return (
    <Panel title={t('versions.title')}>
      <ol className="rule-history">
        {rows.map((row) => {
          const { by, reason } = 'version' in row ? row.version : row.change;
          const what =
            'version' in row
              ? t('versions.version', { version: row.version.version })
              : t(`versions.${row.change.to}`, { version: row.change.version ?? '' });
          return (
            <li key={`${row.at} ${what}`}>
              <p>
                <strong>{what}</strong> · {formatMoment(row.at, zone)} · {by} · {reason}
              </p>
              {'version' in row && (
                <>
                  <Differences version={row.version} all={rule.versions} />
                  {row.version.version !== rule.newest.version && rule.state !== 'retired' && (
                    <Button
                      size="small"
                      disabled={refused !== undefined}
                      title={refused}
                      onClick={() => onRestore(row.version)}
                    >
                      {t('versions.restore')}
                    </Button>
                  )}
                </>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function Differences({ version, all }: { version: RuleVersion; all: readonly RuleVersion[] }) {
  const t = useRuleTexts();
  const before = all.find((one) => one.version === version.version - 1)?.definition;
  const textOf = useFieldText();
  if (!before) return <p className="muted">{t('versions.first')}</p>;
  const changed = FIELDS.filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(version.definition[field]),
  );
  return (
    <dl className="rule-differences">
      {changed.map((field) => (
        <div key={field}>
          <dt>{t(`field.${field}`)}</dt>
          <dd>
            <ins>{textOf(version.definition, field)}</ins>{' '}
            <del>
              {t('versions.was')} {textOf(before, field)}
            </del>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useFieldText(): (definition: RuleDefinition, field: Field) => string {
  const t = useRuleTexts();
  const { t: common } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  return (definition, field) => {
    switch (field) {
      case 'scope':
        return scopeText(definition.scope, index, language, t);
      case 'onDelayS':
      case 'offDelayS':
        return `${definition[field]}\u2009s`;
      case 'whileStates':
        return (
          definition.whileStates?.map((state) => common(`packml.${state}`)).join(', ') ??
          t('editor.allStates')
        );
      case 'priority':
        return `P${definition.priority}`;
      case 'expression':
        return definition.expression;
      default: {
        const words = definition[field];
        return words ? `${words.zh} / ${words.en}` : '–';
      }
    }
  };
}
