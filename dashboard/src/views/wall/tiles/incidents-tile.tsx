import type { Line } from '@linetwin/model';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant, useRecordsLoaded } from '../../../live/session-context.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import { AgeOf } from '../../shared/alarm-rows.tsx';
import { AlarmGlyph } from '../../shared/machine-glyph.tsx';
import { NoFigure, Tile, useStaleSince } from '../tile.tsx';
import { useTurns } from '../use-turns.ts';
import { useWallIncidents, type WallIncident } from '../use-wall-incidents.ts';

/** Heights of one entry and of a label, in units of the wall (wall.css): how long one is depends on the screen. */
const ENTRY_UNITS = 158;
const LABEL_UNITS = 24;

/** Open incidents, each with its first cause. As many as find room; the others take turns. */
export function IncidentsTile({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  const all = useWallIncidents(lines);
  const loaded = useRecordsLoaded();
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list);
  const { shown, turn, turns } = useTurns(all, room);
  const staleSince = useStaleSince();
  const note =
    turns > 1
      ? `${t('common.of', { count: all.length })} · ${t('wall.turn', { turn: turn + 1, turns })}`
      : t('common.of', { count: all.length });
  return (
    <Tile name="incidents" title={t('wall.tile.incidents')} note={note} staleSince={staleSince} grows>
      {!loaded ? (
        <NoFigure>{t('common.loading')}</NoFigure>
      ) : all.length === 0 ? (
        <p className="wall-calm">{t('wall.calm')}</p>
      ) : null}
      <ul ref={list} className="wall-matters">
        {shown.map((one) => (
          <Entry key={one.incident.id} {...one} />
        ))}
      </ul>
    </Tile>
  );
}

function Entry({ incident, waits, takenBy }: WallIncident) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { cause, members, more, priority } = incident;
  const machine = index.equipment(cause.equipment);
  const others = new Set(members.map(({ equipment }) => equipment)).size + more - 1;
  return (
    <li data-rank={priority}>
      <span className="wall-matter-glyph">
        <AlarmGlyph priority={priority} pulsing={waits} size={40} />
      </span>
      <div>
        <p className="wall-matter-head">
          <b>{machine?.id ?? cause.equipment}</b>
          <span className="wall-matter-name">{machine?.name[language]}</span>
          <span>
            <AgeOf time={incident.openedAt} />
          </span>
        </p>
        <p className="wall-matter-cause">
          {cause.title[language]}
          {others > 0 && <span className="wall-unit">{t('maintenance.affected', { count: others })}</span>}
          {takenBy !== null && <span className="wall-unit">{t('wall.takenBy', { name: takenBy })}</span>}
        </p>
      </div>
    </li>
  );
}

/** How many entries the list has room for; measured, because tiles share a side of the screen. */
function useRoom(list: React.RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(1);
  useEffect(() => {
    const element = list.current!;
    const measure = () => {
      const unit = parseFloat(getComputedStyle(element).fontSize) / LABEL_UNITS;
      setRoom(Math.max(1, Math.floor(element.clientHeight / (ENTRY_UNITS * unit))));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [list]);
  return room;
}
