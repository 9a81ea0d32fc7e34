import type { Equipment } from '@linetwin/model';
import { useEffect, useState } from 'react';
import { standingOf, type MachineLook } from '../../live/machine-look.ts';
import { usePlant } from '../../live/session-context.ts';
import { useMachines } from '../shared/use-machines.ts';

const LOOK_MS = 1000;

/** How many machines stand in each look, and which are in fault; looked at once a second, told when it changed. */
export interface Looks {
  counts: Readonly<Record<MachineLook, number>>;
  faults: readonly string[];
}

const NONE: Looks = {
  counts: { running: 0, idle: 0, starved: 0, blocked: 0, held: 0, stopped: 0, fault: 0, nodata: 0 },
  faults: [],
};

export function useLooks(machines: readonly Equipment[]): Looks {
  const { live } = usePlant();
  const signals = useMachines();
  const [looks, setLooks] = useState(NONE);
  useEffect(() => {
    const look = () => {
      const now = live.now();
      const counts = { ...NONE.counts };
      const faults: string[] = [];
      for (const { address } of machines) {
        const { look } = standingOf(signals.get(address)!, live, now);
        counts[look]++;
        if (look === 'fault') faults.push(address);
      }
      const next: Looks = { counts, faults };
      setLooks((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [live, signals, machines]);
  return looks;
}
