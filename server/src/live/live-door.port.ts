import type { IncomingMessage } from 'node:http';

/** Somebody on a live connection. */
export interface LiveVisitor {
  /** Whether that one may send an event of this name. */
  may(event: string): boolean;
  /** Looks again whether the connection may stay: a session ends, a key is revoked, a role is taken away. */
  isStillWelcome(): Promise<boolean>;
}

/** The connection is refused; the message goes to the client. */
export class NotWelcomeError extends Error {
  override name = 'NotWelcomeError';
}

/** Who may open a live connection, and what may come over it. */
export abstract class LiveDoor {
  /** @throws NotWelcomeError */
  abstract admit(request: IncomingMessage): Promise<LiveVisitor>;
  /** Calls when rights were taken away from somebody. @returns what ends that */
  abstract onRightsLost(listener: () => void): () => void;
}
