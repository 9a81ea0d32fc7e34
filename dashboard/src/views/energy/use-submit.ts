import { useState } from 'react';

/** Sends what a dialog holds: busy while it is under way, and what went wrong, until it is sent again. */
export function useSubmit(send: () => Promise<unknown>, onSent: () => void) {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setProblem('');
    try {
      await send();
    } catch (error) {
      setProblem((error as Error).message);
      setBusy(false);
      return;
    }
    onSent();
  };
  return { busy, problem, submit };
}
