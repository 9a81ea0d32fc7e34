import type { Line } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { Glyph } from '../../ui/glyph-sprite.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { MACHINE_LOOKS } from '../../ui/tokens.ts';
import { MachineGlyph } from '../shared/machine-glyph.tsx';
import { useMachines } from '../shared/use-machines.ts';
import { useLooks } from './use-looks.ts';
import { useStaleSince } from './tile.tsx';
import { useTurns } from './use-turns.ts';

/** More rows than these would take the picture's room; lines then take turns. */
const ROWS = 3;

/** For each line one shape for each machine in the order of parts, and how many stand in each state. */
export function GlyphRows({ lines }: { lines: readonly Line[] }) {
  const { shown } = useTurns(lines, ROWS);
  const stale = useStaleSince() !== null;
  return (
    <div className="wall-rows" data-stale={stale}>
      {shown.map((line) => (
        <GlyphRow key={line.id} line={line} />
      ))}
    </div>
  );
}

function GlyphRow({ line }: { line: Line }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const machines = useMemo(() => index.equipmentOf(line.id), [index, line.id]);
  const signals = useMachines();
  const { counts } = useLooks(machines);
  return (
    <div className="wall-row" data-line={line.id}>
      <h3>{line.name[language]}</h3>
      <ul className="wall-glyphs" aria-label={t('wall.glyphsOf', { line: line.name[language] })}>
        {machines.map(({ address, id }) => (
          <li key={address} title={id}>
            <MachineGlyph machine={signals.get(address)!} size={40} />
          </li>
        ))}
      </ul>
      <ul className="wall-counts">
        {MACHINE_LOOKS.filter((look) => counts[look] > 0).map((look) => (
          <li key={look}>
            <span className="machine-glyph" data-look={look}>
              <Glyph name={look} size={28} label={t(`look.${look}`)} />
            </span>
            <b>{counts[look]}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
