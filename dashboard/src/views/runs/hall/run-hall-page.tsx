import type { CursorCommand, RunSummary } from '@linetwin/contracts';
import type { EquipmentAddress } from '@linetwin/model';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { LiveSession } from '../../../live/live-session.ts';
import { runsApi } from '../../../live/api/runs-api.ts';
import { usePlant } from '../../../live/session-context.ts';
import { useFetched } from '../../../live/use-fetched.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Failure, Loading, Panel } from '../../../ui/panel.tsx';
import { useLinkTo, useUrlState } from '../../../ui/use-url-state.ts';
import type { SceneHandle } from '../../hall/scene-canvas.tsx';
import { findByShortPath, shortPath } from '../../shared/use-machines.ts';
import { SilentMachines } from '../silent-machines.tsx';
import { RunBurstsAtCursor } from '../run-bursts.tsx';
import { runName, useRunNames, useRunTexts } from '../run-texts.ts';
import { FuturesPanel } from './futures-panel.tsx';
import { LinkedCursors } from './linked-cursors.ts';
import { MachineBeside } from './machine-beside.tsx';
import { countedFrom, partsAt } from './parts-at.ts';
import { RunContexts, RunPane } from './run-pane.tsx';
import { RunTimeBar } from './run-time-bar.tsx';
import { LineReader, type LineStanding } from './standing-figures.ts';
import { useLinkedCameras } from './use-linked-cameras.ts';
import { useRunSession } from './use-run-session.ts';
import '../runs.css';
import './run-hall.css';

const TOGETHER_MS = 400;

/** A run in the hall, or two of them side by side under one cursor and seen from one place. */
export default function RunHallPage() {
  const t = useRunTexts();
  const linkTo = useLinkTo();
  const { run: id = '' } = useParams();
  const [withId] = useUrlState('with', '');
  const run = useFetched(id, (abort) => runsApi.read(id, abort));
  const other = useFetched(withId || null, (abort) => runsApi.read(withId, abort));
  const failed = run.error ?? other.error;
  const cannot = [run.data, other.data].find((one) => one && !(one.hasValues && one.isHere));
  return (
    <div className="page run-hall">
      <header className="page-head">
        <span className="replay-flag">
          <Icon name="replay" />
          {t('hall.flag')}
        </span>
        <h1>{run.data ? runName(run.data) : t('hall.title')}</h1>
        <Link to={linkTo(`/runs/${id}`)}>{t('hall.back')}</Link>
      </header>
      {failed || cannot ? (
        <Panel>
          <Failure what={t('loadFailed')} detail={failed?.message ?? t('hall.noValues')} retry={run.retry} />
        </Panel>
      ) : !run.data || (withId && !other.data) ? (
        <Loading rows={8} />
      ) : (
        <Futures key={`${id} ${withId}`} run={run.data} other={other.data} />
      )}
    </div>
  );
}

function Futures({ run, other }: { run: RunSummary; other: RunSummary | undefined }) {
  const t = useRunTexts();
  const { index } = usePlant();
  const [told, setTold] = useUrlState('t', '');
  const [selection, setSelection] = useUrlState('sel', '');
  const branchAt = other && partsAt(run, other);
  const shiftMs = other ? other.beginAt - run.beginAt : 0;
  const baseAt = countedFrom(run, other);
  const first = useRunSession(run, baseAt);
  const second = useRunSession(other, baseAt + shiftMs);
  const sessions = useMemo(
    () => (other ? (first && second ? [first, second] : []) : first ? [first] : []),
    [first, second, other],
  );
  const roles = !other
    ? []
    : branchAt === undefined
      ? [t('hall.one'), t('hall.other')]
      : [t('hall.was'), t('hall.is')];
  const apart = useRunNames(run, other);
  // Two runs of one story have one name.
  const names = other ? roles : [runName(run)];
  const lines = useMemo(() => [...new Set([...run.lines, ...(other?.lines ?? [])])], [run, other]);
  const line = lines.length === 1 ? lines[0] : null;
  const handles = [useRef<SceneHandle>(null), useRef<SceneHandle>(null)] as const;
  const lead = useLinkedCameras(...handles);
  const selected = selection ? findByShortPath(index.model.equipment, selection) : undefined;
  const select = (address: EquipmentAddress | null) =>
    setSelection(address && shortPath(index.equipment(address)!));
  const linked = useMemo(
    () =>
      sessions.length > 0
        ? new LinkedCursors(cursorOf(sessions[0]), sessions[1] && cursorOf(sessions[1]), shiftMs)
        : undefined,
    [sessions, shiftMs],
  );
  // Figures are counted from where the sessions begin; only then they go where the address says.
  const [startS] = useState(told === '' ? NaN : Number(told));
  const bases = useBases(sessions, lines, () => {
    if (Number.isFinite(startS)) linked?.steer({ do: 'seek', at: run.beginAt + startS * 1000 });
  });
  useEffect(() => {
    if (!linked) return;
    const timer = setInterval(() => linked.keepTogether(), TOGETHER_MS);
    return () => clearInterval(timer);
  }, [linked]);
  return (
    <>
      <div className="run-panes" data-count={other ? 2 : 1}>
        {[run, ...(other ? [other] : [])].map((one, side) => (
          <div
            key={one.id}
            onPointerDownCapture={() => lead(side === 0 ? 'first' : 'second')}
            onWheelCapture={() => lead(side === 0 ? 'first' : 'second')}
            onKeyDownCapture={() => lead(side === 0 ? 'first' : 'second')}
          >
            <RunPane
              session={[first, second][side]}
              run={one}
              name={apart[side]}
              role={roles[side]}
              line={line}
              selected={selected?.address ?? null}
              onSelect={select}
              handle={handles[side as 0 | 1]}
            />
          </div>
        ))}
      </div>
      {sessions.length > 0 && (
        <>
          <RunContexts session={sessions[0]} waiting={null}>
            <RunTimeBar
              session={sessions[0]}
              beginAt={run.beginAt}
              endAt={Math.max(run.endAt, other ? other.endAt - shiftMs : 0)}
              branchAt={branchAt}
              timeZone={index.model.site.timeZone}
              steer={(command: CursorCommand) => linked?.steer(command)}
              onRest={(at) =>
                bases.length > 0 &&
                setTold(at === baseAt ? null : String(Math.round((at - run.beginAt) / 1000)))
              }
            />
          </RunContexts>
          {[run, ...(other ? [other] : [])].map((one) => (
            <SilentMachines key={one.id} run={one} />
          ))}
          {selected && (
            <>
              <MachineBeside
                machine={selected}
                sessions={sessions}
                names={names}
                onClose={() => setSelection(null)}
              />
              <div className="run-bursts" data-count={sessions.length}>
                {[run, ...(other ? [other] : [])].map(({ id, kind }, side) =>
                  kind === 'simulated' ? (
                    <RunContexts key={id} session={sessions[side]} waiting={null}>
                      <RunBurstsAtCursor run={id} equipment={selected.address} name={names[side]} />
                    </RunContexts>
                  ) : null,
                )}
              </div>
            </>
          )}
          <FuturesPanel
            sessions={sessions}
            names={names}
            bases={bases}
            lines={lines}
            isBranch={branchAt !== undefined}
            onSelect={select}
          />
        </>
      )}
    </>
  );
}

function cursorOf(session: LiveSession) {
  return { steer: (command: CursorCommand) => session.steer(command), state: session.replay.state };
}

/** How lines stood at the instant that the sessions were opened at, from which on is counted; then calls back once. */
function useBases(
  sessions: readonly LiveSession[],
  lines: readonly string[],
  onKnown: () => void,
): (LineStanding[] | undefined)[] {
  const { index } = usePlant();
  const [bases, setBases] = useState<(LineStanding[] | undefined)[]>([]);
  const known = useRef(onKnown);
  useEffect(() => {
    known.current = onKnown;
  });
  useEffect(() => {
    if (sessions.length === 0) return;
    const reader = new LineReader(index, lines);
    const read: (LineStanding[] | undefined)[] = sessions.map(() => undefined);
    const look = () => {
      for (const [i, session] of sessions.entries()) {
        const live = session.plant()?.live;
        if (!read[i] && live && live.revision > 0) read[i] = reader.read(live, live.now());
      }
      if (read.some((one) => one === undefined)) return;
      clearInterval(timer);
      setBases(read);
      known.current();
    };
    const timer = setInterval(look, 50);
    return () => clearInterval(timer);
  }, [sessions, index, lines]);
  return bases;
}
