import type { MachineMessage } from './machine-message.ts';

/** One open way from machines to Linetwin. */
export interface SenderConnection {
  /** Resolves when the message was acknowledged; rejects when it is known not to be. After a loss it may do neither. */
  send(message: MachineMessage): Promise<void>;
  close(): void;
}

/** How machines tell their values; each protocol that promises "acknowledged means kept" has one. */
export interface Sender {
  /** Most messages on their way over one connection. */
  readonly window: number;
  /** @param onLost called once when the connection ends by itself. @throws when nobody answers */
  connect(onLost: () => void): Promise<SenderConnection>;
}
