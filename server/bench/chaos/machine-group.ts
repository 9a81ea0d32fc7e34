import type { Ledger } from './ledger.ts';
import type { MachineMessage } from './machine-message.ts';
import type { Sender, SenderConnection } from './sender.port.ts';

const RECONNECT_MS = 250;

/**
 * Machines behind one connection. Like machines they go on measuring while nobody answers, keep what was not
 * acknowledged, and send it again, oldest first, over the next connection.
 */
export class MachineGroup {
  private readonly sender: Sender;
  private readonly ledger: Ledger;
  private connection: SenderConnection | undefined;
  /** Sent over the connection that is open, not acknowledged yet, oldest first. */
  private onTheirWay = new Set<MachineMessage>();
  private waiting: MachineMessage[] = [];
  /** Position of the next one in `waiting`; what is before it was taken. */
  private next = 0;
  private closed = false;
  made = 0;

  constructor(sender: Sender, ledger: Ledger) {
    this.sender = sender;
    this.ledger = ledger;
  }

  start(): void {
    void this.open();
  }

  stop(): void {
    this.closed = true;
    this.connection?.close();
  }

  add(message: MachineMessage): void {
    this.made++;
    this.waiting.push(message);
    this.pump();
  }

  get unacknowledged(): number {
    return this.onTheirWay.size + this.waiting.length - this.next;
  }

  private async open(): Promise<void> {
    while (!this.closed) {
      try {
        const connection = await this.sender.connect(() => this.lost(connection));
        this.connection = connection;
        this.pump();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    }
  }

  private lost(connection: SenderConnection | undefined): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    this.waiting = [...this.onTheirWay, ...this.waiting.slice(this.next)];
    this.next = 0;
    this.onTheirWay = new Set();
    void this.open();
  }

  private pump(): void {
    const { connection, onTheirWay } = this;
    if (!connection) return;
    while (onTheirWay.size < this.sender.window && this.next < this.waiting.length) {
      const message = this.waiting[this.next++];
      onTheirWay.add(message);
      connection.send(message).then(
        () => {
          // One that came by a connection that was lost since was given back already.
          if (!onTheirWay.delete(message) || this.onTheirWay !== onTheirWay) return;
          this.ledger.add(message);
          this.pump();
        },
        () => undefined,
      );
    }
    if (this.next > 10_000 && this.next * 2 > this.waiting.length) {
      this.waiting = this.waiting.slice(this.next);
      this.next = 0;
    }
  }
}
