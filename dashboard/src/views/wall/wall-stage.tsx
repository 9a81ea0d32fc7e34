import type { WallStage as StageKind } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import type { Insets } from '../../scene/scene-api.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { FloorPlan } from '../hall/floor-plan.tsx';
import type { SceneHandle } from '../hall/scene-canvas.tsx';
import { hasWebgl } from '../hall/webgl.ts';
import { AgeOf } from '../shared/alarm-rows.tsx';
import { AlarmGlyph, MachineGlyph, MachineStateText } from '../shared/machine-glyph.tsx';
import { useMachines } from '../shared/use-machines.ts';
import { nextStop, startTour, type TourPlan, type TourStop } from './tour.ts';
import { useLooks } from './use-looks.ts';
import { useWallIncidents } from './use-wall-incidents.ts';

const SceneCanvas = lazy(() => import('../hall/scene-canvas.tsx'));

const LOOK_MS = 1000;
/** A graphics driver may be mended while the screen is on; the plan stands in for the hall meanwhile, ms. */
const TRY_AGAIN_MS = 5 * 60_000;
/** Labels of the hall on a wall against those of a desk: 24 px on 1080 lines, read from 3 m. */
const LABEL_SCALE = 24 / 12.5;
/** Incidents of these priorities bring the camera; what is less urgent stands in the list. */
const DRAWING_PRIORITY = 2;

/** The hall in the middle of the wall. Without 3D the same states and the same names stand on the plan. */
export function WallStage(props: {
  kind: StageKind;
  lines: readonly Line[];
  /** What stands before the picture, in thousand-and-eightieths of the screen's short side. */
  covered: Insets;
}) {
  const { kind, lines, covered } = props;
  const { t } = useTranslation();
  const stop = useTourStop(kind, lines);
  const scene = useRef<SceneHandle>(null);
  const [view] = useUrlState('view', '3d');
  const [failed, setFailed] = useState(() => !hasWebgl());
  const flat = failed || view === '2d';
  const [ready, setReady] = useState(false);
  const { index } = usePlant();
  useEffect(() => {
    if (!failed) return;
    const timer = setTimeout(() => setFailed(!hasWebgl()), TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [failed]);
  const machine = (stop.kind === 'machine' && index.equipment(stop.address)?.address) || null;
  const line = stop.kind === 'line' ? stop.line : null;
  useEffect(() => {
    if (machine === null && ready) scene.current?.frameLine(line);
  }, [machine, line, ready]);
  return (
    <section
      className="wall-stage"
      data-stop={stop.kind}
      data-at={machine ?? line ?? ''}
      aria-label={t('nav.hall')}
    >
      {flat ? (
        <FloorPlan selected={machine} line={line} onSelect={noChoice} />
      ) : (
        <Suspense fallback={<div className="scene-loading">{t('hall.sceneLoading')}</div>}>
          <SceneCanvas
            selected={machine}
            onSelect={noChoice}
            onFailed={() => setFailed(true)}
            onReady={() => setReady(true)}
            handle={scene}
            labelScale={(LABEL_SCALE * Math.min(innerWidth, innerHeight)) / 1080}
            insets={scaled(covered, Math.min(innerWidth, innerHeight) / 1080)}
            calm
          />
        </Suspense>
      )}
      <Caption stop={stop} lines={lines} />
    </section>
  );
}

function scaled({ top, bottom, left, right }: Insets, by: number): Insets {
  return { top: top * by, bottom: bottom * by, left: left * by, right: right * by };
}

/** Nobody chooses on a wall. */
function noChoice(): void {
  return;
}

/** Where the camera stands, looked at once a second. */
function useTourStop(kind: StageKind, lines: readonly Line[]): TourStop {
  const { index } = usePlant();
  const incidents = useWallIncidents(lines);
  const machines = useMemo(() => lines.flatMap(({ id }) => index.equipmentOf(id)), [index, lines]);
  const { faults } = useLooks(machines);
  const plan = useMemo<TourPlan>(() => {
    const urgent = incidents.filter(({ incident }) => incident.priority <= DRAWING_PRIORITY);
    const trouble = [...new Set([...urgent.map(({ incident }) => incident.cause.equipment), ...faults])];
    return { lines: lines.map(({ id }) => id), trouble };
  }, [incidents, faults, lines]);
  const latest = useRef(plan);
  const [tour, setTour] = useState(() => startTour(Date.now(), plan));
  useEffect(() => {
    latest.current = plan;
  }, [plan]);
  useEffect(() => {
    if (kind !== 'tour') return;
    const timer = setInterval(() => setTour((now) => nextStop(now, Date.now(), latest.current)), LOOK_MS);
    return () => clearInterval(timer);
  }, [kind]);
  return kind === 'tour' ? tour.stop : { kind: 'hall' };
}

/** What the camera looks at, and what is wrong there. */
function Caption({ stop, lines }: { stop: TourStop; lines: readonly Line[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const incidents = useWallIncidents(lines);
  const signals = useMachines();
  if (stop.kind === 'hall') return null;
  if (stop.kind === 'line') {
    const line = lines.find(({ id }) => id === stop.line);
    return <p className="wall-caption">{line?.name[language]}</p>;
  }
  const machine = index.equipment(stop.address);
  const here = incidents.find(({ incident }) => incident.cause.equipment === stop.address);
  if (!machine) return null;
  return (
    <div className="wall-caption" data-machine={machine.id}>
      <p className="wall-caption-name">
        <MachineGlyph machine={signals.get(machine.address)!} size={40} />
        <b>{machine.id}</b> {machine.name[language]}
      </p>
      {here ? (
        <p className="wall-caption-cause">
          <AlarmGlyph priority={here.incident.priority} pulsing={here.waits} size={36} />
          {here.incident.cause.title[language]}
          <small>
            <AgeOf time={here.incident.openedAt} />
          </small>
        </p>
      ) : (
        <p className="wall-caption-cause">
          <MachineStateText machine={signals.get(machine.address)!} />
          <small>{t('wall.noAlarmYet')}</small>
        </p>
      )}
    </div>
  );
}
