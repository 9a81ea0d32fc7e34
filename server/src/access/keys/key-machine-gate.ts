import type { LoginMode } from '../../config/access-settings.ts';
import { MachineGate, type MachineRights } from '../../ingest/mqtt/machine-gate.port.ts';
import type { KeysService } from './keys.service.ts';
import { coversFilter, coversTopic, isShared } from './topic-rights.ts';

/** Whoever gave no name on the server's own machine: everything but the broker's own topics. */
const UNNAMED: MachineRights = {
  name: undefined,
  covers: (topic) => !topic.startsWith('$'),
  coversFilter: (filter) => !filter.startsWith('$'),
};

/** Lets gateways in by their keys, each for its own lines and machines. */
export class KeyMachineGate extends MachineGate {
  private readonly keys: KeysService;
  private readonly login: LoginMode;

  constructor(keys: KeysService, login: LoginMode) {
    super();
    this.keys = keys;
    this.login = login;
  }

  async admit(who: { username: string | undefined; password: string | undefined; clientId: string }) {
    const { username, password = '', clientId } = who;
    if (username === undefined) return this.login === 'loopback-open' ? UNNAMED : undefined;
    const machines = await this.keys.findGateway(username, password);
    if (!machines || !belongsTo(clientId, username)) return undefined;
    return {
      name: username,
      covers: (topic: string) => coversTopic(machines, topic),
      coversFilter: (filter: string) => !isShared(filter) && coversFilter(machines, filter),
    };
  }

  onRevoked(listener: (name: string) => void): () => void {
    return this.keys.onRevoked((kind, id) => {
      if (kind === 'gateway') listener(id);
    });
  }
}

/** A client id takes over the session of the same one, so nobody may use another's. */
function belongsTo(clientId: string, username: string): boolean {
  return clientId === username || (clientId.startsWith(username) && /[-.]/.test(clientId[username.length]));
}
