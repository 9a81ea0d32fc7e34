import type { RuleDetail, RuleVersion } from '@linetwin/contracts';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { rulesApi } from '../../live/api/rules-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { useReasonAgainst } from '../shared/rights.ts';
import { BackTestPanel } from './back-test-panel.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { RuleHistory } from './rule-history.tsx';
import { RuleList } from './rule-list.tsx';
import { RuleSwitches } from './rule-switches.tsx';
import { scopeText, useRuleTexts } from './rule-texts.ts';
import './rules.css';

const REFRESH_MS = 15_000;
const NEW = 'new';

/** Rules that engineers write: list, editor, back-test, and what was done with each. */
export default function RulesPage() {
  const t = useRuleTexts();
  const [chosen, choose] = useUrlState('rule', '');
  const rules = useFetched('rules', rulesApi.list, REFRESH_MS);
  // Where both have room, a list whose first entry is open says more than one beside an empty page.
  const shown = chosen === '' ? (rules.data?.[0]?.id ?? '') : chosen;
  const refused = useReasonAgainst('engineer');
  const saved = (rule: RuleDetail) => {
    choose(rule.id);
    rules.retry();
  };
  return (
    <div className="page rules">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="muted">{t('hint')}</span>
        <div className="page-tools">
          <Button disabled={refused !== undefined} title={refused} onClick={() => choose(NEW)}>
            {t('newRule')}
          </Button>
        </div>
      </header>
      <div className="rules-columns" data-chosen={chosen !== ''}>
        <Panel className="rules-list-panel" flush>
          {rules.loading ? (
            <Loading rows={6} />
          ) : rules.data ? (
            rules.data.length === 0 ? (
              <Empty>{t('empty')}</Empty>
            ) : (
              <RuleList rules={rules.data} chosen={shown} onChoose={choose} />
            )
          ) : (
            <Failure what={t('loadFailed')} detail={rules.error?.message} retry={rules.retry} />
          )}
        </Panel>
        <div className="rules-detail">
          {chosen !== '' && (
            <Button className="rules-back" type="link" onClick={() => choose(null)}>
              {t('back')}
            </Button>
          )}
          {chosen === NEW ? (
            <RuleEditor onSaved={saved} onCancel={() => choose(null)} />
          ) : shown === '' ? (
            <Panel>
              <Empty>{t('none')}</Empty>
            </Panel>
          ) : (
            <OneRule key={shown} id={shown} onChanged={rules.retry} />
          )}
        </div>
      </div>
    </div>
  );
}

function OneRule({ id, onChanged }: { id: string; onChanged: () => void }) {
  const t = useRuleTexts();
  const rule = useFetched(id, (abort) => rulesApi.read(id, abort), REFRESH_MS);
  const [editing, setEditing] = useState<RuleVersion>();
  const { retry } = rule;
  // The list says how far the rule is, too.
  const readAgain = useCallback(() => {
    retry();
    onChanged();
  }, [retry, onChanged]);
  if (rule.loading) return <Loading rows={8} />;
  if (!rule.data) return <Failure what={t('loadFailed')} detail={rule.error?.message} retry={retry} />;
  const detail = rule.data;
  const changed = () => {
    setEditing(undefined);
    readAgain();
  };
  if (editing)
    return (
      <RuleEditor rule={{ detail, from: editing }} onSaved={changed} onCancel={() => setEditing(undefined)} />
    );
  const { version } = detail.newest;
  return (
    <>
      <RuleHead rule={detail} onEdit={() => setEditing(detail.newest)} onChanged={changed} />
      <BackTestPanel rule={detail} version={version} onChanged={readAgain} />
      <RuleHistory rule={detail} onRestore={setEditing} />
    </>
  );
}

function RuleHead(props: { rule: RuleDetail; onEdit: () => void; onChanged: () => void }) {
  const { rule, onEdit, onChanged } = props;
  const t = useRuleTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { definition, version } = rule.newest;
  const { name, expression, scope, onDelayS, offDelayS, priority, message, action } = definition;
  return (
    <Panel
      title={name[language]}
      extra={<span className={`rule-state ${rule.state}`}>{t(`state.${rule.state}`)}</span>}
    >
      <pre className="rule-shown-code">
        <code>{expression}</code>
      </pre>
      <p>
        {scopeText(scope, index, language, t)} · P{priority} · {t('field.onDelayS')} {onDelayS}&thinsp;s ·{' '}
        {t('field.offDelayS')} {offDelayS}&thinsp;s
        {rule.live !== null && ` · ${t('liveVersion', { version: rule.live })}`}
      </p>
      <p>
        {message[language]}
        {action && ` — ${action[language]}`}
      </p>
      <RuleSwitches rule={rule} version={version} onEdit={onEdit} onChanged={onChanged} />
    </Panel>
  );
}
