import type { ImportColumns, ImportPreview, Recording, RunSummary } from '@linetwin/contracts';
import { MAX_IMPORT_REQUEST_BYTES } from '@linetwin/contracts';
import { InputNumber, Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { runsApi } from '../../live/api/runs-api.ts';
import { FileField } from '../../ui/file-field.tsx';
import { fileText } from '../../ui/file-text.ts';
import { formatQuantity, unitText } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { Field } from './fault-form.tsx';
import { importProblemText } from './import-problem-text.ts';
import { useRunTexts } from './run-texts.ts';

type Mapping = ImportColumns['columns'][number];

/** Of what a request may hold; base64 takes a third more. */
const MOST_TEXT_BYTES = 0.9 * MAX_IMPORT_REQUEST_BYTES;
const MOST_PARQUET_BYTES = 0.7 * MAX_IMPORT_REQUEST_BYTES;

/** Takes a recording as a run: the file, a look at it, and which signal each of its columns is. */
export function ImportDialog(props: { onClose: () => void; onDone: (run: RunSummary) => void }) {
  const { onClose, onDone } = props;
  const t = useRunTexts();
  const { t: common } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const [file, setFile] = useState<{ name: string; recording: Recording }>();
  const [preview, setPreview] = useState<ImportPreview>();
  const [timeColumn, setTimeColumn] = useState<string>();
  const [zone, setZone] = useState<ImportColumns['zone']>('plant');
  const [labelColumn, setLabelColumn] = useState<string>();
  const [mapped, setMapped] = useState<ReadonlyMap<string, Mapping>>(new Map());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const signals = useMemo(
    () =>
      index.model.signals.map(({ address, equipment, name, unit }) => ({
        value: address as string,
        label: `${index.equipment(equipment)!.id} ${name[language]} ${unitText(unit)}`,
      })),
    [index, language],
  );
  const isExport = preview?.layout === 'values';
  const look = async (picked: File) => {
    setError('');
    setFile(undefined);
    setPreview(undefined);
    setLabelColumn(undefined);
    setMapped(new Map());
    try {
      const most = isParquet(picked) ? MOST_PARQUET_BYTES : MOST_TEXT_BYTES;
      if (picked.size > most)
        throw new Error(t('import.tooLarge', { most: formatQuantity(most / 1e6, 'MB', language, 0) }));
      const recording = await recordingOf(picked);
      const found = await runsApi.previewImport(recording);
      setFile({ name: picked.name.slice(0, 80), recording });
      setPreview(found);
      setTimeColumn(found.timeColumn ?? undefined);
    } catch (problem) {
      setError(importProblemText(t, problem as Error));
    }
  };
  const map = (column: string, change: Partial<Mapping> | undefined) => {
    const next = new Map(mapped);
    const before = mapped.get(column) ?? { column, signal: '', factor: 1, offset: 0 };
    if (change) next.set(column, { ...before, ...change });
    else next.delete(column);
    setMapped(next);
  };
  const take = async () => {
    setBusy(true);
    setError('');
    try {
      const told = { file: file!.name, recording: file!.recording };
      onDone(
        await runsApi.import(
          isExport
            ? { ...told, layout: 'values' }
            : {
                ...told,
                layout: 'columns',
                timeColumn: timeColumn!,
                zone,
                columns: [...mapped.values()],
                labelColumn,
              },
        ),
      );
    } catch (problem) {
      setError(importProblemText(t, problem as Error));
      setBusy(false);
    }
  };
  const isReady = file && (isExport || (timeColumn && mapped.size > 0));
  const columns = preview?.columns.map((value) => ({ value, label: value })) ?? [];
  return (
    <Modal
      open
      width={860}
      title={t('import.title')}
      okText={t('import.take')}
      cancelText={common('common.cancel')}
      okButtonProps={{ disabled: !isReady, loading: busy }}
      onOk={() => void take()}
      onCancel={onClose}
    >
      <p className="muted">{t('import.hint')}</p>
      <FileField name={file?.name} accept=".csv,.gz,.txt,.parquet" onPick={(picked) => void look(picked)} />
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {isExport && <p className="run-good">{t('import.isExport')}</p>}
      {preview && !isExport && (
        <>
          <div className="run-fields">
            <Field label={t('import.time')}>
              <Select
                aria-label={t('import.time')}
                value={timeColumn}
                onChange={setTimeColumn}
                options={columns}
              />
            </Field>
            <Field label={t('import.zone')}>
              <Select
                aria-label={t('import.zone')}
                value={zone}
                onChange={setZone}
                options={[
                  { value: 'plant' as const, label: index.model.site.timeZone },
                  { value: 'utc' as const, label: 'UTC' },
                ]}
              />
            </Field>
            <Field label={t('import.label')}>
              <Select
                aria-label={t('import.label')}
                allowClear
                value={labelColumn}
                onChange={(next: string | undefined) => setLabelColumn(next)}
                options={columns}
              />
            </Field>
          </div>
          <StackTable
            rows={preview.columns.filter((column) => column !== timeColumn && column !== labelColumn)}
            rowKey={(column) => column}
            columns={[
              { title: t('import.column'), cell: (column) => <b>{column}</b> },
              {
                title: t('import.sample'),
                cell: (column) =>
                  preview.rows
                    .slice(0, 3)
                    .map((row) => row[preview.columns.indexOf(column)])
                    .join(' · '),
              },
              {
                title: t('import.signal'),
                cell: (column) => (
                  <Select
                    className="run-signal"
                    aria-label={t('import.signalOf', { column })}
                    showSearch={{ optionFilterProp: 'label' }}
                    allowClear
                    placeholder={t('import.leaveOut')}
                    value={mapped.get(column)?.signal}
                    onChange={(signal: string | undefined) => map(column, signal ? { signal } : undefined)}
                    options={signals}
                  />
                ),
              },
              ...(['factor', 'offset'] as const).map((field) => ({
                title: t(`import.${field}`),
                cell: (column: string) => (
                  <InputNumber
                    aria-label={`${column} ${t(`import.${field}`)}`}
                    disabled={!mapped.has(column)}
                    value={mapped.get(column)?.[field] ?? (field === 'factor' ? 1 : 0)}
                    onChange={(value) => map(column, { [field]: value ?? 0 })}
                  />
                ),
              })),
            ]}
          />
        </>
      )}
    </Modal>
  );
}

function isParquet(file: File): boolean {
  return file.name.endsWith('.parquet');
}

async function recordingOf(file: File): Promise<Recording> {
  if (!isParquet(file)) return { format: 'csv', text: await textOf(file) };
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error!);
    reader.readAsDataURL(file);
  });
  return { format: 'parquet', base64: url.slice(url.indexOf(',') + 1) };
}

/** Recordings often come packed; browsers unpack by themselves. */
function textOf(file: File): Promise<string> {
  if (!file.name.endsWith('.gz')) return fileText(file);
  return fileText(new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))));
}
