import { MAX_EXPORTED_VALUES, type ExportFormat } from '@linetwin/contracts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { failureOf } from '../../live/api/http.ts';
import { workbenchApi } from '../../live/api/workbench-api.ts';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import type { PlotHandle } from './lane-plot.tsx';
import type { Lane } from './lane-scales.ts';
import { pictureOf } from './picture.ts';
import type { SignalView } from './signal-view.ts';
import { useWorkbenchRun } from './workbench-run.ts';

/** What is visible as a file, and the link to it. */
export function ExportButtons(props: {
  lanes: readonly Lane[];
  view: SignalView;
  handle: { current: PlotHandle | null };
  /** Values in the visible range, once it is known. */
  values: number | undefined;
}) {
  const { lanes, view, handle, values } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { message } = App.useApp();
  const run = useWorkbenchRun();
  const [busy, setBusy] = useState<ExportFormat>();
  const { site } = index.model;
  const isTooMany = (values ?? 0) > MAX_EXPORTED_VALUES;
  const stamp = () => formatMoment(view.window.from, site.timeZone).replaceAll(/\D+/g, '-');

  const save = async (format: ExportFormat) => {
    setBusy(format);
    try {
      const range = { signals: lanes.map(({ address }) => address), ...view.window };
      const answer = await fetch(workbenchApi.exportUrl(range, format, run?.id));
      if (!answer.ok) throw failureOf(answer.status, await answer.json().catch(() => undefined));
      download(await answer.blob(), `signals-${stamp()}.${format}`);
    } catch (error) {
      message.error(t('export.failed', { detail: (error as Error).message }));
    } finally {
      setBusy(undefined);
    }
  };
  const savePicture = async () => {
    const plot = handle.current?.canvas();
    if (!plot) return;
    const { from, to } = view.window;
    const title = `${run?.name ?? site.name[language]} · ${formatMoment(from, site.timeZone)} – ${formatMoment(to, site.timeZone)}`;
    const picture = await pictureOf(plot, { title, lanes, theme });
    if (picture) download(picture, `signals-${stamp()}.png`);
  };
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      message.success(t('export.copied'));
    } catch {
      message.warning(t('export.copyFailed'));
    }
  };
  const tooMany = t('export.tooMany', { max: formatCount(MAX_EXPORTED_VALUES, language) });
  return (
    <div className="workbench-tools">
      {(['csv', 'parquet'] as const).map((format) => (
        <Button
          key={format}
          size="small"
          loading={busy === format}
          disabled={isTooMany || busy !== undefined}
          title={isTooMany ? tooMany : undefined}
          onClick={() => void save(format)}
        >
          {t(`export.${format}`)}
        </Button>
      ))}
      <Button size="small" onClick={() => void savePicture()}>
        {t('export.png')}
      </Button>
      <Button size="small" onClick={() => void copyLink()}>
        {t('export.link')}
      </Button>
      {isTooMany && <span className="note warn">{tooMany}</span>}
    </div>
  );
}

function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
