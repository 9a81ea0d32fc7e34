import type { Server } from 'node:http';

/** How often it is looked whether anybody still works, ms. */
const LOOK_MS = 50;

/** Requests of an HTTP server that are being answered: who has connected without asking anything has none. */
export class OpenRequests {
  private readonly server: Server;
  private open = 0;

  constructor(server: Server) {
    this.server = server;
    server.on('request', (_request, response) => {
      this.open++;
      response.once('close', () => this.open--);
    });
  }

  /**
   * Closes the server. Whoever is being answered gets the answer; all other connections are ended, also those on which nothing was ever
   * asked, as browsers open them ahead: Node would wait for their first request for ever.
   *
   * @param close what stops the server from listening, and resolves when its last connection is gone
   * @param patienceMs for answers; those that take longer are cut off
   */
  async close(close: () => Promise<void>, patienceMs: number): Promise<void> {
    // A connection that is answered now is not kept for another request.
    this.server.keepAliveTimeout = 1;
    const end = performance.now() + patienceMs;
    const timer = setInterval(() => {
      const isListening = this.server.listening;
      if (!isListening && (this.open === 0 || performance.now() > end)) this.server.closeAllConnections();
    }, LOOK_MS);
    try {
      await close();
    } finally {
      clearInterval(timer);
    }
  }
}
