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

  reject(reason: RejectReason, topic: string, detail: string): void {
    this.counts[reason]++;
    this.samples.push({ at: Date.now(), reason, topic: clip(topic), detail: clip(detail) });
    if (this.samples.length > KEPT_SAMPLES) this.samples.shift();
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
