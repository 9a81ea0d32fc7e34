import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SceneOverlay } from '../../../scene/scene-api.ts';
import { formatNumber, unitText } from '../../../ui/format.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import type { PaintedOverlay } from './overlay-names.ts';
import type { RampScale } from './overlay-scales.ts';
import { INDICATOR_HOURS, useOverlay } from './use-overlay.ts';

/**
 * Paints the hall while an overlay is chosen, and says what its colours mean: a scale with its unit, or classes with their
 * letters, and how many machines have no value. Loaded when one is chosen.
 */
export default function OverlayLegend({
  overlay,
  onPaint,
}: {
  overlay: PaintedOverlay;
  onPaint: (overlay: SceneOverlay | null) => void;
}) {
  const { t } = useTranslation();
  const { scale, scene, counts, missing, unmeasured, loading, error } = useOverlay(overlay);
  useEffect(() => onPaint(scene), [onPaint, scene]);
  useEffect(() => () => onPaint(null), [onPaint]);
  return (
    <section className="legend overlay-legend" aria-label={t('hall.legend')} data-overlay={overlay}>
      <h2>
        {t(`overlay.name.${overlay}`)}
        <small>{t(`overlay.note.${overlay}`, { hours: INDICATOR_HOURS })}</small>
      </h2>
      {scale.kind === 'ramp' ? (
        <Ramp scale={scale} />
      ) : (
        <ul className="overlay-classes">
          {scale.classes.map(({ id, colour }) => (
            <li key={id} data-none={(counts.get(id) ?? 0) === 0}>
              <i style={{ background: colour }} />
              <span>{t(`overlay.class.${id}` as never)}</span>
              <b>{counts.get(id) ?? 0}</b>
            </li>
          ))}
        </ul>
      )}
      <p className="overlay-missing">
        <i className="overlay-hatch" />
        <span>{t('overlay.missing')}</span>
        <b>{missing}</b>
        {unmeasured > 0 && (
          <>
            <i className="overlay-unmeasured" />
            <span>{t('overlay.unmeasured')}</span>
            <b>{unmeasured}</b>
          </>
        )}
      </p>
      {(loading || error) && (
        <p role="status" className="overlay-status">
          {error ? t('overlay.failed', { detail: error.message }) : t('overlay.loading')}
        </p>
      )}
    </section>
  );
}

/** Colours with the values at equal distances under them. */
function Ramp({ scale }: { scale: RampScale }) {
  const { language } = usePreferences();
  const { ticks, colours, unit } = scale;
  return (
    <div className="overlay-ramp">
      <div className="overlay-bar" style={{ background: `linear-gradient(90deg, ${colours.join(', ')})` }} />
      <ol>
        {ticks.map((tick, i) => (
          <li key={tick}>
            {formatNumber(tick, language, tick % 1 === 0 ? 0 : 1)}
            {i === ticks.length - 1 && <span className="unit"> {unitText(unit)}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
