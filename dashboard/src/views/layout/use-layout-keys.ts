import type { Equipment } from '@linetwin/model';
import { useEffect } from 'react';
import { GRID_M } from './snap.ts';
import type { LayoutDraft } from './use-draft.ts';

/** With Alt, metres. */
const FINE_M = 0.1;
const ARROWS: Record<string, readonly [x: number, z: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Everything that can be done to the chosen machine by keys; not while somebody types or a dialog is open. */
export function useLayoutKeys(parts: {
  draft: LayoutDraft;
  chosen: Equipment | undefined;
  turnDeg: number;
  onChoose: (machine: Equipment | null) => void;
}): void {
  const { draft, chosen, turnDeg, onChoose } = parts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [role="dialog"], [role="combobox"], [role="listbox"]'))
        return;
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return;
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (command && (key === 'y' || (key === 'z' && event.shiftKey))) draft.redo();
      else if (command && key === 'z') draft.undo();
      else if (command) return;
      else if (key === 'r') {
        // Also where nothing is chosen: whoever means to turn something must not leave the draft for a replay.
        const turn = event.shiftKey ? -turnDeg : turnDeg;
        if (chosen) draft.put(chosen, { ...chosen.at, rotationDeg: chosen.at.rotationDeg + turn });
      } else if (!chosen) return;
      else if (event.key in ARROWS) {
        const [x, z] = ARROWS[event.key];
        const step = event.altKey ? FINE_M : GRID_M;
        const at = { ...chosen.at, x: chosen.at.x + x * step, z: chosen.at.z + z * step };
        draft.put(chosen, at, `arrows ${chosen.address}`);
      } else if (key === 'escape') onChoose(null);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before other keys of the frame: R begins a replay everywhere else.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [draft, chosen, turnDeg, onChoose]);
}
