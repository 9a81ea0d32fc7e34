import type { Settings } from '../config/settings.ts';
import type { HealthService } from '../platform/health.service.ts';
import type { Part } from '../platform/lifecycle.ts';
import type { Metrics } from '../platform/metrics.ts';
import { StatusServer } from '../platform/status-server.ts';

/** The port for supervisors, where one is set. To be started last and stopped first. */
export function statusOf(parts: { settings: Settings; health: HealthService; metrics: Metrics }): Part[] {
  const { settings, health, metrics } = parts;
  const server = new StatusServer(health, metrics);
  const { host, port } = settings.status;
  return [
    {
      name: 'status',
      start: async () => {
        if (port !== undefined) await server.start(host, port);
        health.running = true;
      },
      stop: () => server.stop(),
    },
  ];
}
