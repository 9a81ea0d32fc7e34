import type { RunSummary } from '@linetwin/contracts';
import type { EquipmentAddress } from '@linetwin/model';
import { lazy, Suspense, useState, useSyncExternalStore, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveSession } from '../../../live/live-session.ts';
import { PlantContext, SessionContext, usePlant } from '../../../live/session-context.ts';
import type { Insets } from '../../../scene/scene-api.ts';
import { FloorPlan } from '../../hall/floor-plan.tsx';
import type { SceneFailure, SceneHandle } from '../../hall/scene-canvas.tsx';
import { hasWebgl } from '../../hall/webgl.ts';
import { useReplayProblem } from '../../replay/use-replay-problem.ts';
import { useRunTexts } from '../run-texts.ts';

const SceneCanvas = lazy(() => import('../../hall/scene-canvas.tsx'));

/** The name of the run lies over the top. */
const COVERED: Insets = { top: 44, bottom: 8, left: 0, right: 0 };

interface PaneProps {
  run: RunSummary;
  /** What it is called beside the other one. */
  name: string;
  /** Which of two it is, in words; nothing where there is only one. */
  role?: string;
  line: string | null;
  selected: EquipmentAddress | null;
  onSelect: (address: EquipmentAddress | null) => void;
  handle: Ref<SceneHandle>;
}

/** One future: the hall as it stands in a run. */
export function RunPane({ session, ...props }: PaneProps & { session: LiveSession | undefined }) {
  const { t } = useTranslation();
  const { name, role } = props;
  return (
    <section className="run-pane" aria-label={role ? `${role}: ${name}` : name}>
      {session ? (
        <RunContexts
          session={session}
          waiting={<div className="scene-loading">{t('hall.sceneLoading')}</div>}
        >
          <Stage {...props} />
        </RunContexts>
      ) : (
        <div className="scene-loading">{t('hall.sceneLoading')}</div>
      )}
      <header className="run-pane-name">
        {role && <span>{role}</span>}
        <b>{name}</b>
      </header>
    </section>
  );
}

/** Below it the plant is that of a run. */
export function RunContexts(props: { session: LiveSession; waiting: ReactNode; children: ReactNode }) {
  const { session, waiting, children } = props;
  const plant = useSyncExternalStore(session.subscribePlant, session.plant);
  if (!plant) return waiting;
  return (
    <SessionContext value={session}>
      <PlantContext value={plant}>{children}</PlantContext>
    </SessionContext>
  );
}

function Stage({ run, line, selected, onSelect, handle }: Omit<PaneProps, 'name' | 'role'>) {
  const { t } = useTranslation();
  const texts = useRunTexts();
  const { index } = usePlant();
  const problem = useReplayProblem();
  const [failed, setFailed] = useState<SceneFailure | null>(() =>
    hasWebgl() ? null : { reason: 'no-webgl' },
  );
  return (
    <>
      {failed ? (
        <FloorPlan
          selected={selected}
          line={line}
          onSelect={(machine) => onSelect(machine?.address ?? null)}
        />
      ) : (
        <Suspense fallback={<div className="scene-loading">{t('hall.sceneLoading')}</div>}>
          <SceneCanvas
            selected={selected}
            onSelect={(address) =>
              // Machines of other lines say nothing in this run.
              onSelect(address && run.lines.includes(index.equipment(address)!.line) ? address : null)
            }
            onFailed={setFailed}
            startLine={line}
            handle={handle}
            insets={COVERED}
          />
        </Suspense>
      )}
      {problem && (
        <p className="run-pane-problem" role="alert">
          {texts('hall.problem', { reason: problem })}
        </p>
      )}
    </>
  );
}
