import { REJECT_REASONS, type RejectReason, type RejectReport } from '@linetwin/contracts';

/** How many of the newest rejects are kept to look at. */
const KEPT_SAMPLES = 200;
const MAX_DETAIL_LENGTH = 300;

/** What was not taken as it came: counted by reason, the newest ones kept to look at, never silent. */
export class Rejects {
  private readonly counts = Object.fromEntries(REJECT_REASONS.map((reason) => [reason, 0])) as Record<
    RejectReason,
    number
  >;
  private readonly remarks = { 'out-of-range': 0, 'out-of-order': 0 };
  private readonly samples: RejectReport['samples'] = [];
  private noted: RejectReport['samples'] | undefined;

  reject(reason: RejectReason, topic: string, detail: string): void {
    this.counts[reason]++;
    const sample = { at: Date.now(), reason, topic: clip(topic), detail: clip(detail) };
    this.samples.push(sample);
    this.noted?.push(sample);
    if (this.samples.length > KEPT_SAMPLES) this.samples.shift();
  }

  /** What is rejected while something is done, for whoever waits for an answer. */
  during(doIt: () => void): RejectReport['samples'] {
    const noted: RejectReport['samples'] = [];
    this.noted = noted;
    try {
      doIt();
    } finally {
      this.noted = undefined;
    }
    return noted;
  }

  /** Known already: counted without a sample, because a redelivery would flood the newest ones. */
  countDuplicate(): void {
    this.counts.duplicate++;
  }

  /** A value that was taken, but not quite as it came. */
  remark(remark: keyof RejectReport['remarks']): void {
    this.remarks[remark]++;
  }

  report(): RejectReport {
    return { counts: { ...this.counts }, remarks: { ...this.remarks }, samples: [...this.samples] };
  }
}

function clip(text: string): string {
  return text.length > MAX_DETAIL_LENGTH ? `${text.slice(0, MAX_DETAIL_LENGTH)}…` : text;
}
