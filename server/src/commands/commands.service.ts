import type { Command, CommandQuery, CommandRequest } from '@linetwin/contracts';
import { lineOf, type ModelIndex } from '@linetwin/model';
import { RefusedByOwnerError, type LineRequests } from '../cluster/line-requests.port.ts';
import { CommandError, CommandNotStandingError } from './command-error.ts';
import type { CommandStore } from './command-store.port.ts';

/** Commands as people give and see them; the owner of the line sends them. */
export class CommandsService {
  private readonly index: ModelIndex;
  private readonly store: CommandStore;
  private readonly requests: LineRequests;

  constructor(parts: { index: ModelIndex; store: CommandStore; requests: LineRequests }) {
    this.index = parts.index;
    this.store = parts.store;
    this.requests = parts.requests;
  }

  /** Newest first. */
  list(query: CommandQuery): Promise<Command[]> {
    return this.store.list(query);
  }

  /** @throws CommandError @throws NoOwnerError */
  async give(request: CommandRequest, by: string): Promise<Command> {
    const machine = this.index.equipment(request.equipment);
    if (!machine)
      throw new CommandError(
        `There is no machine "${request.equipment}" in the plant files.`,
        'not-in-plant',
        {
          what: request.equipment,
        },
      );
    const { by: _given, ...order } = request;
    return ask(() => this.requests.ask(lineOf(machine.address), 'GiveCommand', { request: order, by }));
  }

  /** @throws CommandNotStandingError @throws NoOwnerError */
  async giveBack(id: string): Promise<Command> {
    const command = await this.store.read(id);
    if (!command) throw new CommandNotStandingError(`There is no command "${id}".`, 'command-over');
    return ask(() => this.requests.ask(command.line, 'ReturnCommand', { id }));
  }
}

async function ask(request: () => Promise<Command>): Promise<Command> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof RefusedByOwnerError && error.kind === 'CommandError')
      throw new CommandError(error.message, error.words);
    if (error instanceof RefusedByOwnerError && error.kind === 'CommandNotStandingError')
      throw new CommandNotStandingError(error.message, error.words);
    throw error;
  }
}
