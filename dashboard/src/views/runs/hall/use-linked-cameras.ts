import { useEffect, useRef, type RefObject } from 'react';
import type { CameraPlace } from '../../../scene/scene-api.ts';
import type { SceneHandle } from '../../hall/scene-canvas.tsx';

/** Two scenes are seen from one place: the one that somebody moves takes the other along. Returns who leads from now on. */
export function useLinkedCameras(
  first: RefObject<SceneHandle | null>,
  second: RefObject<SceneHandle | null>,
): (leader: 'first' | 'second') => void {
  const leader = useRef<'first' | 'second'>('first');
  useEffect(() => {
    let request = 0;
    let shown = '';
    const follow = () => {
      request = requestAnimationFrame(follow);
      const [leads, follows] = leader.current === 'first' ? [first, second] : [second, first];
      const place = leads.current?.cameraPlace();
      if (!place || !follows.current) return;
      const now = placeKey(place);
      const other = follows.current.cameraPlace();
      if (now === shown && other && placeKey(other) === now) return;
      shown = now;
      follows.current.goTo(place, true);
    };
    request = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(request);
  }, [first, second]);
  return (next) => (leader.current = next);
}

/** Places that differ by less than a millimetre look the same. */
function placeKey(place: CameraPlace): string {
  const { x, y, z, distance, azimuth, polar } = place;
  return [x, y, z, distance, azimuth, polar].map((value) => value.toFixed(3)).join();
}
