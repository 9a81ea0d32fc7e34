import type { EquipmentAddress, Place } from '@linetwin/model';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant, useSession } from '../../live/session-context.ts';
import type { QualityChoice } from '../../scene/quality/quality.ts';
import type { ModelFailure } from '../../scene/models/machine-models.ts';
import type { CameraMode, CameraPlace, Insets, SceneOverlay, TwinScene } from '../../scene/scene-api.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { useStandingAlarms } from '../shared/use-machines.ts';

/** Why there is no 3D picture. */
export type SceneFailure =
  { reason: 'no-webgl' } | { reason: 'creation'; detail: string } | { reason: 'context' };

export interface SceneHandle {
  resetView(): void;
  frameLine(line: string | null): void;
  cameraPlace(): CameraPlace | undefined;
  /** @param atOnce without a flight */
  goTo(place: CameraPlace, atOnce?: boolean): void;
  moveMachine(address: EquipmentAddress, at: Place): void;
  machineAt(x: number, y: number): EquipmentAddress | null;
  floorAt(x: number, y: number): { x: number; z: number } | null;
  screenPosition(address: EquipmentAddress): { x: number; y: number } | null;
}

/** A context that the browser has not given back by itself after this is replaced by a new one, ms. */
const RESTORE_MS = 1500;
/** A device that loses its context again and again cannot draw the hall: so often within this time is enough. */
const MOST_LOSSES = 3;
const LOSSES_WITHIN_MS = 60_000;

/** The tools of the stage at its top and the legend at its bottom, pixels. */
const COVERED: Insets = { top: 48, bottom: 52, left: 0, right: 0 };

/** The 3D hall on a canvas. The scene is loaded on its own, reads live values by itself and is told the rest. */
export default function SceneCanvas(props: {
  selected: EquipmentAddress | null;
  onSelect: (address: EquipmentAddress | null) => void;
  onFailed: (failure: SceneFailure) => void;
  onReady?: () => void;
  handle: Ref<SceneHandle>;
  /** Line that the camera begins with; the whole hall unless told. */
  startLine?: string | null;
  /** What machines are painted by; their state unless told. */
  overlay?: SceneOverlay | null;
  quality?: QualityChoice;
  cameraMode?: CameraMode;
  onCameraMode?: (mode: CameraMode) => void;
  /** The followed part went into a machine, or with null onto a conveyor. */
  onFollowed?: (inside: EquipmentAddress | null) => void;
  /** Size of labels against those of a desk. */
  labelScale?: number;
  /** What covers the canvas; tools at its top and a legend at its foot unless told. */
  insets?: Insets;
  /** Where the camera begins; the whole hall unless told. */
  startPlace?: () => CameraPlace | undefined;
  /** For a screen that nobody operates: the camera takes its time. */
  calm?: boolean;
}) {
  const {
    selected,
    onSelect,
    onFailed,
    onReady,
    handle,
    labelScale,
    calm,
    startPlace,
    startLine = null,
    overlay = null,
    quality = 'auto',
    cameraMode = 'orbit',
    onCameraMode,
    onFollowed,
    insets = COVERED,
  } = props;
  const { t } = useTranslation();
  const { theme, language, reducedMotion } = usePreferences();
  const { live } = usePlant();
  const { records } = useSession();
  const alarms = useStandingAlarms();
  const canvas = useRef<HTMLCanvasElement>(null);
  const labels = useRef<HTMLDivElement>(null);
  const told = useRef({ onSelect, onFailed, onReady, onCameraMode, onFollowed, startPlace });
  const [scene, setScene] = useState<TwinScene | null>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'lost'>('loading');
  const [unshown, setUnshown] = useState<readonly ModelFailure[]>([]);
  /** Grows when a canvas is given up for a new one. */
  const [attempt, setAttempt] = useState(0);
  const losses = useRef<number[]>([]);

  useEffect(() => {
    told.current = { onSelect, onFailed, onReady, onCameraMode, onFollowed, startPlace };
  });

  useEffect(() => {
    let disposed = false;
    let made: TwinScene | undefined;
    let restoring: ReturnType<typeof setTimeout> | undefined;
    const onLost = () => {
      setState('lost');
      const now = Date.now();
      losses.current = [...losses.current.filter((at) => now - at < LOSSES_WITHIN_MS), now];
      if (losses.current.length > MOST_LOSSES) told.current.onFailed({ reason: 'context' });
      else restoring = setTimeout(() => setAttempt((n) => n + 1), RESTORE_MS);
    };
    const onRestored = () => {
      clearTimeout(restoring);
      setState('ready');
    };
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
          insets,
          labelScale,
          calmCamera: calm,
          onSelect: (address) => told.current.onSelect(address),
          onCameraMode: (mode) => told.current.onCameraMode?.(mode),
          onFollowed: (inside) => told.current.onFollowed?.(inside),
          onModelsFailed: setUnshown,
          onContextLost: onLost,
          onContextRestored: onRestored,
        });
        const place = told.current.startPlace?.();
        if (place) made.goTo(place, true);
        made.start();
        setScene(made);
        setState('ready');
        told.current.onReady?.();
      })
      .catch((error: Error) => {
        if (!disposed) told.current.onFailed({ reason: 'creation', detail: error.message });
      });
    return () => {
      disposed = true;
      clearTimeout(restoring);
      made?.dispose();
      setScene(null);
    };
    // Theme, language and insets follow through `setTheme`, `setLanguage` and `setInsets`; only another plant needs another scene.
  }, [live, reducedMotion, attempt]);

  useEffect(() => scene?.setTheme(theme), [scene, theme]);
  useEffect(() => scene?.setLanguage(language), [scene, language]);
  useEffect(() => scene?.setInsets(insets), [scene, insets]);
  useEffect(() => scene?.setAlarms(alarms), [scene, alarms]);
  useEffect(() => scene?.setQuality(quality), [scene, quality]);
  useEffect(() => scene?.setCameraMode(cameraMode), [scene, cameraMode]);
  useEffect(() => scene?.setOverlay(overlay), [scene, overlay]);
  useEffect(() => {
    if (startLine) scene?.frameLine(startLine);
  }, [scene, startLine]);
  useEffect(() => scene?.select(selected), [scene, selected]);
  useEffect(() => {
    if (!scene) return;
    const shown = new Map<string, unknown>();
    const show = () => {
      for (const [equipment, welded] of records.seams()) {
        if (shown.get(equipment) === welded) continue;
        shown.set(equipment, welded);
        scene.showSeam(equipment, welded.seam, welded.verdict);
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
      cameraPlace: () => scene?.cameraPlace(),
      goTo: (place, atOnce) => scene?.goTo(place, atOnce),
      moveMachine: (address, at) => scene?.moveMachine(address, at),
      machineAt: (x, y) => scene?.machineAt(x, y) ?? null,
      floorAt: (x, y) => scene?.floorAt(x, y) ?? null,
      screenPosition: (address) => scene?.screenPosition(address) ?? null,
    }),
    [scene],
  );

  return (
    <div
      className="scene"
      role="group"
      aria-label={t('hall.scene')}
      data-scene={state}
      data-attempt={attempt}
    >
      <canvas key={attempt} ref={canvas} className="scene-canvas" />
      <div ref={labels} className="scene-labels" aria-hidden="true" />
      {unshown.length > 0 && (
        <p className="scene-note" role="status">
          {t('hall.modelsFailed', {
            files: unshown
              .map(({ file, reason, detail }) => {
                const why = [t(`hall.modelReason.${reason}`), detail].filter(Boolean).join(': ');
                return t('hall.modelFailed', { file, reason: why });
              })
              .join(t('hall.modelBetween')),
          })}
        </p>
      )}
      {state !== 'ready' && (
        <div className="scene-loading" role="status">
          {t(state === 'lost' ? 'hall.sceneRestoring' : 'hall.sceneLoading')}
        </div>
      )}
    </div>
  );
}
