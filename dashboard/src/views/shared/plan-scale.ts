import { useEffect, useState, type RefObject } from 'react';

/** Until it is measured, and where it has no size. */
const USUAL_PX_PER_M = 8;

/** Pixels of the screen for a metre of a plan that fills an element, so that its text can keep its size. */
export function usePixelsPerMetre(
  element: RefObject<Element | null>,
  widthM: number,
  heightM: number,
): number {
  const [pxPerM, setPxPerM] = useState(USUAL_PX_PER_M);
  useEffect(() => {
    const box = element.current!;
    const measure = () =>
      setPxPerM(Math.min(box.clientWidth / widthM, box.clientHeight / heightM) || USUAL_PX_PER_M);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element, widthM, heightM]);
  return pxPerM;
}
