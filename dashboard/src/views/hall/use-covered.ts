import { useEffect, useState, type RefObject } from 'react';
import type { Insets } from '../../scene/scene-api.ts';

/** Between the edge of the picture, or what covers it, and the first label. */
const MARGIN_PX = 8;
/** A legend in a corner leaves room beside it for the picture; one this wide takes the whole strip. */
const STRIP_SHARE = 0.5;
const CORNER_STEP_PX = 16;
const NOTHING: Insets = { top: MARGIN_PX, bottom: MARGIN_PX, left: 0, right: 0 };

/**
 * What covers the picture of the hall on this screen: its tools above and the legend below, as high as their lines make them.
 *
 * @param stage holds the picture (`.scene`), the tools (`.stage-tools`) and the legend (`.legend`), which may come later or go
 */
export function useCovered(stage: RefObject<HTMLElement | null>): Insets {
  const [covered, setCovered] = useState(NOTHING);
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const measure = () =>
      setCovered((before) => {
        const now = coveredOf(element);
        return JSON.stringify(now) === JSON.stringify(before) ? before : now;
      });
    const sizes = new ResizeObserver(measure);
    const watch = () => {
      sizes.disconnect();
      for (const one of element.querySelectorAll('.scene, .stage-tools, .legend')) sizes.observe(one);
      measure();
    };
    const children = new MutationObserver(watch);
    children.observe(element, { childList: true });
    watch();
    return () => {
      children.disconnect();
      sizes.disconnect();
    };
  }, [stage]);
  return covered;
}

function coveredOf(stage: HTMLElement): Insets {
  const placeOf = (selector: string) => stage.querySelector(selector)?.getBoundingClientRect();
  const scene = placeOf('.scene');
  if (!scene) return NOTHING;
  const tools = placeOf('.stage-tools');
  const legend = placeOf('.legend');
  const isStrip = legend && legend.width >= scene.width * STRIP_SHARE;
  const strip = (px: number) => Math.max(0, Math.round(px)) + MARGIN_PX;
  const corner = legend && {
    // Counts of the legend change their figures all the time: the labels stay where they are meanwhile.
    width: Math.ceil(strip(legend.right - scene.left) / CORNER_STEP_PX) * CORNER_STEP_PX,
    height: strip(scene.bottom - legend.top),
  };
  return {
    ...NOTHING,
    corner: isStrip ? undefined : corner,
    top: strip(tools ? tools.bottom - scene.top : 0),
    bottom: strip(isStrip ? scene.bottom - legend.top : 0),
  };
}
