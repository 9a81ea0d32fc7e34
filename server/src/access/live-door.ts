import type { IncomingMessage } from 'node:http';
import type { ClientToServerEvents } from '@linetwin/contracts';
import { LiveDoor, NotWelcomeError, type LiveVisitor } from '../live/live-door.port.ts';
import { SOCKET_ACCESS } from './access-table.ts';
import { refusal } from './access.guard.ts';
import type { Identifier } from './identifier.ts';
import { isSameOrigin, placeProblem } from './origin.ts';
import { mayUse, type Principal } from './principal.ts';

/** What a client is told that has to sign in before it may look. */
export const SIGN_IN_FIRST = 'sign-in-required';

/** Calls with the ground that gives way whenever sessions or a key have ended. @returns what undoes it */
export type WatchRights = (listener: (ground: string) => void) => (() => void)[];

/** Lets those in to the live connection whom the table allows its events, and looks after them. */
export class TableLiveDoor extends LiveDoor {
  private readonly identifier: Identifier;
  private readonly watchRights: WatchRights;

  constructor(identifier: Identifier, watchRights: WatchRights) {
    super();
    this.identifier = identifier;
    this.watchRights = watchRights;
  }

  /** Whether a connection may be made at all: cookies go with it also from the page of another site. */
  mayConnect({ headers }: IncomingMessage): boolean {
    const { settings } = this.identifier;
    return !placeProblem(headers, settings) && isSameOrigin(headers, settings);
  }

  async admit(request: IncomingMessage): Promise<LiveVisitor> {
    // One that was turned out comes back at once, also to a process that does not know of it yet.
    let principal = await this.identify(request, 0);
    return {
      grounds: groundsOf(principal),
      refusal: (event) => {
        const access = SOCKET_ACCESS[event as keyof ClientToServerEvents];
        if (access === undefined) return { error: 'There is no such event.' };
        return mayUse(access, principal) ? undefined : refusal(access, principal);
      },
      isStillWelcome: async () => {
        try {
          principal = await this.identify(request);
          return true;
        } catch (error) {
          // While the data base is away nobody can say, and those who look go on looking.
          return !(error instanceof NotWelcomeError);
        }
      },
    };
  }

  onRightsLost(listener: (ground: string) => void): () => void {
    const undo = this.watchRights(listener);
    return () => undo.forEach((one) => one());
  }

  private async identify({ headers }: IncomingMessage, believedMs?: number): Promise<Principal> {
    const principal = await this.identifier.identify(headers, believedMs);
    if (!mayUse(SOCKET_ACCESS.subscribe, principal)) throw new NotWelcomeError(SIGN_IN_FIRST);
    return principal;
  }
}

/** Names of what connections rest on, unique among all kinds. */
export const groundOf = {
  session: (id: string) => `session:${id}`,
  person: (id: string) => `person:${id}`,
  display: (id: string) => `display:${id}`,
  token: (id: string) => `token:${id}`,
};

function groundsOf(principal: Principal): string[] {
  switch (principal.kind) {
    case 'person':
      return [groundOf.session(principal.sessionId), groundOf.person(principal.user.id)];
    case 'display':
    case 'token':
      return [groundOf[principal.kind](principal.id)];
    default:
      return [];
  }
}
