import type { Equipment, EquipmentAddress } from '@linetwin/model';
import { Segmented } from 'antd';
import type { TFunction } from 'i18next';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { withPageTexts } from '../../locales/i18n.ts';
import { CAMERA_MODES, type SceneOverlay } from '../../scene/scene-api.ts';
import { Icon } from '../../ui/icons.tsx';
import { Loading } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { MachineTree } from '../shared/machine-tree.tsx';
import { findByShortPath, shortPath } from '../shared/use-machines.ts';
import { CameraHud } from './view-menu/camera-hud.tsx';
import { FloorPlan } from './floor-plan.tsx';
import { Legend } from './legend.tsx';
import { OverlayMenu } from './overlays/overlay-menu.tsx';
import { isOverlay, type OverlayName } from './overlays/overlay-names.ts';
import { NeedsEyes } from './needs-eyes.tsx';
import type { SceneFailure, SceneHandle } from './scene-canvas.tsx';
import { useQualityChoice } from './view-menu/quality-choice.ts';
import { useCovered } from './use-covered.ts';
import { hasWebgl } from './webgl.ts';

const SceneCanvas = lazy(() => import('./scene-canvas.tsx'));
/** With its charts; most who open the hall choose a machine only later. */
const MachinePanel = lazy(withPageTexts(() => import('./machine-panel.tsx')));

const OverlayLegend = lazy(() => import('./overlays/overlay-legend.tsx'));
const ViewMenu = lazy(() => import('./view-menu/view-menu.tsx'));

/** The hall: machines at the left, the plant in the middle, the chosen machine at the right. */
export default function HallPage() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const [selection, setSelection] = useUrlState('sel', '');
  const [view, setView] = useUrlState('view', '3d');
  const [overlayName, setOverlayName] = useUrlState('overlay', 'state');
  const [modeName, setMode] = useUrlState('camera', 'orbit');
  const mode = CAMERA_MODES.find((one) => one === modeName) ?? 'orbit';
  /** The machine that the followed part is in. */
  const [followed, setFollowed] = useState<EquipmentAddress | null>(null);
  const [quality, setQuality] = useQualityChoice();
  const [lineName, setLine] = useUrlState('line', '');
  const line = index.line(lineName)?.id ?? null;
  const [failed, setFailed] = useState<SceneFailure | null>(() =>
    hasWebgl() ? null : { reason: 'no-webgl' },
  );
  const scene = useRef<SceneHandle>(null);
  const stage = useRef<HTMLDivElement>(null);
  const covered = useCovered(stage);
  const selected = selection ? findByShortPath(index.model.equipment, selection) : undefined;
  const flat = view === '2d' || failed !== null;
  // The plan shows states only.
  const overlay: OverlayName = !flat && isOverlay(overlayName) ? overlayName : 'state';
  const [painted, setPainted] = useState<SceneOverlay | null>(null);

  const select = useCallback(
    (machine: Equipment | null) => setSelection(machine ? shortPath(machine) : null),
    [setSelection],
  );
  const selectAddress = useCallback(
    (address: EquipmentAddress | null) => select((address && index.equipment(address)) || null),
    [index, select],
  );
  const showLine = useCallback(
    (next: string | null) => {
      setLine(next);
      scene.current?.frameLine(next);
    },
    [setLine],
  );
  const showAll = useCallback(() => {
    select(null);
    setLine(null);
    scene.current?.resetView();
  }, [select, setLine]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const dialog = document.querySelector('[role="dialog"]');
      if (event.key === 'Escape' && !dialog) showAll();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [showAll]);

  return (
    <div className="hall" data-selected={selected !== undefined} data-flat={flat}>
      <aside className="hall-side" aria-label={t('common.skipList')}>
        <MachineTree selected={selected?.address ?? null} onSelect={select} />
      </aside>
      <div ref={stage} className="hall-stage">
        {flat ? (
          <FloorPlan selected={selected?.address ?? null} line={line} onSelect={select} />
        ) : (
          <Suspense fallback={<div className="scene-loading">{t('hall.sceneLoading')}</div>}>
            <SceneCanvas
              selected={selected?.address ?? null}
              onSelect={selectAddress}
              onFailed={setFailed}
              handle={scene}
              startLine={line}
              insets={covered}
              overlay={painted}
              quality={quality}
              cameraMode={mode}
              onCameraMode={setMode}
              onFollowed={setFollowed}
            />
          </Suspense>
        )}
        <div className="stage-tools">
          <Segmented
            size="small"
            aria-label={t('nav.line')}
            value={line ?? ''}
            options={[
              { value: '', label: t('common.all') },
              ...index.model.lines.map(({ id, name }) => ({ value: id, label: name[language] })),
            ]}
            onChange={(next) => showLine(next || null)}
          />
          <button type="button" className="tool" onClick={showAll} title={t('common.backToHall')}>
            <Icon name="home" size={16} />
            <span>{t('common.backToHall')}</span>
          </button>
          {!flat && <OverlayMenu overlay={overlay} onChoose={setOverlayName} />}
          {!flat && (
            <Suspense fallback={null}>
              <ViewMenu
                mode={mode}
                onMode={setMode}
                quality={quality}
                onQuality={setQuality}
                placeNow={() => scene.current?.cameraPlace()}
                onGo={(place) => scene.current?.goTo(place)}
              />
            </Suspense>
          )}
          {failed === null && (
            <Segmented
              size="small"
              aria-label={t('hall.view')}
              value={flat ? '2d' : '3d'}
              options={[
                { value: '3d', label: t('hall.view3d') },
                { value: '2d', label: t('hall.view2d') },
              ]}
              onChange={setView}
            />
          )}
        </div>
        {!flat && mode !== 'orbit' && (
          <CameraHud mode={mode} inside={followed} onEnd={() => setMode('orbit')} />
        )}
        {failed && (
          <p className="stage-note" role="status">
            {failureText(failed, t)}
          </p>
        )}
        {overlay === 'state' ? (
          <Legend />
        ) : (
          <Suspense fallback={null}>
            <OverlayLegend key={overlay} overlay={overlay} onPaint={setPainted} />
          </Suspense>
        )}
      </div>
      <aside className="hall-detail">
        {selected ? (
          <Suspense fallback={<Loading rows={8} />}>
            <MachinePanel key={selected.address} machine={selected} onClose={() => select(null)} />
          </Suspense>
        ) : (
          <NeedsEyes />
        )}
      </aside>
    </div>
  );
}

function failureText(failure: SceneFailure, t: TFunction): string {
  switch (failure.reason) {
    case 'no-webgl':
      return t('hall.noWebgl');
    case 'context':
      return t('hall.contextLost');
    case 'creation':
      return t('hall.sceneFailed', { detail: failure.detail });
  }
}
