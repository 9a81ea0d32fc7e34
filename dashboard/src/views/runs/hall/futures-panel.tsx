import type { EquipmentAddress } from '@linetwin/model';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveSession } from '../../../live/live-session.ts';
import { usePlant } from '../../../live/session-context.ts';
import { formatNumber, NO_VALUE, type Language } from '../../../ui/format.ts';
import { Glyph } from '../../../ui/glyph-sprite.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { usePreferences } from '../../../ui/preferences.tsx';
import { machineName, useRunTexts } from '../run-texts.ts';
import { FutureStandings, type Standing } from './future-standings.ts';
import { machinesApart, madeSince, type LineStanding } from './standing-figures.ts';

/** A cursor that plays is followed at this pace; one that rests costs a look. */
const LOOK_MS = 500;
const MOST_APART = 12;

const ROWS = [
  { what: 'good', decimals: 0 },
  { what: 'scrap', decimals: 0 },
  { what: 'kwh', decimals: 1 },
  { what: 'perPart', decimals: 3 },
  { what: 'kw', decimals: 1 },
  { what: 'running', decimals: 0 },
] as const;

/** Futures in numbers at the cursor: what lines made since they parted, and which machines do not stand alike. */
export function FuturesPanel(props: {
  sessions: readonly LiveSession[];
  names: readonly string[];
  /** How each stood at the instant from which on is counted; none while it is not known. */
  bases: readonly (readonly LineStanding[] | undefined)[];
  lines: readonly string[];
  isBranch: boolean;
  onSelect: (equipment: EquipmentAddress) => void;
}) {
  const { sessions, names, bases, lines, isBranch, onSelect } = props;
  const t = useRunTexts();
  const { t: common } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const standings = useStandings(sessions, lines);
  const [first, second] = standings;
  const apart = first && second ? machinesApart(first.looks, second.looks) : [];
  const figure = (side: number, line: string, what: (typeof ROWS)[number]['what']): number | undefined => {
    const now = standings[side]?.lines.find((one) => one.line === line);
    const then = bases[side]?.find((one) => one.line === line);
    if (!now) return undefined;
    if (what === 'kw') return now.kw;
    if (what === 'running') return now.looks.get('running') ?? 0;
    if (!then) return undefined;
    const made = madeSince(now, then);
    if (what !== 'perPart') return made[what];
    return made.good && made.kwh !== undefined ? made.kwh / made.good : undefined;
  };
  return (
    <div className="futures">
      <Panel title={t(isBranch ? 'hall.sinceBranch' : 'hall.sinceStart')}>
        <div className="run-table">
          <table className="run-figures">
            <thead>
              <tr>
                <th scope="col">{t('figures.name')}</th>
                {names.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                {sessions.length > 1 && <th scope="col">{t('figures.difference')}</th>}
              </tr>
            </thead>
            <tbody>
              {lines.flatMap((line) =>
                ROWS.map(({ what, decimals }) => (
                  <tr key={`${line} ${what}`}>
                    <th scope="row">
                      {what === 'kw' || what === 'running'
                        ? t(`hall.${what}`, { line: index.line(line)?.name[language] ?? line })
                        : t(`figures.${what}`, { line: index.line(line)?.name[language] ?? line })}
                    </th>
                    {sessions.map((_, side) => (
                      <td key={side}>{number(figure(side, line, what), decimals, language)}</td>
                    ))}
                    {sessions.length > 1 && (
                      <td>{difference(figure(0, line, what), figure(1, line, what), decimals, language)}</td>
                    )}
                  </tr>
                )),
              )}
              <tr>
                <th scope="row">{t('hall.alarms')}</th>
                {sessions.map((_, side) => (
                  <td key={side}>{number(standings[side]?.alarms, 0, language)}</td>
                ))}
                {sessions.length > 1 && <td>{difference(first?.alarms, second?.alarms, 0, language)}</td>}
              </tr>
            </tbody>
          </table>
        </div>
      </Panel>
      {sessions.length > 1 && (
        <Panel title={t('hall.apart', { count: apart.length })}>
          {apart.length === 0 ? (
            <p className="muted">{t('hall.alike')}</p>
          ) : (
            <ul className="apart">
              {apart.slice(0, MOST_APART).map((one) => (
                <li key={one.equipment}>
                  <button
                    type="button"
                    className="quiet-button"
                    onClick={() => onSelect(one.equipment as EquipmentAddress)}
                  >
                    <b>{machineName(one.equipment, index, language)}</b>
                    {[one.first, one.second].map((look, side) => (
                      <span key={side} data-look={look}>
                        <Glyph name={look} size={12} /> {common(`look.${look}`)}
                      </span>
                    ))}
                  </button>
                </li>
              ))}
              {apart.length > MOST_APART && (
                <li className="muted">{t('hall.moreApart', { count: apart.length - MOST_APART })}</li>
              )}
            </ul>
          )}
        </Panel>
      )}
    </div>
  );
}

function useStandings(
  sessions: readonly LiveSession[],
  lines: readonly string[],
): readonly (Standing | undefined)[] {
  const { index } = usePlant();
  const [standings, setStandings] = useState<readonly (Standing | undefined)[]>([]);
  const key = lines.join();
  useEffect(() => {
    const futures = new FutureStandings(index, key.split(','), sessions);
    const look = () => setStandings(futures.now());
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [sessions, index, key]);
  return standings;
}

function number(value: number | undefined, decimals: number, language: Language): string {
  return value === undefined ? NO_VALUE : formatNumber(value, language, decimals);
}

function difference(
  first: number | undefined,
  second: number | undefined,
  decimals: number,
  language: Language,
): string {
  if (first === undefined || second === undefined) return NO_VALUE;
  const text = formatNumber(second - first, language, decimals);
  return second > first ? `+${text}` : text;
}
