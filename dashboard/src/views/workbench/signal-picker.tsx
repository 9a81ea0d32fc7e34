import { MAX_WORKBENCH_SIGNALS } from '@linetwin/contracts';
import { isWaveform, type Signal } from '@linetwin/model';
import { Button, Input, Select } from 'antd';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { unitText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { foldForSearch } from '../shared/machine-search.ts';
import { useWorkbenchRun } from './workbench-run.ts';

/** More rows than this are not read; a word more finds what is meant. */
const MAX_SHOWN = 150;

/** Finds signals by line and words, and takes them into the view or out of it. */
export function SignalPicker(props: {
  chosen: readonly string[];
  onChange: (signals: readonly string[]) => void;
  onClose: () => void;
}) {
  const { onChange, onClose } = props;
  const [chosen, choose] = useChosen(props.chosen, onChange);
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language } = usePreferences();
  const { index } = usePlant();
  const run = useWorkbenchRun();
  const [line, setLine] = useState('');
  const [words, setWords] = useState('');
  const found = useFound(line, useDeferredValue(words));
  const shown = found.slice(0, MAX_SHOWN);
  const machines = Map.groupBy(shown, ({ equipment }) => equipment);
  const isFull = chosen.length >= MAX_WORKBENCH_SIGNALS;
  const toggle = (address: string) =>
    choose(chosen.includes(address) ? chosen.filter((one) => one !== address) : [...chosen, address]);
  return (
    <Panel
      className="signal-picker"
      title={t('picker.title')}
      extra={
        <Button size="small" onClick={onClose}>
          {t('picker.close')}
        </Button>
      }
    >
      <div className="picker-fields">
        <Select
          aria-label={t('picker.line')}
          value={line}
          onChange={setLine}
          options={[
            { value: '', label: t('picker.allLines') },
            ...index.model.lines
              .filter(({ id }) => !run || run.lines.includes(id))
              .map(({ id, name }) => ({ value: id, label: name[language] })),
          ]}
        />
        <Input
          type="search"
          aria-label={t('picker.search')}
          placeholder={t('picker.search')}
          value={words}
          allowClear
          onChange={(event) => setWords(event.target.value)}
        />
        <p className="note" role="status">
          {isFull
            ? t('picker.full', { max: MAX_WORKBENCH_SIGNALS })
            : t('picker.chosen', { count: chosen.length, max: MAX_WORKBENCH_SIGNALS })}
          {chosen.length > 0 && (
            <Button size="small" type="link" onClick={() => choose([])}>
              {t('picker.clear')}
            </Button>
          )}
        </p>
      </div>
      <div className="picker-list">
        {[...machines].map(([equipment, signals]) => (
          <fieldset key={equipment}>
            <legend>
              <b>{index.equipment(equipment)?.id}</b> {index.equipment(equipment)?.name[language]}
            </legend>
            {signals.map((signal) => (
              <label key={signal.address} className="picker-row">
                <input
                  type="checkbox"
                  checked={chosen.includes(signal.address)}
                  disabled={isFull && !chosen.includes(signal.address)}
                  onChange={() => toggle(signal.address)}
                />
                <span>{signal.name[language]}</span>
                <small className="muted">{unitText(signal.unit)}</small>
              </label>
            ))}
          </fieldset>
        ))}
        {shown.length === 0 && <p className="muted">{t('picker.none')}</p>}
        {found.length > shown.length && (
          <p className="note">{t('picker.more', { count: found.length - shown.length })}</p>
        )}
      </div>
    </Panel>
  );
}

/** What is chosen, at once: the address of the page follows a moment later, and somebody may be quicker. */
function useChosen(
  told: readonly string[],
  onChange: (signals: readonly string[]) => void,
): [readonly string[], (signals: readonly string[]) => void] {
  const [chosen, setChosen] = useState(told);
  const key = told.join();
  useEffect(() => setChosen(key.split(',').filter(Boolean)), [key]);
  return [
    chosen,
    (next) => {
      setChosen(next);
      onChange(next);
    },
  ];
}

/** Whether a signal has values in history; of waveforms only their bursts are kept. */
export function hasHistory(signal: Signal): boolean {
  return !isWaveform(signal);
}

function useFound(line: string, words: string): Signal[] {
  const { index } = usePlant();
  const run = useWorkbenchRun();
  const all = useMemo(
    () =>
      index.model.signals.filter(hasHistory).flatMap((signal) => {
        const machine = index.equipment(signal.equipment)!;
        if (run && !run.lines.includes(machine.line)) return [];
        const texts = [machine.id, machine.name.zh, machine.name.en, signal.name.zh, signal.name.en];
        return { signal, line: machine.line, text: [...texts, signal.address].map(foldForSearch).join('\n') };
      }),
    [index, run],
  );
  return useMemo(() => {
    const wanted = words.trim().split(/\s+/).map(foldForSearch).filter(Boolean);
    return all
      .filter((one) => (line === '' || one.line === line) && wanted.every((word) => one.text.includes(word)))
      .map(({ signal }) => signal);
  }, [all, line, words]);
}
