import { Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisKind } from './analysis.ts';

export function Kinds(props: {
  kinds: readonly AnalysisKind[];
  chosen: AnalysisKind;
  onChoose: (kind: AnalysisKind) => void;
}) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  return (
    <div className="analysis-kinds">
      <Segmented
        aria-label={t('analysis.kind')}
        value={props.chosen}
        options={props.kinds.map((value) => ({ value, label: t(`analysis.${value}`) }))}
        onChange={props.onChoose}
      />
    </div>
  );
}

/** A number that counts when one leaves the field or presses Enter, not with every digit. */
export function NumberField(props: {
  label: string;
  value: number | undefined;
  placeholder?: string;
  onChange: (value: number | undefined) => void;
}) {
  const { label, value, placeholder, onChange } = props;
  const [text, setText] = useState('');
  useEffect(() => setText(value === undefined ? '' : String(value)), [value]);
  const commit = () => {
    const number = Number(text);
    const next = text.trim() !== '' && number >= 0 ? number : undefined;
    if (next !== value) onChange(next);
  };
  return (
    <label>
      <span>{label}</span>
      <input
        className="number-field"
        inputMode="decimal"
        placeholder={placeholder}
        title={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </label>
  );
}
