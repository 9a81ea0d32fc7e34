import type { LineKpi } from '@linetwin/contracts';
import type { EventBus } from '../events.ts';

/** The newest indicators of every line, whichever process computed them. */
export class KpiBoard {
  private readonly events: EventBus;
  private readonly newest = new Map<string, LineKpi>();
  private unsubscribe: () => void = () => undefined;

  constructor(events: EventBus) {
    this.events = events;
  }

  start(): void {
    this.unsubscribe = this.events.on(
      'KpiComputed',
      'indicator board',
      (kpi) => this.newest.set(kpi.line, kpi),
      'anywhere',
    );
  }

  stop(): void {
    this.unsubscribe();
  }

  current(): LineKpi[] {
    return [...this.newest.values()].sort((a, b) => a.line.localeCompare(b.line));
  }
}
