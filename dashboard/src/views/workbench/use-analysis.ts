import { useEffect, useRef, useState } from 'react';
import type { AnalysisAnswer, AnalysisOrder } from './analysis-messages.ts';

export interface Analysed {
  answer: AnalysisAnswer | undefined;
  isRunning: boolean;
}

/** Has an analysis made in a worker, anew when the order is another one; the last answer stays until the next has come. */
export function useAnalysis(order: Omit<AnalysisOrder, 'id'> | null): Analysed {
  const worker = useRef<Worker | undefined>(undefined);
  const lastId = useRef(0);
  const [answer, setAnswer] = useState<AnalysisAnswer>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const made = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' });
    made.onmessage = ({ data }: MessageEvent<AnalysisAnswer>) => {
      if (data.id === lastId.current) setAnswer(data);
    };
    made.onerror = ({ message }) => setAnswer({ id: lastId.current, problem: 'failed', detail: message });
    worker.current = made;
    return () => {
      made.terminate();
      worker.current = undefined;
    };
  }, []);
  const key = JSON.stringify(order);
  useEffect(() => {
    const id = ++lastId.current;
    setAsked(id);
    const parsed = JSON.parse(key) as Omit<AnalysisOrder, 'id'> | null;
    if (parsed) worker.current!.postMessage({ ...parsed, id } satisfies AnalysisOrder);
    else setAnswer(undefined);
  }, [key]);
  return { answer, isRunning: order !== null && answer?.id !== asked };
}
