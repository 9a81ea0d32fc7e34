import {
  componentsOf,
  FAULT_KINDS,
  FAULT_PARAMETERS,
  faultKind,
  fitsMachine,
  type FaultEntry,
  type FaultKind,
} from '@linetwin/model/scenario';
import { Button, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { usePlant } from '../../live/session-context.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useRunTexts } from './run-texts.ts';

/** Everything that a scenario may say of one fault, in fields; which machines, parts and ranges there are comes from the kinds of fault. */
export function FaultForm(props: {
  entry: Partial<FaultEntry>;
  number: number;
  lines: readonly string[];
  onChange: (field: keyof FaultEntry, value: string | number | undefined) => void;
  onRemove: () => void;
}) {
  const { entry, number, lines, onChange, onRemove } = props;
  const t = useRunTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const kind: FaultKind | undefined = faultKind(entry.fault ?? '');
  const machines = index.model.equipment.filter(
    (one) => lines.includes(one.line) && (!kind || fitsMachine(kind, one, index)),
  );
  const machine = index.model.equipment.find(
    ({ id, address }) => address === entry.equipment || id === entry.equipment,
  );
  const components = kind && machine ? componentsOf(kind, machine, index) : [];
  const componentLabel = t(kind?.components === 'siblings' ? 'fault.otherMachine' : 'fault.component');
  const signals = machine && kind?.needs === 'signal' ? index.signalsOf(machine) : [];
  const { severity, maxSeverity, growth, tauS } = FAULT_PARAMETERS;
  const grows = entry.growth ?? growth.usual;
  const number01 = (
    field: 'severity' | 'maxSeverity',
    { least, most, usual }: typeof severity | typeof maxSeverity,
  ) => (
    <InputNumber
      min={least}
      max={most}
      step={0.1}
      value={entry[field] ?? usual}
      aria-label={t(`fault.${field}`, { least, most })}
      onChange={(value) => onChange(field, value ?? undefined)}
    />
  );
  const time = (field: 'onset' | 'end' | 'tau', usual = '') => (
    <Input
      value={String(entry[field] ?? usual)}
      aria-label={t(`fault.${field}`)}
      onChange={({ target }) => onChange(field, target.value)}
    />
  );
  return (
    <Panel
      title={t('fault.title', { number })}
      extra={
        <Button size="small" onClick={onRemove}>
          {t('fault.remove')}
        </Button>
      }
    >
      <div className="run-fields">
        <Field label={t('fault.fault')}>
          <Select
            aria-label={t('fault.fault')}
            showSearch={{ optionFilterProp: 'label' }}
            value={entry.fault}
            onChange={(value: string) => onChange('fault', value)}
            options={FAULT_KINDS.map(({ id, name }) => ({ value: id, label: name[language] }))}
          />
        </Field>
        <Field label={t('fault.equipment')}>
          <Select
            aria-label={t('fault.equipment')}
            showSearch={{ optionFilterProp: 'label' }}
            value={machine?.address ?? entry.equipment}
            onChange={(value: string) => onChange('equipment', shortest(value, index.model.equipment))}
            options={machines.map(({ address, id, name }) => ({
              value: address,
              label: `${id} ${name[language]}`,
            }))}
          />
        </Field>
        {components.length > 0 && (
          <Field label={componentLabel}>
            <Select
              aria-label={componentLabel}
              value={entry.component}
              onChange={(value: string | undefined) => onChange('component', value)}
              allowClear
              options={components.map((value) => ({ value, label: value }))}
            />
          </Field>
        )}
        {signals.length > 0 && (
          <Field label={t('fault.signal')}>
            <Select
              aria-label={t('fault.signal')}
              showSearch={{ optionFilterProp: 'label' }}
              value={entry.signal}
              onChange={(value: string) => onChange('signal', value)}
              options={signals.map(({ id, name }) => ({ value: id, label: name[language] }))}
            />
          </Field>
        )}
        <Field label={t('fault.onset')}>{time('onset')}</Field>
        <Field label={t('fault.end')}>{time('end')}</Field>
        <Field label={t('fault.severity', severity)}>{number01('severity', severity)}</Field>
        <Field label={t('fault.growth')}>
          <Select
            aria-label={t('fault.growth')}
            value={grows}
            onChange={(value: string) => onChange('growth', value)}
            options={growth.choices.map((value) => ({ value, label: t(`fault.growths.${value}`) }))}
          />
        </Field>
        {grows !== 'step' && <Field label={t('fault.tau')}>{time('tau', `${tauS.usual}s`)}</Field>}
        {grows === 'exponential' && (
          <Field label={t('fault.maxSeverity')}>{number01('maxSeverity', maxSeverity)}</Field>
        )}
      </div>
    </Panel>
  );
}

export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="field">
      <span className="muted">{label}</span>
      {children}
    </div>
  );
}

/** The id where only one machine has it, as people write it; else the address. */
export function shortest(address: string, equipment: readonly { id: string; address: string }[]): string {
  const id = equipment.find((one) => one.address === address)?.id;
  return id !== undefined && equipment.filter((one) => one.id === id).length === 1 ? id : address;
}
