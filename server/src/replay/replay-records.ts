import type { Alarm, Finding } from '@linetwin/contracts';
import type { PastChange, PastStanding } from './past-records.port.ts';

/** Alarms and findings as they stand where a cursor is. */
export class ReplayRecords {
  private readonly alarmsById = new Map<string, Alarm>();
  private readonly findingsById = new Map<string, Finding>();

  reset({ alarms, findings }: PastStanding): void {
    this.alarmsById.clear();
    this.findingsById.clear();
    for (const alarm of alarms) this.alarmsById.set(alarm.id, alarm);
    for (const finding of findings) this.findingsById.set(finding.id, finding);
  }

  take(change: PastChange): void {
    if (change.kind === 'alarm') this.alarmsById.set(change.alarm.id, change.alarm);
    if (change.kind === 'finding') this.findingsById.set(change.finding.id, change.finding);
    // What is over would only pile up while a cursor plays.
    if (change.kind === 'alarm' && change.alarm.state === 'Normal') this.alarmsById.delete(change.alarm.id);
    if (change.kind === 'finding' && change.finding.status !== 'open')
      this.findingsById.delete(change.finding.id);
  }

  get alarms(): Iterable<Alarm> {
    return this.alarmsById.values();
  }

  get findings(): Iterable<Finding> {
    return this.findingsById.values();
  }
}
