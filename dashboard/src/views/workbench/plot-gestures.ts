import { panned, zoomed, type TimeWindow } from './time-window.ts';

/** What gestures steer. */
export interface Steered {
  window(): TimeWindow;
  /** @param isOver whether the gesture ended with it */
  show(window: TimeWindow, isOver: boolean): void;
  /** Whether a drag draws a range to zoom to, instead of moving the time. */
  isBrushing(event: MouseEvent): boolean;
}

/** A turn of a wheel by one notch (100 px) moves by this share of the window, and zooms by this factor. */
const WHEEL_SHARE_PER_PX = 0.001;
const WHEEL_ZOOM_PER_PX = 0.002;
/** A wheel says nothing of its end; after this pause its turning is over, ms. */
const WHEEL_PAUSE_MS = 200;

/**
 * Wheel and drag move the time, with Ctrl the wheel zooms at the pointer (as two fingers on a touch pad do), two fingers on a screen zoom and
 * move. @returns undoes it
 */
export function steerByPointer(over: HTMLElement, steered: Steered): () => void {
  const fingers = new Map<number, number>();
  let wheelOver: ReturnType<typeof setTimeout> | undefined;
  const timeAt = (clientX: number) => {
    const { left, width } = over.getBoundingClientRect();
    const { from, to } = steered.window();
    return from + ((clientX - left) / width) * (to - from);
  };
  const sharePerPx = () => 1 / Math.max(1, over.clientWidth);

  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const by = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
    const pixels = event.deltaMode === 1 ? by * 33 : by;
    const window = steered.window();
    const next =
      event.ctrlKey || event.metaKey
        ? zoomed(window, timeAt(event.clientX), Math.exp(pixels * WHEEL_ZOOM_PER_PX))
        : panned(window, pixels * WHEEL_SHARE_PER_PX);
    steered.show(next, false);
    clearTimeout(wheelOver);
    wheelOver = setTimeout(() => steered.show(steered.window(), true), WHEEL_PAUSE_MS);
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || (event.pointerType === 'mouse' && steered.isBrushing(event))) return;
    fingers.set(event.pointerId, event.clientX);
    over.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, event.clientX);
    if (other === undefined)
      return steered.show(panned(steered.window(), (before - event.clientX) * sharePerPx()), false);
    // Two fingers: the time under the one that rests stays.
    const [was, is] = [Math.abs(before - other), Math.abs(event.clientX - other)];
    if (was > 8 && is > 8) steered.show(zoomed(steered.window(), timeAt(other), was / is), false);
  };
  const onUp = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId) || fingers.size > 0) return;
    steered.show(steered.window(), true);
  };
  over.addEventListener('wheel', onWheel, { passive: false });
  over.addEventListener('pointerdown', onDown);
  over.addEventListener('pointermove', onMove);
  over.addEventListener('pointerup', onUp);
  over.addEventListener('pointercancel', onUp);
  return () => {
    clearTimeout(wheelOver);
    over.removeEventListener('wheel', onWheel);
    over.removeEventListener('pointerdown', onDown);
    over.removeEventListener('pointermove', onMove);
    over.removeEventListener('pointerup', onUp);
    over.removeEventListener('pointercancel', onUp);
  };
}
