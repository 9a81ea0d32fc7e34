import type { ValueVerdict } from '@linetwin/condition';
import type { Finding } from '@linetwin/contracts';

/**
 * A fault that was open when the line was taken and is not seen again for so long is over. Rules that compare with what is usual
 * learn that for ten minutes first, and some faults show only in some states.
 */
const FORSAKEN_MS = 3_600_000;

type Fault = Pick<ValueVerdict, 'equipment' | 'signal' | 'cause'>;

/** Faults that stood open when this process took a line, so that a restart neither doubles them nor leaves them open for ever. */
export class StandingFaults {
  /** Not seen again yet. */
  private readonly open = new Map<string, Finding>();
  /** Seen again: since when they stand. */
  private readonly since = new Map<string, number>();
  private watchedSince: number | undefined;

  constructor(findings: readonly Finding[]) {
    for (const finding of findings)
      this.open.set(
        keyOf({ equipment: finding.equipment, signal: finding.component, cause: finding.verdict }),
        finding,
      );
  }

  /** A verdict of the watch that began anew, as what it goes on with. */
  continued(verdict: ValueVerdict): ValueVerdict {
    const key = keyOf(verdict);
    const known = this.open.get(key);
    if (known) {
      this.open.delete(key);
      this.since.set(key, known.firstSeenAt);
    }
    const since = this.since.get(key);
    if (verdict.over) this.since.delete(key);
    return since === undefined ? verdict : { ...verdict, since };
  }

  /** Faults that were not seen again for an hour; each is given once. @param now time of the newest value, ms since 1970 UTC */
  forsaken(now: number): Finding[] {
    this.watchedSince ??= now;
    if (now - this.watchedSince < FORSAKEN_MS) return [];
    const over = [...this.open.values()].map((finding): Finding => ({
      ...finding,
      status: 'closed',
      lastSeenAt: Math.max(now, finding.lastSeenAt),
    }));
    this.open.clear();
    return over;
  }
}

function keyOf({ equipment, signal, cause }: Fault): string {
  return `${equipment}#${signal}#${cause}`;
}
