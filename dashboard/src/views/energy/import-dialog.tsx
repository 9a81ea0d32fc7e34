import {
  MAX_READINGS_BYTES,
  READING_FORMS,
  READING_UNITS,
  type ReadingsPreview,
  type ReadingsRequest,
} from '@linetwin/contracts';
import type { Meter } from '@linetwin/model';
import { Button, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { energyApi } from '../../live/api/energy-api.ts';
import type { ApiError } from '../../live/api/http.ts';
import { FileField } from '../../ui/file-field.tsx';
import { fileText } from '../../ui/file-text.ts';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { formatEnergy } from './format-energy.ts';
import { ReadingProblems } from './reading-problems.tsx';
import { refusalText } from './refusal-text.ts';

const MINUTES = [5, 15, 30, 60] as const;

type Choice = Omit<ReadingsRequest, 'file' | 'text'>;

/** Choose a file, look at what is wrong with it, then take what is right. */
export function ImportDialog(props: {
  meters: readonly Meter[];
  onClose: () => void;
  onImported: () => void;
}) {
  const { meters, onClose, onImported } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const [file, setFile] = useState<File>();
  const [choice, setChoice] = useState<Choice>({
    meter: meters[0].id,
    form: 'energy-until-end',
    unit: 'kWh',
    intervalMinutes: 15,
    clockOffsetMinutes: 0,
  });
  const [preview, setPreview] = useState<ReadingsPreview>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const choose = (change: Partial<Choice>) => {
    setChoice((before) => ({ ...before, ...change }));
    setPreview(undefined);
  };
  const ask = async (work: (request: ReadingsRequest) => Promise<void>) => {
    if (!file) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await work({ ...choice, file: file.name, text: await fileText(file) });
    } catch (error) {
      setProblem(refusalText(t, error as ApiError));
    }
    setBusy(false);
  };
  return (
    <Modal
      open
      title={t('energy.importReadings')}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        <Button
          key="preview"
          disabled={!file}
          loading={busy}
          onClick={() => void ask(async (request) => setPreview(await energyApi.preview(request)))}
        >
          {t('energy.preview')}
        </Button>,
        <Button
          key="import"
          type="primary"
          disabled={!preview || preview.taken === 0}
          loading={busy}
          onClick={() =>
            void ask(async (request) => {
              await energyApi.import(request);
              onImported();
            })
          }
        >
          {t('energy.take')}
        </Button>,
      ]}
    >
      <div className="import-form">
        <label>
          <span>{t('energy.meter')}</span>
          <Select
            value={choice.meter}
            options={meters.map(({ id, name }) => ({ value: id, label: name[language] }))}
            onChange={(meter) => choose({ meter })}
          />
        </label>
        <div className="import-file">
          <span>{t('energy.file')}</span>
          <FileField
            name={file?.name}
            accept=".csv,text/csv,text/plain"
            onPick={(picked) => {
              const isTooLarge = picked.size > MAX_READINGS_BYTES;
              setFile(isTooLarge ? undefined : picked);
              setPreview(undefined);
              setProblem(
                isTooLarge ? t('energy.tooLarge', { most: MAX_READINGS_BYTES / 1_000_000 }) : undefined,
              );
            }}
          />
        </div>
        <label>
          <span>{t('energy.form')}</span>
          <Select
            value={choice.form}
            options={READING_FORMS.map((value) => ({ value, label: t(`energy.forms.${value}`) }))}
            onChange={(form) => choose({ form })}
          />
        </label>
        <label>
          <span>{t('energy.unit')}</span>
          <Select
            value={choice.unit}
            options={READING_UNITS.map((value) => ({ value, label: value }))}
            onChange={(unit) => choose({ unit })}
          />
        </label>
        <label>
          <span>{t('energy.interval15')}</span>
          <Select
            value={choice.intervalMinutes}
            options={MINUTES.map((value) => ({ value, label: `${value} min` }))}
            onChange={(intervalMinutes) => choose({ intervalMinutes })}
          />
        </label>
        <label>
          <span>{t('energy.clockOffset')}</span>
          <InputNumber
            min={-1440}
            max={1440}
            value={choice.clockOffsetMinutes}
            onChange={(value) => choose({ clockOffsetMinutes: value ?? 0 })}
          />
        </label>
      </div>
      {problem && (
        <p className="tone-warn" role="alert">
          {problem}
        </p>
      )}
      {preview && (
        <section aria-live="polite">
          <p>
            {t('energy.previewText', {
              taken: formatCount(preview.taken, language),
              expected: formatCount(preview.expected, language),
              energy: formatEnergy(preview.kwh, language),
              lost: formatPercent(preview.lostShare, language),
              columns: `${preview.timeColumn}, ${preview.valueColumn}`,
            })}
          </p>
          <p className="muted">
            {t(`energy.compared.${preview.comparedWith}`, { count: preview.clockDaysChecked })}
          </p>
          <ReadingProblems problems={preview.problems} />
        </section>
      )}
    </Modal>
  );
}
