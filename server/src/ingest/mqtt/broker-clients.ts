import type { Logger } from 'pino';
import { BrokerClient, type BrokerAddress, type MessageTaker } from './broker-client.ts';

/**
 * The sessions at the brokers elsewhere: one for each line at each broker, so that a line can be handed to another server
 * with what its brokers still hold for it.
 */
export class BrokerClients {
  private readonly brokers: readonly BrokerAddress[];
  private readonly clientId: string;
  private readonly taker: MessageTaker;
  private readonly logger: Logger;
  private readonly onLost: (linePath: string) => void;
  private readonly clients = new Map<string, BrokerClient[]>();

  /** @param parts.clientId what the names of all sessions begin with */
  constructor(parts: {
    brokers: readonly BrokerAddress[];
    clientId: string;
    taker: MessageTaker;
    logger: Logger;
    /** Told when a session of a line ends by itself. */
    onLost: (linePath: string) => void;
  }) {
    this.brokers = parts.brokers;
    this.clientId = parts.clientId;
    this.taker = parts.taker;
    this.logger = parts.logger;
    this.onLost = parts.onLost;
  }

  /** @param linePath `site/area/line` */
  takeLine(linePath: string): void {
    if (this.clients.has(linePath)) return;
    const clientId = `${this.clientId}.${linePath.replaceAll('/', '.')}`;
    const { taker, logger } = this;
    const clients = this.brokers.map(
      (broker) =>
        new BrokerClient({ broker, clientId, linePath, taker, logger, onLost: () => this.onLost(linePath) }),
    );
    this.clients.set(linePath, clients);
    for (const client of clients) client.start();
  }

  async dropLine(linePath: string): Promise<void> {
    const clients = this.clients.get(linePath) ?? [];
    this.clients.delete(linePath);
    await Promise.all(clients.map((client) => client.stop()));
  }

  /** To every broker of a line: machines listen at one of them. */
  publish(linePath: string, topic: string, payload: Buffer): void {
    for (const client of this.clients.get(linePath) ?? []) client.publish(topic, payload);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.clients.keys()].map((linePath) => this.dropLine(linePath)));
  }

  /** Whether at least one broker can tell what a line says. @param linePath `site/area/line` */
  isHeard(linePath: string): boolean {
    return this.clients.get(linePath)?.some(({ isConnected }) => isConnected) ?? false;
  }

  connections(): { open: number; wanted: number } {
    const all = [...this.clients.values()].flat();
    return { open: all.filter(({ isConnected }) => isConnected).length, wanted: all.length };
  }
}
