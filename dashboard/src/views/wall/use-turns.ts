import { useEffect, useState } from 'react';

const TURN_MS = 10_000;

/** Where more is to be shown than finds room: the part that is on now, and which of how many it is. */
export function useTurns<T>(
  all: readonly T[],
  room: number,
): { shown: readonly T[]; turn: number; turns: number } {
  const turns = Math.max(1, Math.ceil(all.length / Math.max(1, room)));
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (turns === 1) return;
    const timer = setInterval(() => setCount((n) => n + 1), TURN_MS);
    return () => clearInterval(timer);
  }, [turns]);
  const turn = count % turns;
  return { shown: all.slice(turn * room, (turn + 1) * room), turn, turns };
}
