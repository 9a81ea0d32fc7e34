import { ModelIndex, type Equipment, type EquipmentAddress } from '@linetwin/model';
import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PlantContext, usePlant } from '../../live/session-context.ts';
import type { CameraPlace } from '../../scene/scene-api.ts';
import SceneCanvas, { type SceneFailure, type SceneHandle } from '../hall/scene-canvas.tsx';
import type { LayoutDraft } from './use-draft.ts';
import { useDrag } from './use-drag.ts';

/** The hall is built anew this long after the last change: conveyors, fences and aisles follow from all places, ms. */
const REBUILD_MS = 700;

/** The 3D hall with machines to drag. What is dragged moves at once; what follows from it comes a moment later. */
export default function EditScene(props: {
  draft: LayoutDraft;
  chosen: Equipment | undefined;
  snaps: boolean;
  onChoose: (machine: Equipment | null) => void;
  onFailed: (failure: SceneFailure) => void;
}) {
  const { draft, chosen, snaps, onChoose, onFailed } = props;
  const { t } = useTranslation();
  const plant = usePlant();
  const scene = useRef<SceneHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const place = useRef<CameraPlace>(undefined);
  const { settled } = draft;
  const [drawn, setDrawn] = useState(settled);

  useEffect(() => {
    if (settled === drawn) return;
    for (const { address, at } of settled) scene.current?.moveMachine(address, at);
    const timer = setTimeout(() => {
      place.current = scene.current?.cameraPlace();
      setDrawn(settled);
    }, REBUILD_MS);
    return () => clearTimeout(timer);
  }, [settled, drawn]);

  const shown = useMemo(() => {
    const index = new ModelIndex({ ...plant.index.model, equipment: drawn });
    // The same values as ever, of machines that stand elsewhere.
    const live = Object.create(plant.live, { index: { value: index } }) as typeof plant.live;
    return { ...plant, index, live };
  }, [plant, drawn]);

  const spotOf = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const { left, top } = box.current!.getBoundingClientRect();
    return [clientX - left, clientY - top] as const;
  };
  const { begin } = useDrag({
    draft,
    snaps,
    floorAt: (event) => scene.current?.floorAt(...spotOf(event)) ?? null,
    onHeld: ({ address }, at) => scene.current?.moveMachine(address, at),
  });
  const machineAt = (address: EquipmentAddress | null) =>
    settled.find((machine) => machine.address === address);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const machine = machineAt(scene.current?.machineAt(...spotOf(event)) ?? null);
    if (!machine) return;
    // Before the camera hears of it: who presses a machine moves that, who presses the floor turns the hall.
    event.stopPropagation();
    onChoose(machine);
    begin(machine, event);
  };
  return (
    <div
      ref={box}
      className="layout-scene"
      role="group"
      aria-label={t('layout.scene')}
      onPointerDownCapture={onPointerDown}
    >
      <PlantContext value={shown}>
        <SceneCanvas
          selected={null}
          onSelect={() => onChoose(null)}
          onFailed={onFailed}
          handle={scene}
          startPlace={() => place.current}
        />
      </PlantContext>
      <Marker address={chosen?.address} scene={scene} />
    </div>
  );
}

/** Rings the chosen machine: the scene's own selection would fly to it with every click. */
function Marker({
  address,
  scene,
}: {
  address?: EquipmentAddress;
  scene: React.RefObject<SceneHandle | null>;
}) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!address) return;
    let frame = 0;
    const follow = () => {
      const at = scene.current?.screenPosition(address);
      if (mark.current) {
        mark.current.hidden = !at;
        if (at) mark.current.style.transform = `translate(${at.x}px, ${at.y}px)`;
      }
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [address, scene]);
  return address ? <div ref={mark} className="layout-mark" aria-hidden="true" /> : null;
}
