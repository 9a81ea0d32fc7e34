import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

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
}
