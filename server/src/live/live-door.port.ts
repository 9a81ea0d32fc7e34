import type { IncomingMessage } from 'node:http';
import type { ErrorAnswer } from '@linetwin/contracts';

/** Somebody on a live connection. */
export interface LiveVisitor {
  /** What the connection rests on (a session, a key): it ends when any of them gives way. */
  readonly grounds: readonly string[];
  /** Why that one may not send an event of this name; `undefined` for what that one may. */
  refusal(event: string): ErrorAnswer | undefined;
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
  /** Calls when a ground of connections gave way in this process. @returns what ends that */
  abstract onRightsLost(listener: (ground: string) => void): () => void;
}
