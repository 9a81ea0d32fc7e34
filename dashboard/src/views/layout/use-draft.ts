import type { Equipment, EquipmentAddress, Place } from '@linetwin/model';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { usePlant } from '../../live/session-context.ts';
import { findAisles } from '../../scene/hall/bays.ts';
import { changed, redone, startHistory, undone, withPlace, type Draft } from './draft-history.ts';
import { findProblems } from './layout-problems.ts';
import { boundsOf, isSamePlace, rounded } from './places.ts';

/** Narrowest and widest strip that counts as an aisle, as in the 3D hall, metres. */
const AISLE_M = [3, 4.2] as const;

/** What was not saved when the page was left or a new model came: lost work would be typed again. */
let kept: Draft = new Map();

/** Machines of the plant at the places of a draft, with what can be done to it. */
export function useDraft() {
  const { index } = usePlant();
  const { equipment, hall } = index.model;
  const [history, setHistory] = useState(() => {
    const still = [...kept].filter(([address, at]) => {
      const machine = index.equipment(address);
      return machine && !isSamePlace(machine.at, at);
    });
    return startHistory(new Map(still));
  });
  /** Where a machine is held while it is dragged. */
  const [held, setHeld] = useState<{ address: EquipmentAddress; at: Place } | null>(null);

  useEffect(() => {
    kept = history.now;
  }, [history]);

  const aisles = useMemo(
    () => findAisles(equipment.map(boundsOf), hall.widthM, ...AISLE_M),
    [equipment, hall],
  );
  const settled = useMemo(
    () => equipment.map((machine) => ({ ...machine, at: history.now.get(machine.address) ?? machine.at })),
    [equipment, history.now],
  );
  const machines = useMemo(
    () =>
      held ? settled.map((one) => (one.address === held.address ? { ...one, at: held.at } : one)) : settled,
    [settled, held],
  );
  const problems = useMemo(() => findProblems(machines, hall, aisles), [machines, hall, aisles]);

  const put = useCallback(
    (machine: Equipment, at: Place, action?: string) => {
      const planned = index.equipment(machine.address)!.at;
      const place = rounded(at);
      setHistory((before) => {
        if (isSamePlace(before.now.get(machine.address) ?? planned, place)) return before;
        return changed(before, withPlace(before.now, machine.address, place, planned), action);
      });
    },
    [index],
  );
  const discard = useCallback(() => setHistory((before) => changed(before, new Map())), []);
  /** After the draft was saved and the plant says the same. */
  const forget = useCallback(() => {
    kept = new Map();
    setHistory(startHistory());
  }, []);
  const undo = useCallback(() => setHistory(undone), []);
  const redo = useCallback(() => setHistory(redone), []);

  return {
    draft: history.now,
    /** At the places of the draft, without what is being dragged. */
    settled,
    /** As they are drawn. */
    machines,
    aisles,
    problems,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    put,
    hold: setHeld,
    discard,
    forget,
    undo,
    redo,
  };
}

export type LayoutDraft = ReturnType<typeof useDraft>;
