import type { IncomingMessage } from 'node:http';
import type { ClientToServerEvents } from '@linetwin/contracts';
import { LiveDoor, NotWelcomeError, type LiveVisitor } from '../live/live-door.port.ts';
import { SOCKET_ACCESS } from './access-table.ts';
import type { Identifier } from './identifier.ts';
import { isSameOrigin, placeProblem } from './origin.ts';
import { mayUse, type Principal } from './principal.ts';

/** What a client is told that has to sign in before it may look. */
export const SIGN_IN_FIRST = 'sign-in-required';

/** Lets those in to the live connection whom the table allows its events, and looks after them. */
export class TableLiveDoor extends LiveDoor {
  private readonly identifier: Identifier;
  private readonly watchRights: (listener: () => void) => (() => void)[];

  /** `watchRights` calls whenever a session or a key has ended. */
  constructor(identifier: Identifier, watchRights: (listener: () => void) => (() => void)[]) {
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
    let principal = await this.identify(request);
    return {
      may: (event) => {
        const access = SOCKET_ACCESS[event as keyof ClientToServerEvents];
        return access !== undefined && mayUse(access, principal);
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

  onRightsLost(listener: () => void): () => void {
    const undo = this.watchRights(listener);
    return () => undo.forEach((one) => one());
  }

  private async identify({ headers }: IncomingMessage): Promise<Principal> {
    const principal = await this.identifier.identify(headers);
    if (!mayUse(SOCKET_ACCESS.subscribe, principal)) throw new NotWelcomeError(SIGN_IN_FIRST);
    return principal;
  }
}
