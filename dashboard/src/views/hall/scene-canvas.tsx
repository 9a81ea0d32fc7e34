import type { EquipmentAddress } from '@linetwin/model';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant, useSession } from '../../live/session-context.ts';
import type { TwinScene } from '../../scene/scene-api.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { useStandingAlarms } from '../shared/use-machines.ts';

/** Why there is no 3D picture. */
export type SceneFailure =
  { reason: 'no-webgl' } | { reason: 'creation'; detail: string } | { reason: 'context' };

export interface SceneHandle {
  resetView(): void;
  frameLine(line: string | null): void;
}

/** The tools of the stage at its top and the legend at its bottom, pixels. */
const COVERED = { top: 48, bottom: 52 };

/** The 3D hall on a canvas. The scene is loaded on its own, reads live values by itself and is told the rest. */
export default function SceneCanvas(props: {
  selected: EquipmentAddress | null;
  onSelect: (address: EquipmentAddress | null) => void;
  onFailed: (failure: SceneFailure) => void;
  handle: Ref<SceneHandle>;
}) {
  const { selected, onSelect, onFailed, handle } = props;
  const { t } = useTranslation();
  const { theme, language, reducedMotion } = usePreferences();
  const { live } = usePlant();
  const { records } = useSession();
  const alarms = useStandingAlarms();
  const canvas = useRef<HTMLCanvasElement>(null);
  const labels = useRef<HTMLDivElement>(null);
  const told = useRef({ onSelect, onFailed });
  const [scene, setScene] = useState<TwinScene | null>(null);
  const [loading, setLoading] = useState(true);

  useEffect(() => {
    told.current = { onSelect, onFailed };
  });

  useEffect(() => {
    let disposed = false;
    let made: TwinScene | undefined;
    // A scene of another preference is told so below; these are only what it begins with.
    void import('../../scene/twin-scene.ts')
      .then(({ createTwinScene }) => {
        if (disposed) return;
        made = createTwinScene({
          canvas: canvas.current!,
          labelLayer: labels.current!,
          live,
          theme,
          language,
          reducedMotion,
          insets: COVERED,
          onSelect: (address) => told.current.onSelect(address),
          onContextLost: () => told.current.onFailed({ reason: 'context' }),
        });
        made.start();
        setScene(made);
        setLoading(false);
      })
      .catch((error: Error) => {
        if (!disposed) told.current.onFailed({ reason: 'creation', detail: error.message });
      });
    return () => {
      disposed = true;
      made?.dispose();
      setScene(null);
    };
    // Theme and language follow through `setTheme` and `setLanguage`; only another plant needs another scene.
  }, [live, reducedMotion]);

  useEffect(() => scene?.setTheme(theme), [scene, theme]);
  useEffect(() => scene?.setLanguage(language), [scene, language]);
  useEffect(() => scene?.setAlarms(alarms), [scene, alarms]);
  useEffect(() => scene?.select(selected), [scene, selected]);
  useEffect(() => {
    if (!scene) return;
    const shown = new Map<string, unknown>();
    const show = () => {
      for (const [equipment, seam] of records.seams()) {
        if (shown.get(equipment) === seam) continue;
        shown.set(equipment, seam);
        scene.showSeam(equipment, seam);
      }
    };
    show();
    return records.subscribe(show);
  }, [scene, records]);

  useEffect(() => {
    if (!scene) return;
    const onVisibility = () => (document.hidden ? scene.stop() : scene.start());
    document.addEventListener('visibilitychange', onVisibility);
    return () => document.removeEventListener('visibilitychange', onVisibility);
  }, [scene]);

  useImperativeHandle(
    handle,
    () => ({
      resetView: () => scene?.resetView(),
      frameLine: (line) => scene?.frameLine(line),
    }),
    [scene],
  );

  return (
    <div className="scene" role="group" aria-label={t('hall.scene')}>
      <canvas ref={canvas} className="scene-canvas" />
      <div ref={labels} className="scene-labels" aria-hidden="true" />
      {loading && (
        <div className="scene-loading" role="status">
          {t('hall.sceneLoading')}
        </div>
      )}
    </div>
  );
}
