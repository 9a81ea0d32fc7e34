import { useTranslation } from 'react-i18next';
import type { SpectrumOverlay } from '../../plots/spectrum-overlay.ts';

/** Which line of a spectrum is of this burst, and which lie under it; items of a list. */
export function OverlayKeys({ overlays }: { overlays: readonly SpectrumOverlay[] }) {
  const { t } = useTranslation();
  return (
    <>
      <li>
        <i style={{ background: 'var(--text-2)' }} /> {t('condition.overlayNow')}
      </li>
      {overlays.map(({ label, colour }) => (
        <li key={label}>
          <i style={{ background: colour }} /> {label}
        </li>
      ))}
    </>
  );
}
