import type { BearingDefinition } from '@linetwin/model';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BearingPart } from '../../scene/cutaway/bearing-parts.ts';
import { createCutaway } from '../../scene/cutaway/cutaway-scene.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/** The bearing cut open on a canvas; says so where this device cannot draw it. */
export default function CutawayCanvas(props: {
  bearing: BearingDefinition;
  damaged: BearingPart;
  colour: string;
  label: string;
}) {
  const { bearing, damaged, colour, label } = props;
  const { t } = useTranslation();
  const { theme, reducedMotion } = usePreferences();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    try {
      const cutaway = createCutaway({
        canvas: canvas.current!,
        bearing,
        damaged,
        colour,
        theme,
        reducedMotion,
      });
      return () => cutaway.dispose();
    } catch {
      setFailed(true);
    }
  }, [bearing, damaged, colour, theme, reducedMotion]);
  if (failed) return <p role="status">{t('hall.noWebgl')}</p>;
  return <canvas key={theme} ref={canvas} className="cutaway-canvas" role="img" aria-label={label} />;
}
