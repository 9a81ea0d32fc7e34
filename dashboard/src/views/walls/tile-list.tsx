import { WALL_TILES, type WallTile } from '@linetwin/contracts';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';
import { MOST_TILES, movedTile } from './wall-draft.ts';

/** Tiles of one side of a wall from top to bottom; every change by keyboard as well. */
export function TileList(props: {
  label: string;
  tiles: readonly WallTile[];
  onChange: (tiles: WallTile[]) => void;
}) {
  const { label, tiles, onChange } = props;
  const { t } = useTranslation();
  const free = WALL_TILES.filter((tile) => !tiles.includes(tile));
  return (
    <section className="wall-edit-side" aria-label={label}>
      <h3>{label}</h3>
      <ol>
        {tiles.map((tile, i) => (
          <li key={tile} data-edit-tile={tile}>
            <span>{t(`wall.tile.${tile}`)}</span>
            <Button
              size="small"
              type="text"
              disabled={i === 0}
              aria-label={t('walls.up', { tile: t(`wall.tile.${tile}`) })}
              onClick={() => onChange(movedTile(tiles, tile, -1))}
            >
              ↑
            </Button>
            <Button
              size="small"
              type="text"
              disabled={i === tiles.length - 1}
              aria-label={t('walls.down', { tile: t(`wall.tile.${tile}`) })}
              onClick={() => onChange(movedTile(tiles, tile, 1))}
            >
              ↓
            </Button>
            <Button
              size="small"
              type="text"
              aria-label={t('walls.takeOut', { tile: t(`wall.tile.${tile}`) })}
              onClick={() => onChange(tiles.filter((one) => one !== tile))}
            >
              <Icon name="close" size={12} />
            </Button>
          </li>
        ))}
      </ol>
      {tiles.length < MOST_TILES && free.length > 0 && (
        <Select<WallTile>
          size="small"
          value={null}
          aria-label={t('walls.addTile', { side: label })}
          placeholder={t('walls.addTile', { side: label })}
          options={free.map((tile) => ({ value: tile, label: t(`wall.tile.${tile}`) }))}
          onChange={(tile) => onChange([...tiles, tile])}
        />
      )}
    </section>
  );
}
