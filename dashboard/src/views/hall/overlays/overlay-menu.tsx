import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icons.tsx';
import { OVERLAYS, isOverlay, type OverlayName } from './overlay-names.ts';

/** Chooses what the hall is coloured by. */
export function OverlayMenu({
  overlay,
  onChoose,
}: {
  overlay: OverlayName;
  onChoose: (next: OverlayName) => void;
}) {
  const { t } = useTranslation();
  return (
    <label className="tool tool-select">
      <Icon name="layers" size={16} />
      <span className="tool-name">{t('overlay.choose')}</span>
      <select
        value={overlay}
        onChange={({ target }) => isOverlay(target.value) && onChoose(target.value)}
        aria-label={t('overlay.choose')}
      >
        {OVERLAYS.map((name) => (
          <option key={name} value={name}>
            {t(`overlay.name.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
