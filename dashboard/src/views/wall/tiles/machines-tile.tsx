import type { Line } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../../live/session-context.ts';
import { Glyph } from '../../../ui/glyph-sprite.tsx';
import { MACHINE_LOOKS } from '../../../ui/tokens.ts';
import { Tile, useStaleSince } from '../tile.tsx';
import { useLooks } from '../use-looks.ts';

/** How many machines stand in which state, with its shape and its word. */
export function MachinesTile({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  const { index } = usePlant();
  const machines = useMemo(() => lines.flatMap(({ id }) => index.equipmentOf(id)), [index, lines]);
  const { counts } = useLooks(machines);
  const staleSince = useStaleSince();
  return (
    <Tile
      name="machines"
      title={t('wall.tile.machines')}
      note={t('common.of', { count: machines.length })}
      staleSince={staleSince}
    >
      <ul className="wall-looks">
        {MACHINE_LOOKS.filter((look) => counts[look] > 0).map((look) => (
          <li key={look} data-look={look}>
            <span className="machine-glyph" data-look={look}>
              <Glyph name={look} size={36} />
            </span>
            <b className="wall-mid">{counts[look]}</b>
            <span className="wall-label">{t(`look.${look}`)}</span>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
