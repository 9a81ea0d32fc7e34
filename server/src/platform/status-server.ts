import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { HealthService } from './health.service.ts';
import type { Metrics } from './metrics.ts';
import { PortError } from './port-error.ts';

/**
 * What a supervisor, a load balancer and Prometheus ask of any process, whichever roles it plays, on a port of its own:
 * `/health/live`, `/health/ready` and `/metrics`. Nobody is asked for a name, so it listens on loopback unless told otherwise.
 */
export class StatusServer {
  private readonly health: HealthService;
  private readonly metrics: Metrics;
  private server: Server | undefined;

  constructor(health: HealthService, metrics: Metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  /** @returns the port. @throws PortError */
  async start(host: string, port: number): Promise<number> {
    const server = createServer((request, response) => {
      const send = (status: number, type: string, body: string) =>
        response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
      this.answer(request.method, request.url ?? '', send).catch((error: Error) =>
        send(500, 'text/plain', `${error.message}\n`),
      );
    });
    this.server = server;
    server.listen(port, host);
    try {
      await once(server, 'listening');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      throw new PortError(
        `Port ${port} on ${host} is in use, so the status cannot be told; set LINETWIN_STATUS_PORT to a free port.`,
      );
    }
    return (server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private async answer(
    method: string | undefined,
    url: string,
    send: (status: number, type: string, body: string) => void,
  ): Promise<void> {
    if (method !== 'GET') return send(405, 'text/plain', 'only GET\n');
    switch (url) {
      case '/health/live':
        return send(200, 'application/json', '{"status":"live"}\n');
      case '/health/ready': {
        const report = await this.health.readiness();
        return send(report.ready ? 200 : 503, 'application/json', `${JSON.stringify(report)}\n`);
      }
      case '/metrics':
        return send(200, this.metrics.registry.contentType, await this.metrics.registry.metrics());
      default:
        return send(404, 'text/plain', 'there are /health/live, /health/ready and /metrics\n');
    }
  }
}
