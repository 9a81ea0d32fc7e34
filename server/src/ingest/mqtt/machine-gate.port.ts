/** What a connected machine or gateway may do. */
export interface MachineRights {
  /** Its name; `undefined` for one that gave none. */
  name: string | undefined;
  /** Whether it may publish to, and be sent, this topic. */
  covers(topic: string): boolean;
  /** Whether it may subscribe to this filter: to nothing but topics that it may be sent. */
  coversFilter(filter: string): boolean;
}

/**
 * Who may connect to the broker, and what for. Promises: a wrong name, a wrong password and a revoked one are not told from
 * each other; revoking is told at once by the process that did it.
 */
export abstract class MachineGate {
  /** @returns `undefined` when it is not let in */
  abstract admit(who: {
    username: string | undefined;
    password: string | undefined;
    clientId: string;
  }): Promise<MachineRights | undefined>;
  /** Calls with the name of a gateway that may do nothing any more. @returns what ends that */
  abstract onRevoked(listener: (name: string) => void): () => void;
}
