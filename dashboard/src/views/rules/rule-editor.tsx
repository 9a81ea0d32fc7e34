import type { RuleDefinition, RuleDetail, RuleVersion } from '@linetwin/contracts';
import { ALARM_PRIORITIES, PACKML_STATES, type ModelIndex } from '@linetwin/model';
import { checkRule, machinesOf } from '@linetwin/rules';
import { App, Button, Dropdown, Input, InputNumber, Select } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { rulesApi } from '../../live/api/rules-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { unitText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useUnsaved } from '../../ui/use-unsaved.ts';
import { ActorNameField, useActorName } from '../shared/actor-name.tsx';
import { RULE_EXAMPLES } from './examples.ts';
import { ExpressionField } from './expression-field.tsx';
import { scopeText, useRuleTexts } from './rule-texts.ts';

type Words = { zh: string; en: string };

const LEAST_REASON = 3;

/** Writes a rule, or a new version of one. What is typed is checked against the plant at once, as the server will. */
export function RuleEditor(props: {
  /** Rule and version that the change begins from; none for a new rule. */
  rule?: { detail: RuleDetail; from: RuleVersion };
  onSaved: (rule: RuleDetail) => void;
  onCancel: () => void;
}) {
  const { rule, onSaved, onCancel } = props;
  const t = useRuleTexts();
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const { language } = usePreferences();
  const { index } = usePlant();
  const actor = useActorName();
  const [definition, setDefinition] = useState(() => rule?.from.definition ?? emptyRule(index));
  const [unchanged] = useState(definition);
  const [reason, setReason] = useState('');
  useUnsaved(definition !== unchanged || reason !== '');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  // A page that was just opened has nothing to complain of yet.
  const [isTried, setTried] = useState(rule !== undefined);
  const set = (changed: Partial<RuleDefinition>) => setDefinition({ ...definition, ...changed });
  const checked = useMemo(() => checkRule(definition, index), [definition, index]);
  const machine = machinesOf(definition.scope, index)[0];

  const save = async () => {
    setTried(true);
    const body = { definition: tidy(definition), reason: reason.trim() };
    if (
      [...both(body.definition.name), ...both(body.definition.message)].includes('') ||
      body.reason.length < LEAST_REASON
    )
      return setError(t('editor.missing'));
    if (definition.action && body.definition.action === undefined && both(definition.action).some(isWritten))
      return setError(t('editor.actionHalf'));
    if (!checked.rule) return setError('');
    const by = actor.take();
    if (by === false) return;
    setBusy(true);
    setError('');
    try {
      const saved = rule
        ? await rulesApi.change(rule.detail.id, { ...body, basedOn: rule.detail.newest.version, by })
        : await rulesApi.create({ ...body, by });
      void message.success(t('editor.saved', { version: saved.newest.version }));
      onSaved(saved);
    } catch (failure) {
      setError(t('editor.failed', { detail: (failure as Error).message }));
      setBusy(false);
    }
  };
  const words = (field: 'name' | 'message' | 'action', zh: string, en: string) => (
    <Words
      value={definition[field] ?? { zh: '', en: '' }}
      labels={{ zh, en }}
      onChange={(next) => set({ [field]: next })}
    />
  );
  return (
    <Panel
      title={rule ? t('editor.title') : t('editor.newTitle')}
      className="rule-editor"
      extra={
        <Dropdown
          trigger={['click']}
          menu={{
            items: Object.entries(RULE_EXAMPLES)
              .filter(([, { kind }]) => index.model.equipment.some((one) => one.kind === kind))
              .map(([key, { kind, expression }]) => ({
                key,
                label: t(`example.${key as keyof typeof RULE_EXAMPLES}`),
                onClick: () => {
                  setTried(true);
                  set({ expression, scope: { of: 'kind', kind } });
                },
              })),
          }}
        >
          <Button size="small">{t('editor.examples')}</Button>
        </Dropdown>
      }
    >
      {words('name', t('editor.nameZh'), t('editor.nameEn'))}
      <Field label={t('editor.scope')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={JSON.stringify(definition.scope)}
          options={scopeOptions(index).map((scope) => ({
            value: JSON.stringify(scope),
            label: scopeText(scope, index, language, t),
          }))}
          onChange={(next) => set({ scope: JSON.parse(next) as RuleDefinition['scope'] })}
        />
      </Field>
      <ExpressionField
        value={definition.expression}
        problems={isTried ? checked.problems : undefined}
        machine={machine}
        onChange={(expression) => {
          setTried(true);
          set({ expression });
        }}
      />
      {checked.rule && (
        <p className="rule-sees">
          {t('editor.sees')}:{' '}
          {checked.rule.references.map(({ name, of, signals: [signal] }) => (
            <span key={`${of} ${name}`}>
              <code>{name || 'state()'}</code> {signal.name[language]}
              {signal.unit && ` (${unitText(signal.unit)})`}
            </span>
          ))}
          <span className="muted">{t('machines', { count: checked.rule.machines.length })}</span>
        </p>
      )}
      <div className="rule-row">
        <Field label={t('editor.onDelay')}>
          <InputNumber
            min={0}
            max={3600}
            precision={0}
            value={definition.onDelayS}
            onChange={(next) => set({ onDelayS: next ?? 0 })}
          />
        </Field>
        <Field label={t('editor.offDelay')}>
          <InputNumber
            min={0}
            max={3600}
            precision={0}
            value={definition.offDelayS}
            onChange={(next) => set({ offDelayS: next ?? 0 })}
          />
        </Field>
        <Field label={t('editor.priority')}>
          <Select
            value={definition.priority}
            options={ALARM_PRIORITIES.map((value) => ({ value, label: `P${value}` }))}
            onChange={(priority) => set({ priority })}
          />
        </Field>
        <Field label={t('editor.states')}>
          <Select
            mode="multiple"
            value={definition.whileStates ?? []}
            placeholder={t('editor.allStates')}
            options={PACKML_STATES.map((value) => ({
              value,
              label: `${common(`packml.${value}`)} ${value}`,
            }))}
            onChange={(next) => set({ whileStates: next.length > 0 ? next : undefined })}
          />
        </Field>
      </div>
      {words('message', t('editor.messageZh'), t('editor.messageEn'))}
      {words('action', t('editor.actionZh'), t('editor.actionEn'))}
      <Field label={t('editor.reason')}>
        <Input
          value={reason}
          maxLength={300}
          placeholder={t('editor.reasonHint')}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <ActorNameField actor={actor} />
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <div className="rule-buttons">
        <Button type="primary" loading={busy} disabled={isTried && !checked.rule} onClick={() => void save()}>
          {rule ? t('editor.save') : t('editor.create')}
        </Button>
        <Button onClick={onCancel}>{common('common.cancel')}</Button>
      </div>
    </Panel>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

function Words(props: { value: Words; labels: Words; onChange: (next: Words) => void }) {
  const { value, labels, onChange } = props;
  return (
    <div className="rule-row">
      {(['zh', 'en'] as const).map((language) => (
        <Field key={language} label={labels[language]}>
          <Input
            value={value[language]}
            maxLength={200}
            onChange={(event) => onChange({ ...value, [language]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  );
}

function emptyRule(index: ModelIndex): RuleDefinition {
  const words = { zh: '', en: '' };
  return {
    name: words,
    expression: '',
    scope: { of: 'machine', equipment: index.model.equipment[0].address },
    onDelayS: 10,
    offDelayS: 10,
    priority: 3,
    message: words,
  };
}

/** Kinds first, in the plant and by line where several lines have them, then single machines. */
function scopeOptions(index: ModelIndex): RuleDefinition['scope'][] {
  const { equipment } = index.model;
  const kinds = [...new Set(equipment.map(({ kind }) => kind))].sort();
  return [
    ...kinds.flatMap((kind): RuleDefinition['scope'][] => {
      const lines = [...new Set(equipment.filter((one) => one.kind === kind).map(({ line }) => line))];
      const byLine = lines.length > 1 ? lines.map((line) => ({ of: 'kind' as const, kind, line })) : [];
      return [{ of: 'kind', kind }, ...byLine];
    }),
    ...equipment.map(({ address }): RuleDefinition['scope'] => ({ of: 'machine', equipment: address })),
  ];
}

/** As it is sent: without blanks at the ends, and without an action that nobody wrote. */
function tidy(definition: RuleDefinition): RuleDefinition {
  const { action, ...rest } = definition;
  const trimmed = ({ zh, en }: Words) => ({ zh: zh.trim(), en: en.trim() });
  const said = action && trimmed(action);
  return {
    ...rest,
    name: trimmed(rest.name),
    message: trimmed(rest.message),
    ...(said && said.zh && said.en && { action: said }),
  };
}

function isWritten(text: string): boolean {
  return text.trim() !== '';
}

function both({ zh, en }: Words): string[] {
  return [zh, en];
}
