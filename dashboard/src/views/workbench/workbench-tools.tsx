import { Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MomentField } from '../shared/time-field/time-field.tsx';
import { usePlant } from '../../live/session-context.ts';
import { TREND_RANGES } from '../../plots/trend-data.ts';
import { Icon } from '../../ui/icons.tsx';
import { toPlantTime } from '../production/plant-time.ts';
import type { SignalView } from './signal-view.ts';
import { useWorkbenchRun, windowOfRun } from './workbench-run.ts';
import { isFollowing, LAYOUTS, type Layout, type Shown } from './workbench-url.ts';

const RANGES = { ...TREND_RANGES, '7d': 7 * 86_400_000 } as const;
const ZOOM = 0.5;
const PAN = 0.5;

/** Buttons that move the window, for whoever does not drag. */
export function WindowTools({ view, shown }: { view: SignalView; shown: Shown }) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { t: common } = useTranslation();
  const run = useWorkbenchRun();
  const span = isFollowing(shown) ? shown.last : shown.to - shown.from;
  const range = (Object.keys(RANGES) as (keyof typeof RANGES)[]).find(
    (name) => RANGES[name] === Math.round(span),
  );
  return (
    <div className="workbench-tools">
      <Segmented
        aria-label={t('tools.range')}
        // Of a window that stands none is chosen; undefined would choose the first.
        value={(isFollowing(shown) && range) || ('' as never)}
        options={(Object.keys(RANGES) as (keyof typeof RANGES)[]).map((value) => ({
          value,
          label: value === '7d' ? t('tools.week') : common(`trend.${value}`),
        }))}
        onChange={(name) => view.follow(RANGES[name])}
      />
      <span className="tool-group">
        <Button aria-label={t('tools.earlier')} title={t('tools.earlier')} onClick={() => view.pan(-PAN)}>
          ‹
        </Button>
        <Button aria-label={t('tools.later')} title={t('tools.later')} onClick={() => view.pan(PAN)}>
          ›
        </Button>
        <Button aria-label={t('tools.zoomIn')} title={t('tools.zoomIn')} onClick={() => view.zoom(ZOOM)}>
          +
        </Button>
        <Button
          aria-label={t('tools.zoomOut')}
          title={t('tools.zoomOut')}
          onClick={() => view.zoom(1 / ZOOM)}
        >
          −
        </Button>
        <Button
          aria-label={t('tools.back')}
          title={t('tools.back')}
          disabled={!view.canGoBack}
          icon={<Icon name="back" />}
          onClick={() => view.goBack()}
        />
      </span>
      <Button
        type={isFollowing(shown) ? 'primary' : 'default'}
        aria-pressed={isFollowing(shown)}
        onClick={() => view.follow(span)}
      >
        {t(run ? 'tools.end' : isFollowing(shown) ? 'tools.following' : 'tools.now')}
      </Button>
      {run && <Button onClick={() => view.show(windowOfRun(run), true)}>{t('tools.whole')}</Button>}
      <GoTo view={view} shown={shown} />
    </div>
  );
}

/** Beginning and end by the clock of the plant. */
function GoTo({ view, shown }: { view: SignalView; shown: Shown }) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  useEffect(() => {
    const { window } = view;
    setFrom(toPlantTime.text(window.from, zone));
    setTo(toPlantTime.text(window.to, zone));
  }, [view, shown, zone]);
  const begin = toPlantTime.instant(from, zone);
  const end = toPlantTime.instant(to, zone);
  const isSpan = begin !== undefined && end !== undefined && end > begin;
  return (
    <form
      className="go-to"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSpan) view.show({ from: begin, to: end }, true);
      }}
    >
      <MomentField label={t('tools.from')} value={from} onChange={setFrom} />
      <span>–</span>
      <MomentField label={t('tools.to')} value={to} onChange={setTo} />
      <Button htmlType="submit" disabled={!isSpan}>
        {t('tools.goTo')}
      </Button>
    </form>
  );
}

/** How lines lie to each other, and what a drag does. */
export function PlotTools(props: {
  layout: Layout;
  onLayout: (layout: Layout) => void;
  isBrush: boolean;
  onBrush: (isBrush: boolean) => void;
}) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  return (
    <div className="workbench-tools">
      <Segmented
        size="small"
        aria-label={t('tools.layout')}
        value={props.layout}
        options={LAYOUTS.map((value) => ({ value, label: t(`tools.${value}`) }))}
        onChange={props.onLayout}
      />
      <Segmented
        size="small"
        aria-label={t('tools.drag')}
        value={props.isBrush ? 'brush' : 'pan'}
        options={(['pan', 'brush'] as const).map((value) => ({ value, label: t(`tools.${value}`) }))}
        onChange={(value) => props.onBrush(value === 'brush')}
      />
    </div>
  );
}
