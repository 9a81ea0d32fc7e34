/** Rows judged against their labels, pooled over all recordings (as SKAB counts). */
export type Confusion = { tp: number; fp: number; fn: number; tn: number };

export function confusionOf(labels: readonly boolean[], called: readonly boolean[]): Confusion {
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  labels.forEach((label, i) => counts[label ? (called[i] ? 'tp' : 'fn') : called[i] ? 'fp' : 'tn']++);
  return counts;
}

export function addConfusions(all: readonly Confusion[]): Confusion {
  const sum = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const { tp, fp, fn, tn } of all) {
    sum.tp += tp;
    sum.fp += fp;
    sum.fn += fn;
    sum.tn += tn;
  }
  return sum;
}

/** F1, false-alarm rate FP/(FP+TN) and missed-alarm rate FN/(FN+TP) (domain.md 2.12); 0 where nothing is counted. */
export function ratesOf({ tp, fp, fn, tn }: Confusion): { f1: number; far: number; mar: number } {
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return { f1: share(tp, tp + (fp + fn) / 2), far: share(fp, fp + tn), mar: share(fn, fn + tp) };
}
