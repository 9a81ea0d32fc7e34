import type { Equipment, Place } from '@linetwin/model';
import { useEffect, useRef } from 'react';
import { rounded } from './places.ts';
import { snapped } from './snap.ts';
import type { LayoutDraft } from './use-draft.ts';

interface Spot {
  x: number;
  z: number;
}

/** A press that moves less chooses the machine and moves nothing, pixels. */
const SLOP_PX = 4;

/** Dragging a machine over the floor, whatever it is seen in. */
export function useDrag(parts: {
  draft: LayoutDraft;
  snaps: boolean;
  /** The place on the floor under a pointer. */
  floorAt: (event: { clientX: number; clientY: number }) => Spot | null;
  onHeld?: (machine: Equipment, at: Place) => void;
}): { begin: (machine: Equipment, event: { clientX: number; clientY: number }) => void } {
  const latest = useRef(parts);
  const stop = useRef<() => void>(undefined);
  useEffect(() => {
    latest.current = parts;
  });
  useEffect(() => () => stop.current?.(), []);

  const begin = (machine: Equipment, start: { clientX: number; clientY: number }) => {
    const from = latest.current.floorAt(start);
    if (!from) return;
    let at: Place | null = null;
    const move = (event: PointerEvent) => {
      const { draft, snaps, floorAt, onHeld } = latest.current;
      if (!at && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < SLOP_PX) return;
      const to = floorAt(event);
      if (!to) return;
      const wished = { ...machine.at, x: machine.at.x + to.x - from.x, z: machine.at.z + to.z - from.z };
      at = snaps && !event.altKey ? snapped(machine, wished, draft.settled) : rounded(wished);
      draft.hold({ address: machine.address, at });
      onHeld?.(machine, at);
    };
    const end = (drop: boolean) => {
      stop.current?.();
      const { draft, onHeld } = latest.current;
      draft.hold(null);
      if (drop && at) draft.put(machine, at);
      else if (at) onHeld?.(machine, machine.at);
    };
    const ending = new AbortController();
    const { signal } = ending;
    stop.current = () => ending.abort();
    addEventListener('pointermove', move, { signal });
    addEventListener('pointerup', () => end(true), { signal });
    addEventListener('pointercancel', () => end(false), { signal });
    window.addEventListener(
      'keydown',
      (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.stopImmediatePropagation();
        end(false);
      },
      { signal, capture: true },
    );
  };
  return { begin };
}
