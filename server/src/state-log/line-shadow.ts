import { stateHash, type Alarm, type Finding, type LoggedState, type SampleBatch } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import { StandingRecords } from './standing-records.ts';
import { StandingValues } from './standing-values.ts';
import type { InstantRange } from './state-log.port.ts';

/** What comes this long after an instant is still counted to it: a publish cycle, a diagnosis, and a stutter of the network. */
export const SETTLE_MS = 15_000;
/** Clocks of senders may be this far ahead before their values are given up. */
const AHEAD_MS = 60_000;
/** Ranges that wait to be told; more of them become one. */
const MOST_RANGES = 100;

/**
 * A line as its owner knows it, a little behind the present: by source time, so that what it says of an instant is what whoever looks back
 * at that instant must see. Without I/O.
 */
export class LineShadow {
  private readonly index: ModelIndex;
  private readonly line: string;
  private readonly values: StandingValues;
  private readonly alarms = new StandingRecords<Alarm>(({ state }) => state !== 'Normal');
  private readonly findings = new StandingRecords<Finding>(({ status }) => status === 'open');
  private readonly first: number;
  private readonly count: number;
  private readonly periodMs: number;
  /** Last instant that was logged; nothing that belongs after it can be late. */
  private loggedAt = -Infinity;
  private late: InstantRange[] = [];

  /** @param since ms since 1970 UTC, when it was begun to listen: the first instant is after it */
  constructor(parts: { index: ModelIndex; line: string; periodMs: number; since: number }) {
    const { index, line, periodMs, since } = parts;
    this.index = index;
    this.line = line;
    this.periodMs = periodMs;
    const machines = index.equipmentOf(line);
    const signals = machines.flatMap((machine) => index.signalsOf(machine));
    this.first = signals[0]?.index ?? 0;
    this.count = signals.length;
    const slots = Math.ceil((SETTLE_MS + AHEAD_MS) / periodMs) + 1;
    this.values = new StandingValues(signals, periodMs, slots, since);
  }

  /** Values of any line. */
  hear({ signal, time, value, quality, length }: SampleBatch): void {
    for (let row = 0; row < length; row++) this.take(signal[row], time[row], value[row], quality[row]);
  }

  take(signal: number, time: number, value: number, quality: number): void {
    const place = signal - this.first;
    if (place < 0 || place >= this.count) return;
    const until = this.values.take(place, time, value, quality);
    if (until !== undefined) this.noteLate(time, until);
  }

  /** Values that were shown, and that no store has. */
  refuse({ signal, time, length }: SampleBatch): void {
    for (let row = 0; row < length; row++) {
      const place = signal[row] - this.first;
      if (place < 0 || place >= this.count) continue;
      this.values.miss(place, time[row]);
      this.noteLate(time[row], Infinity);
    }
  }

  takeStanding(alarms: readonly Alarm[], findings: readonly Finding[]): void {
    this.alarms.takeStanding(alarms.filter((one) => this.owns(one)).map((one) => [one.id, one]));
    this.findings.takeStanding(findings.filter((one) => this.owns(one)).map((one) => [one.id, one]));
  }

  hearAlarm(alarm: Alarm, at: number): void {
    if (!this.owns(alarm)) return;
    this.noteLate(at, Infinity);
    this.alarms.hear(alarm.id, alarm, at);
  }

  hearFinding(finding: Finding): void {
    if (!this.owns(finding)) return;
    const at = finding.closedAt ?? finding.lastSeenAt;
    this.noteLate(at, Infinity);
    this.findings.hear(finding.id, finding, at);
  }

  /** @returns the states of the instants that have settled by now, oldest first */
  settle(now: number): LoggedState[] {
    const states: LoggedState[] = [];
    while (this.values.nextAt <= now - SETTLE_MS) {
      const { at, values, sure } = this.values.next();
      const alarms = this.alarms.at(at);
      const findings = this.findings.at(at);
      const state = { line: this.line, at, values, alarms: alarms.standing, findings: findings.standing };
      states.push({
        line: this.line,
        at,
        hash: stateHash(this.index, state),
        modelVersion: this.index.model.version,
        late: !(sure && alarms.sure && findings.sure),
      });
      this.loggedAt = at;
    }
    return states;
  }

  /** @returns instants that were logged before something came that belongs before them; each is told once */
  takeLate(): InstantRange[] {
    const { late } = this;
    this.late = [];
    return late;
  }

  private noteLate(from: number, until: number): void {
    const to = Math.min(until, this.loggedAt);
    // Between two instants nobody sees it.
    if (Math.ceil(from / this.periodMs) * this.periodMs > to) return;
    this.late.push({ from, to });
    if (this.late.length <= MOST_RANGES) return;
    this.late = [
      {
        from: Math.min(...this.late.map((one) => one.from)),
        to: Math.max(...this.late.map((one) => one.to)),
      },
    ];
  }

  private owns({ equipment }: { equipment: string }): boolean {
    return this.index.equipment(equipment)?.line === this.line;
  }
}
