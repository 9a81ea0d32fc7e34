import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Time series that one figure may have; what there is more of is left out, last ones first. */
const MAX_LABELS = 200;

/** Prometheus metrics of the process, read when they are asked for. */
export class Metrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Adds a figure that is read at scrape time. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name: `linetwin_${name}`,
      help,
      registers: [this.registry],
      collect: async () => gauge.set(await read()),
    });
  }

  /** Adds a figure that is read at scrape time for each of several things, the most telling first. */
  gaugeBy(name: string, help: string, label: string, read: () => [label: string, value: number][]): void {
    const gauge: Gauge = new Gauge({
      name: `linetwin_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect: () => {
        gauge.reset();
        for (const [key, value] of read().slice(0, MAX_LABELS)) gauge.set({ [label]: key }, value);
      },
    });
  }
}
